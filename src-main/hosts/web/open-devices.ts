import type { Api } from '../../../src-shared/api/contract.ts';
import type { Clock, Logger } from '../../../src-shared/ports/ports.ts';
import type { Certificate } from './certificate.ts';
import { deviceFile, readDevices } from './device-file.ts';
import type { DeviceHost } from './device-host.ts';
import { openDeviceRegister } from './device-register.ts';
import type { RememberedBrowsers } from './http-server.ts';
import type { ListenAddress } from './listen-address.ts';
import { createPairingDesk } from './pairing-desk.ts';
import { withDevices } from './with-devices.ts';

export interface DevicesOptions {
  readonly api: Api;
  readonly dataDir: string;
  /** The built page. */
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** This computer's own page has the same address at each start, so that a browser can come back to it. */
  readonly hasFixedAddress: boolean;
}

export interface Devices {
  /** For this computer's own pages: they see and end sessions, whether or not others can come in now. */
  readonly api: Api;
  /** Lets other devices in. Throws `invalid-input` when it cannot, or cannot know which. */
  open(door: { readonly listen: ListenAddress; readonly certificate: Certificate }): Promise<DeviceHost>;
  readonly addresses: () => readonly string[];
  /** The browsers of this computer that are let in without a fresh address. */
  readonly browsers: RememberedBrowsers;
  close(): Promise<void>;
}

/** Everything about other devices, put together. */
export async function openDevices(options: DevicesOptions): Promise<Devices> {
  const { api, dataDir, folder, clock, logger, hasFixedAddress: canRemember } = options;
  const file = deviceFile(dataDir);
  const register = await openDeviceRegister({ file, clock, logger });
  const desk = createPairingDesk(clock);
  let host: DeviceHost | null = null;
  const addresses = (): readonly string[] => host?.addresses ?? [];
  const apis = withDevices({ api, register, desk, addresses, canRemember });
  return {
    api: apis.own,
    open: async (door) => {
      await readDevices(file, clock.now());
      const { startDeviceHost } = await import('./device-host.ts');
      host = await startDeviceHost({ apis, register, desk, folder, clock, logger, ...door });
      return host;
    },
    addresses,
    browsers: { keyOf: register.keyOf, call: apis.ofBrowser, onEnded: register.onChange },
    close: async () => {
      await host?.close();
      await register.close();
    },
  };
}
