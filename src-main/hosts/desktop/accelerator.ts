import { parseKeys, partsOf } from '../../../src-shared/commands/keys.ts';

const heldNames: Readonly<Record<string, string>> = {
  ...{ Mod: 'CommandOrControl', Ctrl: 'Control', Alt: 'Alt', Shift: 'Shift' },
};
const keyNames: Readonly<Record<string, string>> = {
  ...{ Enter: 'Return', Esc: 'Escape', '+': 'Plus', Space: 'Space', Tab: 'Tab' },
  ...{ Up: 'Up', Down: 'Down', Left: 'Left', Right: 'Right', Home: 'Home', End: 'End' },
  ...{ PageUp: 'PageUp', PageDown: 'PageDown', Delete: 'Delete', Backspace: 'Backspace', Insert: 'Insert' },
};

/**
 * Keys as Electron writes them: `Mod+Enter` is `CommandOrControl+Return`. Null for what is no accelerator of a system's menu: single
 * letters, keys in a row, and names that Electron does not know, over which it would throw.
 */
export function acceleratorText(keys: string): string | null {
  const [press, ...more] = parseKeys(keys);
  // Mod+A is the system's own line of the same menu, which means the text where somebody writes.
  if (press === undefined || more.length > 0 || press === 'Mod+A') return null;
  const parts = partsOf(press);
  const held = parts.slice(0, -1).map((part) => heldNames[part]);
  const key = keyText(parts.at(-1) ?? '');
  if (key === null || held.includes(undefined)) return null;
  const isCommon = !held.some((name) => name !== 'Shift') && !/^F\d+$/.test(key);
  return isCommon ? null : [...held, key].join('+');
}

function keyText(key: string): string | null {
  if (/^(F([1-9]|1\d|2[0-4])|[A-Z0-9]|[!-/:-@[-`{-~])$/.test(key) && key !== '+') return key;
  return keyNames[key] ?? null;
}
