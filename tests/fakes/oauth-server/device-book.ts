import { randomBytes } from 'node:crypto';

export type DeviceState = 'pending' | 'allowed' | 'denied';

interface Device {
  readonly userCode: string;
  readonly expiresAt: number;
  intervalMs: number;
  askedAt: number;
  state: DeviceState;
}

/** Device codes (RFC 8628): asked too soon, it says `slow_down` and wants five seconds more from then on. */
export interface DeviceBook {
  issue(): { readonly deviceCode: string; readonly userCode: string };
  /** `allowed` once; then the code is used up. */
  ask(deviceCode: string): 'allowed' | 'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token';
  decide(userCode: string, state: DeviceState): void;
  /** The codes that people may enter now. */
  open(): readonly string[];
  readonly lifeMs: number;
  readonly intervalMs: number;
}

export function createDeviceBook(now: () => number, lifeMs = 900_000, intervalMs = 5_000): DeviceBook {
  const devices = new Map<string, Device>();
  return {
    lifeMs,
    intervalMs,
    issue: () => {
      const deviceCode = `device-${randomBytes(12).toString('hex')}`;
      const userCode = randomBytes(4).toString('hex').toUpperCase().replace(/^..../, '$&-');
      devices.set(deviceCode, {
        ...{ userCode, expiresAt: now() + lifeMs, intervalMs, askedAt: now(), state: 'pending' },
      });
      return { deviceCode, userCode };
    },
    ask: (deviceCode) => {
      const device = devices.get(deviceCode);
      if (device === undefined || now() >= device.expiresAt) return 'expired_token';
      const isTooSoon = now() - device.askedAt < device.intervalMs;
      device.askedAt = now();
      if (isTooSoon) {
        device.intervalMs += 5_000;
        return 'slow_down';
      }
      if (device.state === 'pending') return 'authorization_pending';
      devices.delete(deviceCode);
      return device.state === 'denied' ? 'access_denied' : 'allowed';
    },
    open: () => [...devices.values()].map(({ userCode }) => userCode),
    decide: (userCode, state) => {
      for (const device of devices.values()) if (device.userCode === userCode) device.state = state;
    },
  };
}
