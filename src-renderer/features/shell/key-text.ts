import { partsOf } from '../../../src-shared/commands/keys.ts';
import { isMac } from '../../api/environment.ts';
import { t } from '../../i18n/t.ts';

const macSigns: Readonly<Record<string, string>> = {
  ...{ Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Enter: '↩', Backspace: '⌫', Delete: '⌦' },
};
const arrows: Readonly<Record<string, string>> = { Up: '↑', Down: '↓', Left: '←', Right: '→' };

/** One press as it stands on the keyboard: `Ctrl+Shift+S`, `⌘⇧S`. */
export function keyCaps(press: string): string {
  return partsOf(press)
    .map(cap)
    .join(isMac ? '' : '+');
}

function cap(part: string): string {
  const key = `shell.key.${part}`;
  return (isMac ? macSigns[part] : undefined) ?? arrows[part] ?? (t.has(key) ? t(key) : part);
}
