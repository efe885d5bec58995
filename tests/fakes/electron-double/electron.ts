import { app, resetApp } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import {
  dialog,
  globalShortcut,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  resetParts,
  screen,
  shell,
  Tray,
} from './desktop-parts.ts';
import { contextBridge, ipcMain, ipcRenderer, resetIpc } from './ipc.ts';
import { clearObserved } from './observed.ts';
import { protocol, resetSession, session } from './session.ts';

/**
 * Stands in for the `electron` module where its binary is absent. It has what our desktop host uses and no more: a call
 * that is missing here fails loudly, and is added when it is needed. It checks our code, not Electron.
 */
const electron = {
  app,
  BrowserWindow,
  contextBridge,
  dialog,
  globalShortcut,
  ipcMain,
  ipcRenderer,
  Menu,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
};

// The real module is CommonJS: it can be imported as a whole (electron-store does) and by name.
export default electron;
export {
  app,
  BrowserWindow,
  contextBridge,
  dialog,
  globalShortcut,
  ipcMain,
  ipcRenderer,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
};

/** As new; call before each test. */
export function resetElectron(): void {
  clearObserved();
  resetApp();
  resetParts();
  resetIpc();
  resetSession();
}
