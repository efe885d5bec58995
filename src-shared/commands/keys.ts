/**
 * Keys as text. A press is its modifiers and its key, `Mod+Shift+S`, in the order Mod, Ctrl, Alt, Shift; presses with a
 * blank between them follow one another, `G T`. `Mod` is the command key of a Mac and Ctrl elsewhere. A sign that needs
 * Shift on some keyboards stands for itself (`?`); only letters, digits and named keys say `Shift`.
 */
const modifiers = ['Mod', 'Ctrl', 'Alt', 'Shift'] as const;

/** What a browser tells of a press. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  /** AltGr: Windows tells of it as Ctrl and Alt, but it only makes another sign. */
  readonly isAltGraph: boolean;
}

export interface Binding<Id extends string = string> {
  readonly id: Id;
  readonly presses: readonly string[];
}

export function parseKeys(keys: string): readonly string[] {
  return keys.split(' ').filter(Boolean);
}

/** `Mod+Shift+S` as `['Mod', 'Shift', 'S']`; the key may be a plus itself. */
export function partsOf(press: string): readonly string[] {
  if (press === '+') return ['+'];
  const parts = press.endsWith('++') ? [...press.slice(0, -2).split('+'), '+'] : press.split('+');
  return parts.filter(Boolean);
}

/** The same keys as this module writes them, so that equal keys are equal texts. */
export function normaliseKeys(keys: string): string {
  return parseKeys(keys).map(normalisePress).join(' ');
}

function normalisePress(press: string): string {
  const parts = partsOf(press);
  const key = keyName(parts.at(-1) ?? '');
  const held = modifiers.filter((modifier) => parts.slice(0, -1).includes(modifier));
  return [...held, key].join('+');
}

/**
 * What was pressed, as text, likeliest first: by the sign, and by the place of the key where the sign is one that a
 * keyboard of another language has there. Empty while only modifiers are down.
 */
export function pressNames(press: KeyPress, isMac: boolean): readonly string[] {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'CapsLock'].includes(press.key)) return [];
  const held: readonly (string | false)[] = [
    !press.isAltGraph && (isMac ? press.metaKey : press.ctrlKey) && 'Mod',
    isMac && press.ctrlKey && 'Ctrl',
    !press.isAltGraph && press.altKey && 'Alt',
  ];
  const key = keyName(press.key);
  const place = keyOfCode(press.code);
  const isForeign = /[^\p{ASCII}]/u.test(press.key);
  const isShiftedDigit = press.shiftKey && /^\d$/.test(place ?? '') && !/^\d$/.test(key);
  const names = [key, ...(place !== null && (isForeign || isShiftedDigit) ? [place] : [])].map((name) =>
    [...held, press.shiftKey && saysShift(name) && 'Shift', name].filter((part) => part !== false).join('+'),
  );
  return [...new Set(names)];
}

/** What begins with, or is, the presses so far. `whole` may be several: screens give one key different meanings. */
export function matchBindings<Id extends string>(
  bindings: readonly Binding<Id>[],
  pressed: readonly (readonly string[])[],
): { readonly whole: readonly Id[]; readonly isBeginning: boolean } {
  const fitting = bindings.filter(({ presses }) =>
    pressed.every((names, at) => names.includes(presses[at] ?? 'nothing')),
  );
  return {
    whole: fitting.filter(({ presses }) => presses.length === pressed.length).map(({ id }) => id),
    isBeginning: fitting.some(({ presses }) => presses.length > pressed.length),
  };
}

/** Whether both cannot be told apart: they are equal, or one begins with the other. */
export function areAmbiguous(some: string, other: string): boolean {
  const [a, b] = [parseKeys(some), parseKeys(other)];
  const length = Math.min(a.length, b.length);
  return length > 0 && a.slice(0, length).every((press, at) => press === b[at]);
}

/** A letter, a digit or a sign alone: what somebody types by accident, and what a person can switch off (WCAG 2.1.4). */
export function isSingleKey(press: string): boolean {
  const parts = partsOf(press);
  return [...(parts.at(-1) ?? '')].length === 1 && !parts.some((part) => ['Mod', 'Ctrl', 'Alt'].includes(part));
}

const names: Readonly<Record<string, string>> = { ' ': 'Space', Escape: 'Esc' };

function keyName(key: string): string {
  const named = names[key] ?? key.replace(/^Arrow(?=.)/, '');
  return [...named].length === 1 ? named.toUpperCase() : named;
}

/** A sign such as `?` says by itself that Shift was down. */
function saysShift(key: string): boolean {
  return [...key].length > 1 || /^[\p{L}\d]$/u.test(key);
}

const signsOfCodes: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Comma: ',',
  Period: '.',
  Slash: '/',
};

function keyOfCode(code: string): string | null {
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? signsOfCodes[code] ?? null;
}
