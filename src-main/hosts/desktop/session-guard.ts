import type { Session } from 'electron';
import { appUrl, isAppUrl } from './app-origin.ts';

/** All that a page may ever be allowed; both only while it shows our own origin. */
const allowed: ReadonlySet<string> = new Set(['notifications', 'clipboard-sanitized-write']);

/** Refuses permissions, devices, network requests and foreign downloads to every page of the session (SEC-04, SEC-13). */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(allowed.has(permission) && isAppUrl(details.requestingUrl) && details.isMainFrame);
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed.has(permission) && isAppUrl(origin));
  refuseDevices(session);
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !mayRequest(details.url) }));
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${appUrl}`)) event.preventDefault();
  });
}

function refuseDevices(session: Session): void {
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback(null);
  });
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
}

/** Pages have no network: what they show comes from `app:`, from themselves, or over IPC. DevTools load themselves. */
function mayRequest(url: string): boolean {
  return isAppUrl(url) || /^(?:blob|data|devtools):/.test(url);
}
