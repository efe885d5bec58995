import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { observed } from './observed.ts';

/** An event that can be refused, as Electron's are. */
export class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

class App extends EventEmitter {
  isPackaged = false;
  isFirstInstance = true;
  isSandboxEnabled = false;
  isReady = false;
  userModelId = '';
  loginItem: { openAtLogin: boolean; args?: string[] } = { openAtLogin: false };
  languages: string[] = ['en-GB'];
  protocols: string[] = [];
  userTasks: { title: string; arguments: string }[] = [];
  /** Only where the system has a dock. */
  dock: { menu: unknown; setMenu(menu: unknown): void } | undefined;
  #paths = new Map<string, string>();

  whenReady(): Promise<void> {
    this.isReady = true;
    return Promise.resolve();
  }
  enableSandbox(): void {
    if (this.isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    this.isSandboxEnabled = true;
  }
  requestSingleInstanceLock(): boolean {
    return this.isFirstInstance;
  }
  getVersion(): string {
    return '0.0.0';
  }
  getPath(name: string): string {
    return this.#paths.get(name) ?? (name === 'exe' ? process.execPath : tmpdir());
  }
  getPreferredSystemLanguages(): string[] {
    return this.languages;
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    this.protocols.push(scheme);
    return true;
  }
  setUserTasks(tasks: { title: string; arguments: string }[]): boolean {
    this.userTasks = tasks;
    return true;
  }
  setAppUserModelId(id: string): void {
    this.userModelId = id;
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }
  getLoginItemSettings(): { openAtLogin: boolean } {
    return { openAtLogin: this.loginItem.openAtLogin };
  }
  setLoginItemSettings(settings: { openAtLogin: boolean; args?: string[] }): void {
    this.loginItem = settings;
  }
  /** As Electron does: before-quit, then every window is asked to close, then quit. Any of them can say no. */
  quit(): void {
    const event = new PreventableEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    for (const window of [...observed.windows]) if (!window.close()) return;
    this.exit(0);
  }
  exit(code = 0): void {
    observed.exits.push(code);
    this.emit('quit', {}, code);
  }
}

export const app = new App();

export function resetApp(): void {
  app.removeAllListeners();
  Object.assign(app, { isPackaged: false, isFirstInstance: true, isSandboxEnabled: false, isReady: false });
  app.loginItem = { openAtLogin: false };
  Object.assign(app, { languages: ['en-GB'], protocols: [], userTasks: [], dock: undefined });
}
