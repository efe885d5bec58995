import { resolve } from 'node:path';
import type { Browser, Page } from '@playwright/test';

/** The program, running, with its page open. */
export interface OpenApp {
  readonly page: Page;
  /** Of the desktop. */
  readonly menu?: AppMenu;
  /** Ends it as a person would, and waits until it is gone. */
  close(): Promise<void>;
}

export interface AppMenu {
  /** An entry, by the words on the way to it. */
  choose(...path: readonly string[]): Promise<void>;
  /** The exit code of a program that was left by its menu. */
  readonly ended: Promise<number>;
}

export interface OpenOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Starts Chromium when it is first asked for; the real Electron brings its own. */
  readonly browser: () => Promise<Browser>;
  /** Called with the page as early as there is one. */
  readonly watch: (page: Page) => void;
  readonly viewport: { readonly width: number; readonly height: number };
}

export const root = resolve(import.meta.dirname, '../../..');
