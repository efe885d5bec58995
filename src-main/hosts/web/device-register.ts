import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DeviceView } from '../../../src-shared/api/views.ts';
import type { Clock, Logger } from '../../../src-shared/ports/ports.ts';
import {
  changeDevices,
  findDevice,
  isAlive,
  isBrowser,
  type PairedDevice,
  readDevices,
  type StoredDevice,
} from './device-file.ts';
import { watchOneFile } from './watch-one-file.ts';

/** The paired devices as a running host knows them; always as the file has them, whoever changes it. */
export interface DeviceRegister {
  list(): readonly StoredDevice[];
  /** A new device. The token goes to it and is kept nowhere else. */
  add(name: string): Promise<{ readonly device: PairedDevice; readonly token: string }>;
  /** Whose session token this is; null: nobody's, or no longer. */
  admit(token: string): PairedDevice | null;
  /** A browser of this computer, with its public key. Answers with its id. */
  remember(name: string, key: string): Promise<string>;
  /** The public key of a remembered browser; null: it is none, or no longer. */
  keyOf(id: string): string | null;
  /** Notes that it is in use. False: its session is over. */
  see(id: string): boolean;
  /** By id, or by a name that only one has. */
  end(device: string): Promise<void>;
  /** After each change, with the ids whose sessions are over since. */
  onChange(listener: (ended: readonly string[]) => void): void;
  close(): Promise<void>;
}

export interface DeviceRegisterOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

const tokenBytes = 32;
const longestName = 60;
/** How exactly we know when a device was there last. */
const seenMs = 10 * 60 * 1000;

export async function openDeviceRegister({ file, clock, logger }: DeviceRegisterOptions): Promise<DeviceRegister> {
  // A damaged file lets nobody in, and does not keep this computer's own page from opening.
  let devices = await readDevices(file, clock.now()).catch((): readonly StoredDevice[] => {
    logger.error('devices-unreadable', {});
    return [];
  });
  const listeners: ((ended: readonly string[]) => void)[] = [];
  let writing: Promise<unknown> = Promise.resolve();

  const take = (next: readonly StoredDevice[]): void => {
    const staying = new Set(next.map(({ id }) => id));
    const ended = devices.map(({ id }) => id).filter((id) => !staying.has(id));
    devices = next;
    for (const listener of listeners) listener(ended);
  };
  const change = (work: (devices: readonly StoredDevice[]) => readonly StoredDevice[]): Promise<void> => {
    const done = writing.then(async () => take(await changeDevices(file, clock.now(), work)));
    writing = done.catch(() => undefined);
    return done;
  };
  const look = (): void => {
    // After our own writing, so that an older reading never replaces a newer list.
    writing = writing
      .then(async () => take(await readDevices(file, clock.now())))
      .catch(() => {
        logger.error('devices-unreadable', {});
        take([]);
      });
  };
  const alive = (device: StoredDevice | undefined): device is StoredDevice =>
    device !== undefined && isAlive(device, clock.now());

  const see = (id: string): boolean => {
    const device = devices.find((each) => each.id === id);
    if (!alive(device)) return false;
    const now = clock.now();
    if (now - Date.parse(device.lastSeenAt) < seenMs) return true;
    const seen = (list: readonly StoredDevice[]): readonly StoredDevice[] =>
      list.map((each) => (each.id === id ? { ...each, lastSeenAt: new Date(now).toISOString() } : each));
    devices = seen(devices);
    void change(seen).catch(() => logger.warn('device-not-noted', {}));
    return true;
  };

  const begin = (name: string): Omit<DeviceView, 'kind'> => {
    const at = new Date(clock.now()).toISOString();
    return { id: randomBytes(4).toString('hex'), name: plainName(name), createdAt: at, lastSeenAt: at };
  };

  const stopWatching = watchOneFile(file, look);
  return {
    list: () => devices.filter(alive),
    add: async (name) => {
      const token = randomBytes(tokenBytes).toString('base64url');
      const device = { ...begin(name), digest: digestOf(token) };
      await change((list) => [...list, device]);
      return { device, token };
    },
    remember: async (name, key) => {
      const browser = { ...begin(name), key };
      await change((list) => [...list, browser]);
      return browser.id;
    },
    keyOf: (id) => {
      const found = devices.find((device) => device.id === id);
      return alive(found) && isBrowser(found) ? found.key : null;
    },
    admit: (token) => {
      const wanted = Buffer.from(digestOf(token), 'hex');
      // Looks at all of them, so that the time says nothing about which one.
      const [found] = devices
        .flatMap((device) => (isBrowser(device) ? [] : device))
        .filter(({ digest }) => timingSafeEqual(Buffer.from(digest, 'hex'), wanted));
      return found && isAlive(found, clock.now()) && see(found.id) ? found : null;
    },
    see,
    end: async (text) => {
      const { id } = findDevice(devices, text);
      await change((list) => list.filter((device) => device.id !== id));
    },
    onChange: (listener) => {
      listeners.push(listener);
    },
    close: async () => {
      stopWatching();
      await writing;
    },
  };
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** It comes from the other device: one line, and not longer than a list can show. */
function plainName(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return [...line].slice(0, longestName).join('') || 'Device';
}
