import { type BrowserWindow, nativeTheme, screen } from 'electron';
import { appUrl } from './app-origin.ts';
import type { DesktopSettingsStore } from './desktop-settings.ts';
import { createWindow } from './window.ts';
import { placeWindow, smallest } from './window-bounds.ts';

export interface MainWindowOptions {
  readonly preloadFile: string;
  readonly iconFile: string;
  readonly settings: DesktopSettingsStore;
  /** DevTools exist while developing only (SEC-07). */
  readonly devTools: boolean;
  /** The person closed the window. It stays open; the answer decides what becomes of it. */
  readonly onClose: () => void;
}

/** The program's one window. It is made when first shown and kept while the program runs. */
export interface MainWindow {
  /** Makes, restores and raises it. `route` is a place inside the page, such as `#/conflicts`. */
  show(route?: string): Promise<void>;
  hide(): void;
  minimize(): void;
  all(): readonly BrowserWindow[];
  /** From now on closing closes. */
  release(): void;
}

/** bg-canvas of ux.md 3.3: what is seen until the page has painted. */
const canvas = { light: '#F6F8F8', dark: '#0F1315' };

export function createMainWindow(options: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null;
  let released = false;
  nativeTheme.on('updated', () => window?.setBackgroundColor(backgroundColor()));

  const make = (): BrowserWindow => {
    const made = openWindow(options);
    made.on('close', (event) => {
      rememberPlace(made, options.settings);
      if (released) return;
      event.preventDefault();
      options.onClose();
    });
    made.once('closed', () => {
      window = null;
    });
    // Once: a page that dies while it loads would be reloaded for ever.
    made.webContents.once('render-process-gone', () => made.reload());
    return made;
  };

  return {
    show: async (route) => {
      const isNew = window === null;
      window ??= make();
      if (window.isMinimized()) window.restore();
      if (isNew) await loadAndPaint(window, appUrl + (route ?? ''));
      window.show();
      window.focus();
      if (!isNew && route !== undefined) await window.loadURL(appUrl + route);
    },
    hide: () => window?.hide(),
    minimize: () => window?.minimize(),
    all: () => (window === null ? [] : [window]),
    release: () => {
      released = true;
    },
  };
}

function openWindow({ preloadFile, iconFile, settings, devTools }: MainWindowOptions): BrowserWindow {
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const window = createWindow({
    ...placeWindow(settings.get('bounds'), screens),
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Task Sync',
    icon: iconFile,
    show: false,
    backgroundColor: backgroundColor(),
    webPreferences: {
      preload: preloadFile,
      devTools,
      // Chromium would fetch its dictionaries from a server that no profile names (SEC-35).
      spellcheck: false,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
    },
  });
  if (settings.get('maximized') === true) window.maximize();
  return window;
}

/** Until the first paint, so that nobody sees an empty frame. */
async function loadAndPaint(window: BrowserWindow, url: string): Promise<void> {
  const painted = new Promise<void>((resolve) => window.once('ready-to-show', resolve));
  await window.loadURL(url);
  await painted;
}

function rememberPlace(window: BrowserWindow, settings: DesktopSettingsStore): void {
  const { x, y, width, height } = window.getNormalBounds();
  settings.set({ bounds: { x, y, width, height }, maximized: window.isMaximized() });
}

function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? canvas.dark : canvas.light;
}
