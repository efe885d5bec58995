/** A text as people wrote it, byte for byte, and the identity that our marker in it gave. */
export interface Marked {
  readonly text: string;
  readonly identity: string | null;
}

/** The marker becomes the last line, after an empty one. */
export function appendMarker(text: string, marker: string): string {
  return text === '' ? marker : `${text}\n\n${marker}`;
}

/**
 * Takes the last marker out, wherever people moved it to, with the empty lines around it.
 * @param pattern global; matches a marker with the line that it has for itself
 */
export function takeMarker(
  text: string,
  pattern: RegExp,
): { readonly text: string; readonly found: RegExpExecArray | null } {
  const found = [...text.matchAll(pattern)].at(-1) ?? null;
  if (found === null) return { text, found };
  let [end, start] = [found.index, found.index + found[0].length];
  while (end > 0 && isLineEnd(text[end - 1])) end--;
  if (end === 0) while (isLineEnd(text[start])) start++;
  return { text: text.slice(0, end) + text.slice(start), found };
}

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
