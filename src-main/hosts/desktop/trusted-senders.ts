import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { isAppUrl } from './app-origin.ts';

/**
 * May this message be answered? Only the top frame of one of our own windows, showing our own pages (SEC-09). A frame
 * that has gone, a frame inside the page, `about:blank` and the contents of anything we did not open are refused.
 */
export function isTrustedSender(event: IpcMainInvokeEvent, windows: readonly BrowserWindow[]): boolean {
  const { sender, senderFrame: frame } = event;
  if (frame === null || frame.detached || sender.isDestroyed()) return false;
  const ours = windows.some((window) => !window.isDestroyed() && window.webContents === sender);
  return ours && frame.parent === null && frame === sender.mainFrame && isAppUrl(frame.url);
}
