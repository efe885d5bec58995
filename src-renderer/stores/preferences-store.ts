import { create } from 'zustand';
import type { Language } from '../../src-shared/i18n/languages.ts';
import { languageKey } from '../i18n/t.ts';

export type Theme = 'system' | 'light' | 'dark';

interface Preferences {
  readonly theme: Theme;
  /** Single letters as commands; a person who dictates or mistypes can turn them off (WCAG 2.1.4). */
  readonly singleKeys: boolean;
}

const themeKey = 'task-sync.theme';
const keysKey = 'task-sync.single-keys';

/** What this browser remembers about its reader; everything else lives in the core. */
export const usePreferences = create<Preferences>(() => ({
  theme: readTheme(),
  singleKeys: read(keysKey) !== 'off',
}));

export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  write(themeKey, theme);
  usePreferences.setState({ theme });
}

export function setSingleKeys(singleKeys: boolean): void {
  write(keysKey, singleKeys ? 'on' : 'off');
  usePreferences.setState({ singleKeys });
}

/** Null: as the system. Shows the page anew, because words that were made once stay as they are. */
export function setLanguage(language: Language | null): void {
  if (language === null) forget(languageKey);
  else write(languageKey, language);
  location.reload();
}

function readTheme(): Theme {
  const stored = read(themeKey);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is switched off: the choice lasts until the window closes.
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Storage is switched off: nothing was remembered.
  }
}
