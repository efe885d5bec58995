/** Keys that systems and browsers have their own use for, so that ours do not promise what cannot be kept. */
const everywhere = [
  ...['Mod+Q', 'Mod+W', 'Alt+F4', 'Alt+Tab', 'Mod+Tab', 'Mod+Space', 'Alt+Space', 'Mod+M', 'Mod+H', 'F11', 'F12'],
  ...['Mod+C', 'Mod+X', 'Mod+V', 'Mod+Shift+V', 'Mod+R', 'F5', 'Mod+P', 'Mod+0', 'Mod++', 'Mod+-'],
  ...['Mod+Alt+Delete', 'Mod+Shift+I', 'Mod+Alt+I', 'Tab', 'Shift+Tab'],
];

/** A browser tab never hears of these, or its person would lose the tab. */
const browserTab = [
  ...['Mod+N', 'Mod+T', 'Mod+Shift+N', 'Mod+Shift+T', 'Mod+Shift+W', 'Mod+L', 'Mod+D'],
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `Mod+${digit}`),
  ...['Alt+Left', 'Alt+Right'],
];

/** In a field these change the text. */
const textField = ['Mod+Z', 'Mod+Shift+Z', 'Mod+Y', 'Mod+B', 'Mod+I', 'Mod+Left', 'Mod+Right', 'Mod+Up', 'Mod+Down'];
const textFieldToo = ['Mod+A', 'Mod+Backspace', 'Mod+Delete', 'Mod+Home', 'Mod+End', 'Mod+Enter'];

/** Who takes the first of these keys before we could; null: nobody. */
export function takenBy(keys: string, isBrowserTab: boolean): 'system' | 'browser' | null {
  const first = keys.split(' ')[0] ?? '';
  if (everywhere.includes(first)) return 'system';
  return isBrowserTab && browserTab.includes(first) ? 'browser' : null;
}

/** Whether somebody who types means the text. */
export function editsText(press: string): boolean {
  if (/(?:^|\+)F\d+$/.test(press)) return false;
  return (
    !press.startsWith('Mod+') ||
    textField.includes(press) ||
    textFieldToo.includes(press) ||
    takenBy(press, false) !== null
  );
}
