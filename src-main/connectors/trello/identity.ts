/**
 * Our marker in a description or a comment. A card has no place of its own for one: what a Power-Up stores cannot be written
 * through the API, and an address would show as an attachment. Trello's text is CommonMark without HTML, where a comment
 * would show; a link definition that nothing refers to does not. Its editor puts backslashes before brackets when it saves
 * what it does not know, so these are read too.
 */
const marker = /(?<![^\n\r])[ \t]*\\?\[\/\/\\?\]\\?: \\?# \\?\(ts1:([a-z0-9]{26})\\?\)[ \t]*(?=[\r\n]|$)/g;

/** How much a marker takes of the place for a text. */
export const markerLength = withMarker('x', 'a'.repeat(26)).length - 1;

export interface Marked {
  /** What people wrote, byte for byte. */
  readonly text: string;
  readonly identity: string | null;
}

export function withMarker(text: string, identity: string | null): string {
  if (identity === null) return text;
  const mark = `[//]: # (ts1:${identity})`;
  return text === '' ? mark : `${text}\n\n${mark}`;
}

/** Takes the last marker out, wherever people moved it to, with the empty lines around it. */
export function withoutMarker(text: string): Marked {
  const last = [...text.matchAll(marker)].at(-1);
  if (last === undefined) return { text, identity: null };
  let [end, start] = [last.index, last.index + last[0].length];
  while (end > 0 && isLineEnd(text[end - 1])) end--;
  if (end === 0) while (isLineEnd(text[start])) start++;
  return { text: text.slice(0, end) + text.slice(start), identity: last[1] ?? null };
}

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
