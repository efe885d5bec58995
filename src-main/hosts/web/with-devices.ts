import {
  type Api,
  type ApiCall,
  type ApiEvent,
  type ApiInput,
  type ApiName,
  contract,
} from '../../../src-shared/api/contract.ts';
import { isCommandOfDevices } from '../../../src-shared/api/device-rights.ts';
import type { DevicesView } from '../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { checkBrowserKey } from './browser-proof.ts';
import { findDevice, viewDevice } from './device-file.ts';
import type { DeviceRegister } from './device-register.ts';
import type { PairingDesk } from './pairing-desk.ts';

export interface WithDevicesOptions {
  readonly api: Api;
  readonly register: DeviceRegister;
  readonly desk: PairingDesk;
  /** Where other devices reach the host; none: they do not. */
  readonly addresses: () => readonly string[];
  /** See `DevicesView`. */
  readonly canRemember: boolean;
}

export interface DeviceApis {
  /** For this computer's own pages. */
  readonly own: Api;
  /** For a paired device: what it may, in its name. */
  ofDevice(device: string): ApiCall;
  /** For a remembered browser of this computer: all, as long as it is remembered. */
  ofBrowser(browser: string): ApiCall;
}

/** An API with the paired devices beside it. */
export function withDevices({ api, register, desk, addresses, canRemember }: WithDevicesOptions): DeviceApis {
  const listeners = new Set<(event: ApiEvent) => void>();
  register.onChange(() => {
    for (const listener of listeners) listener({ kind: 'changed', what: ['devices'] });
  });

  const show = (self: string | null): DevicesView => {
    const places = addresses();
    const devices = register.list().map(viewDevice);
    return { isOpen: places.length > 0, addresses: places, devices, self, canRemember };
  };
  const end = async (device: string, self: string | null): Promise<DevicesView> => {
    await register.end(device);
    return show(self);
  };
  const make = (): ReturnType<PairingDesk['make']> => {
    if (addresses().length > 0) return desk.make();
    throw new TaskSyncError(
      'unsupported',
      'Task Sync is not open for other devices. No code was made. Start it with "tasksync serve --listen".',
    );
  };

  const remember = async ({ name, key }: ApiInput<'devices.remember'>): Promise<{ readonly id: string }> => {
    if (canRemember) {
      checkBrowserKey(key);
      return { id: await register.remember(name, key) };
    }
    throw new TaskSyncError(
      'unsupported',
      'The address of this page is another one at each start, so no browser was remembered. Start Task Sync with "tasksync serve --port".',
    );
  };

  const callOwn = async (name: ApiName, input: unknown): Promise<unknown> => {
    switch (name) {
      case 'devices.show':
        return show(null);
      case 'devices.code':
        return make();
      case 'devices.remember':
        return await remember(input as ApiInput<'devices.remember'>);
      case 'devices.end':
        return await end((input as ApiInput<'devices.end'>).device, null);
      default:
        return await api.call(name, input as never);
    }
  };
  const callOfBrowser = async (browser: string, name: ApiName, input: unknown): Promise<unknown> => {
    if (!register.see(browser)) throw sessionOver();
    return await callOwn(name, input);
  };
  const callFrom = async (self: string, name: ApiName, input: unknown): Promise<unknown> => {
    if (!register.see(self)) throw sessionOver();
    if (name === 'devices.show') return show(self);
    if (name === 'devices.end') {
      const { device } = input as ApiInput<'devices.end'>;
      if (findDevice(register.list(), device).id === self) return await end(self, self);
    }
    if (contract[name].kind !== 'query' && !isCommandOfDevices(name)) throw onlyThere();
    return await api.call(name, input as never);
  };

  return {
    own: {
      call: callOwn as ApiCall,
      subscribe: (listener) => {
        listeners.add(listener);
        const unsubscribe = api.subscribe(listener);
        return () => {
          listeners.delete(listener);
          unsubscribe();
        };
      },
    },
    ofDevice: (device) => ((name: ApiName, input: unknown) => callFrom(device, name, input)) as ApiCall,
    ofBrowser: (browser) => ((name: ApiName, input: unknown) => callOfBrowser(browser, name, input)) as ApiCall,
  };
}

function sessionOver(): TaskSyncError {
  return new TaskSyncError('forbidden', 'This device is no longer paired. Nothing was done. Pair it again.');
}

function onlyThere(): TaskSyncError {
  return new TaskSyncError(
    'forbidden',
    'A paired device may not do this. Nothing was done. Do it on the computer where Task Sync runs.',
    { facts: { cause: 'paired-device' } },
  );
}
