import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { MenuItemConstructorOptions, MessageBoxOptions, NotificationConstructorOptions } from 'electron';
import { observed } from './observed.ts';

export interface FakeMenu {
  readonly template: MenuItemConstructorOptions[];
}

export const Menu = {
  buildFromTemplate: (template: MenuItemConstructorOptions[]): FakeMenu => ({ template }),
  setApplicationMenu: (menu: FakeMenu | null): void => {
    observed.applicationMenu = menu;
  },
};

export interface FakeImage {
  readonly path: string;
  isTemplate: boolean;
  setTemplateImage(on: boolean): void;
}

export const nativeImage = {
  /** Electron answers a missing file with an empty image, that is, with an icon that nobody sees: here it is an error. */
  createFromPath: (path: string): FakeImage => {
    if (!existsSync(path)) throw new Error(`There is no image ${path}`);
    return {
      path,
      isTemplate: false,
      setTemplateImage(on) {
        this.isTemplate = on;
      },
    };
  },
};

export class Tray extends EventEmitter {
  image: FakeImage;
  toolTip = '';
  menu: FakeMenu | null = null;
  /** How often its menu was replaced. */
  menus = 0;

  constructor(image: FakeImage) {
    super();
    this.image = image;
    observed.trays.push(this);
  }
  setImage(image: FakeImage): void {
    this.image = image;
  }
  setToolTip(text: string): void {
    this.toolTip = text;
  }
  setContextMenu(menu: FakeMenu | null): void {
    this.menu = menu;
    this.menus += 1;
  }
}

export class Notification extends EventEmitter {
  static supported = true;
  static isSupported(): boolean {
    return Notification.supported;
  }
  readonly options: NotificationConstructorOptions;
  state: 'new' | 'shown' | 'closed' = 'new';

  constructor(options: NotificationConstructorOptions) {
    super();
    this.options = options;
  }
  show(): void {
    this.state = 'shown';
    observed.notifications.push(this);
  }
  close(): void {
    this.state = 'closed';
    this.emit('close');
  }
}

export const dialog = {
  showMessageBox: (options: MessageBoxOptions): Promise<{ response: number }> => {
    observed.questions.push(options);
    return Promise.resolve({ response: observed.answers.shift() ?? options.cancelId ?? 0 });
  },
  showErrorBox: (title: string, content: string): void => {
    observed.errorBoxes.push({ title, content });
  },
};

export const shell = {
  openExternal: (url: string): Promise<void> => {
    observed.openedOutside.push(url);
    return Promise.resolve();
  },
  openPath: (path: string): Promise<string> => {
    observed.openedOutside.push(path);
    return Promise.resolve('');
  },
  showItemInFolder: (path: string): void => {
    observed.shownInFolder.push(path);
  },
};

/** Keys that a test says another program has. */
export const globalShortcut = {
  keys: new Map<string, () => void>(),
  taken: new Set<string>(),
  register(key: string, act: () => void): boolean {
    if (this.taken.has(key)) return false;
    this.keys.set(key, act);
    return true;
  },
  unregisterAll(): void {
    this.keys.clear();
  },
};

export const screen = {
  getAllDisplays: () => observed.screens.map((workArea) => ({ workArea })),
};

export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false });
export const powerMonitor = new EventEmitter();

export function resetParts(): void {
  globalShortcut.keys.clear();
  globalShortcut.taken.clear();
  Notification.supported = true;
  nativeTheme.removeAllListeners();
  nativeTheme.shouldUseDarkColors = false;
  powerMonitor.removeAllListeners();
}
