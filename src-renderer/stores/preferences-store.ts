import { create } from 'zustand';
import { type ChosenKeys, readChosenKeys } from '../../src-shared/commands/bindings.ts';
import type { CommandId } from '../../src-shared/commands/commands.ts';
import { normaliseKeys } from '../../src-shared/commands/keys.ts';
import type { Language } from '../../src-shared/i18n/languages.ts';
import { languageKey } from '../i18n/t.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** `auto`: comfortable under a finger, else as most people want it. */
export const densities = ['auto', 'compact', 'default', 'comfortable'] as const;
export type Density = (typeof densities)[number];

/** `system`: as the system asks for it. */
export const contrasts = ['system', 'more'] as const;
export type Contrast = (typeof contrasts)[number];

export const motions = ['system', 'reduced'] as const;
export type Motion = (typeof motions)[number];

/** Size of the text in percent of its own. */
export const textSizes = [85, 100, 115, 130, 150] as const;
export type TextSize = (typeof textSizes)[number];

interface Preferences {
  readonly theme: Theme;
  readonly density: Density;
  readonly contrast: Contrast;
  readonly motion: Motion;
  readonly textSize: TextSize;
  /** Single letters as commands; a person who dictates or mistypes can turn them off (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  /** Keys that a person chose instead of ours. */
  readonly keys: ChosenKeys;
  /** Tasks as a plain list of links, for screen readers that have trouble with long grids. */
  readonly plainList: boolean;
}

/** `public/theme.js` reads the same ones before the first paint. */
const themeKey = 'task-sync.theme';
const densityKey = 'task-sync.density';
const contrastKey = 'task-sync.contrast';
const motionKey = 'task-sync.motion';
const textSizeKey = 'task-sync.text-size';
const singleKeysKey = 'task-sync.single-keys';
const keysKey = 'task-sync.keys';
const plainListKey = 'task-sync.plain-list';

/** What this browser remembers about its reader; everything else lives in the core. */
export const usePreferences = create<Preferences>(() => ({
  theme: oneOf(themes, read(themeKey)) ?? 'system',
  density: oneOf(densities, read(densityKey)) ?? 'auto',
  contrast: oneOf(contrasts, read(contrastKey)) ?? 'system',
  motion: oneOf(motions, read(motionKey)) ?? 'system',
  textSize: oneOf(textSizes, Number(read(textSizeKey))) ?? 100,
  singleKeys: read(singleKeysKey) !== 'off',
  keys: readKeys(),
  plainList: read(plainListKey) === 'on',
}));

export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  write(themeKey, theme);
  usePreferences.setState({ theme });
}

export function setDensity(density: Density): void {
  document.documentElement.dataset.density = density;
  write(densityKey, density);
  usePreferences.setState({ density });
}

export function setContrast(contrast: Contrast): void {
  document.documentElement.dataset.contrast = contrast;
  write(contrastKey, contrast);
  usePreferences.setState({ contrast });
}

export function setMotion(motion: Motion): void {
  document.documentElement.dataset.motion = motion;
  write(motionKey, motion);
  usePreferences.setState({ motion });
}

export function setTextSize(textSize: TextSize): void {
  document.documentElement.style.fontSize = `${textSize}%`;
  write(textSizeKey, String(textSize));
  usePreferences.setState({ textSize });
}

export function setSingleKeys(singleKeys: boolean): void {
  write(singleKeysKey, singleKeys ? 'on' : 'off');
  usePreferences.setState({ singleKeys });
}

export function setPlainList(plainList: boolean): void {
  write(plainListKey, plainList ? 'on' : 'off');
  usePreferences.setState({ plainList });
}

/** Null: ours again. */
export function setKeys(id: CommandId, keys: readonly string[] | null): void {
  const { [id]: _old, ...others } = usePreferences.getState().keys;
  keepKeys(keys === null ? others : { ...others, [id]: keys.map(normaliseKeys) });
}

export function resetAllKeys(): void {
  keepKeys({});
}

function keepKeys(keys: ChosenKeys): void {
  if (Object.keys(keys).length === 0) forget(keysKey);
  else write(keysKey, JSON.stringify(keys));
  usePreferences.setState({ keys });
}

/** Null: as the system. Shows the page anew, because words that were made once stay as they are. */
export function setLanguage(language: Language | null): void {
  if (language === null) forget(languageKey);
  else write(languageKey, language);
  location.reload();
}

function oneOf<Value>(values: readonly Value[], stored: unknown): Value | undefined {
  return values.find((value) => value === stored);
}

/** What is not understood, or is about a command that is no more, is left out. */
function readKeys(): ChosenKeys {
  try {
    return readChosenKeys(JSON.parse(read(keysKey) ?? '{}')) ?? {};
  } catch {
    return {};
  }
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
