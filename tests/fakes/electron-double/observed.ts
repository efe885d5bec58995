import type { CustomScheme, MessageBoxOptions, Rectangle } from 'electron';
import type { BrowserWindow } from './browser-window.ts';
import type { FakeMenu, Notification, Tray } from './desktop-parts.ts';

/** What a real Electron would have shown or done, for tests to look at; and the answers that a person would give. */
export interface Observed {
  windows: BrowserWindow[];
  notifications: Notification[];
  trays: Tray[];
  applicationMenu: FakeMenu | null;
  openedOutside: string[];
  shownInFolder: string[];
  questions: MessageBoxOptions[];
  /** Buttons to press, in order; without one the dialog is cancelled. */
  answers: number[];
  errorBoxes: { readonly title: string; readonly content: string }[];
  schemes: CustomScheme[];
  protocols: Map<string, (request: Request) => Response | Promise<Response>>;
  exposed: Map<string, unknown>;
  screens: Rectangle[];
  exits: number[];
}

function empty(): Observed {
  return {
    windows: [],
    notifications: [],
    trays: [],
    applicationMenu: null,
    openedOutside: [],
    shownInFolder: [],
    questions: [],
    answers: [],
    errorBoxes: [],
    schemes: [],
    protocols: new Map(),
    exposed: new Map(),
    screens: [{ x: 0, y: 0, width: 1920, height: 1080 }],
    exits: [],
  };
}

export const observed: Observed = empty();

export function clearObserved(): void {
  Object.assign(observed, empty());
}
