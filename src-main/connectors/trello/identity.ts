import type { Marked } from '../kit/marker.ts';
import { appendMarker, takeMarker } from '../kit/marker.ts';

/**
 * Our marker in a description or a comment. A card has no place of its own for one: what a Power-Up stores cannot be written
 * through the API, and an address would show as an attachment. Trello's text is CommonMark without HTML, where a comment
 * would show; a link definition that nothing refers to does not. Its editor puts backslashes before brackets when it saves
 * what it does not know, so these are read too.
 */
const marker = /(?<![^\n\r])[ \t]*\\?\[\/\/\\?\]\\?: \\?# \\?\(ts1:([a-z0-9]{26})\\?\)[ \t]*(?=[\r\n]|$)/g;

/** How much a marker takes of the place for a text. */
export const markerLength = withMarker('x', 'a'.repeat(26)).length - 1;

export function withMarker(text: string, identity: string | null): string {
  if (identity === null) return text;
  const mark = `[//]: # (ts1:${identity})`;
  return appendMarker(text, mark);
}

export function withoutMarker(text: string): Marked {
  const { text: rest, found } = takeMarker(text, marker);
  return { text: rest, identity: found?.[1] ?? null };
}
