import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { app, PreventableEvent } from './app.ts';
import { observed } from './observed.ts';

/** One frame of a page. `parent` is set for frames inside the page. */
export interface FakeFrame {
  url: string;
  parent: FakeFrame | null;
  detached: boolean;
}

let nextId = 1;

export class WebContents extends EventEmitter {
  readonly id = nextId++;
  readonly mainFrame: FakeFrame = { url: '', parent: null, detached: false };
  #destroyed = false;
  #openHandler: ((details: { url: string }) => { action: 'allow' | 'deny' }) | null = null;

  constructor() {
    super();
    app.emit('web-contents-created', {}, this);
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  destroy(): void {
    this.#destroyed = true;
    this.mainFrame.detached = true;
  }
  /** What is sent has to survive the structured clone, as it has to in Electron. */
  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new Error('Object has been destroyed');
    this.emit('double:message', channel, structuredClone(args));
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'allow' | 'deny' }): void {
    this.#openHandler = handler;
  }

  /** A page tries to go somewhere; answers whether it got there. */
  tryToNavigate(url: string): boolean {
    return ['will-frame-navigate', 'will-navigate'].every((name) => this.#passes(name, url)) && this.#go(url);
  }
  /** A frame inside the page tries to; Electron has no other event for that. */
  tryToNavigateFrame(url: string): boolean {
    return this.#passes('will-frame-navigate', url);
  }
  tryToRedirect(url: string): boolean {
    return this.#passes('will-redirect', url) && this.#go(url);
  }
  tryToOpen(url: string): 'allow' | 'deny' {
    return this.#openHandler?.({ url }).action ?? 'allow';
  }
  tryToEmbed(): boolean {
    return this.#passes('will-attach-webview', '');
  }

  #passes(name: string, url: string): boolean {
    const event = Object.assign(new PreventableEvent(), { url });
    this.emit(name, event);
    return !event.defaultPrevented;
  }
  #go(url: string): boolean {
    this.mainFrame.url = url;
    return true;
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly options: BrowserWindowConstructorOptions;
  backgroundColor: string | undefined;
  bounds: Rectangle;
  isFocused = false;
  reloads = 0;
  #visible: boolean;
  #minimized = false;
  #maximized = false;
  #destroyed = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.backgroundColor = options.backgroundColor;
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.#visible = options.show !== false;
    observed.windows.push(this);
  }
  loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
    this.webContents.emit('double:load', url);
    queueMicrotask(() => this.emit('ready-to-show'));
    return Promise.resolve();
  }
  reload(): void {
    this.reloads += 1;
  }
  show(): void {
    this.#visible = true;
  }
  hide(): void {
    this.#visible = false;
  }
  focus(): void {
    this.isFocused = true;
  }
  minimize(): void {
    this.#minimized = true;
  }
  restore(): void {
    this.#minimized = false;
  }
  maximize(): void {
    this.#maximized = true;
  }
  isVisible(): boolean {
    return this.#visible;
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  isMaximized(): boolean {
    return this.#maximized;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  getNormalBounds(): Rectangle {
    return this.bounds;
  }
  setBackgroundColor(color: string): void {
    this.backgroundColor = color;
  }
  /** Answers whether it closed. */
  close(): boolean {
    const event = new PreventableEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
    return this.#destroyed;
  }
  destroy(): void {
    this.#destroyed = true;
    this.webContents.destroy();
    observed.windows = observed.windows.filter((window) => window !== this);
    this.emit('closed');
    if (observed.windows.length === 0) app.emit('window-all-closed');
  }
}
