import { EventEmitter } from 'node:events';
import type { CustomScheme, Session as RealSession } from 'electron';
import { observed } from './observed.ts';

type RequestFilter = (details: { url: string }, callback: (answer: { cancel?: boolean }) => void) => void;

/** Remembers the handlers it is given, so that a test can ask them what Chromium would ask. */
class Session extends EventEmitter {
  permissionRequest: Parameters<RealSession['setPermissionRequestHandler']>[0] = null;
  permissionCheck: Parameters<RealSession['setPermissionCheckHandler']>[0] = null;
  devicePermission: Parameters<RealSession['setDevicePermissionHandler']>[0] = null;
  displayMedia: Parameters<RealSession['setDisplayMediaRequestHandler']>[0] = null;
  bluetoothPairing: Parameters<RealSession['setBluetoothPairingHandler']>[0] = null;
  requestFilter: RequestFilter | null = null;
  readonly webRequest = {
    onBeforeRequest: (filter: RequestFilter): void => {
      this.requestFilter = filter;
    },
  };
  setPermissionRequestHandler(handler: typeof this.permissionRequest): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: typeof this.permissionCheck): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: typeof this.devicePermission): void {
    this.devicePermission = handler;
  }
  setDisplayMediaRequestHandler(handler: typeof this.displayMedia): void {
    this.displayMedia = handler;
  }
  setBluetoothPairingHandler(handler: typeof this.bluetoothPairing): void {
    this.bluetoothPairing = handler;
  }
  /** Would Chromium be let to ask for this address? */
  lets(url: string): boolean {
    let cancelled = false;
    this.requestFilter?.({ url }, (answer) => {
      cancelled = answer.cancel === true;
    });
    return !cancelled;
  }
}

export const session = { defaultSession: new Session() };

export const protocol = {
  registerSchemesAsPrivileged: (schemes: CustomScheme[]): void => {
    observed.schemes.push(...schemes);
  },
  handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>): void => {
    observed.protocols.set(scheme, handler);
  },
};

export function resetSession(): void {
  session.defaultSession = new Session();
}
