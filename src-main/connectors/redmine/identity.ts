/**
 * Our marker in a description. An issue has no place of its own for one: custom fields cannot be made through the API.
 * Both forms are invisible where they are used: Redmine's Textile and CommonMark drop HTML comments, while its older
 * Markdown shows them, but like CommonMark hides a link definition that nothing refers to.
 */
export type TextFormat = 'textile' | 'markdown';

const marker =
  /(?<![^\n\r])[ \t]*(?:<!-- ts1:([a-z0-9]{26}) -->|\[\/\/\]: # \(ts1:([a-z0-9]{26})\))[ \t]*(?=[\r\n]|$)/g;

export interface Marked {
  /** What people wrote, byte for byte. */
  readonly text: string;
  readonly identity: string | null;
}

export function withMarker(text: string, identity: string | null, format: TextFormat): string {
  if (identity === null) return text;
  const mark = format === 'textile' ? `<!-- ts1:${identity} -->` : `[//]: # (ts1:${identity})`;
  return text === '' ? mark : `${text}\n\n${mark}`;
}

/** Takes the last marker out, wherever people moved it to, with the empty lines around it. */
export function withoutMarker(description: string): Marked {
  const last = [...description.matchAll(marker)].at(-1);
  if (last === undefined) return { text: description, identity: null };
  let [end, start] = [last.index, last.index + last[0].length];
  while (end > 0 && isLineEnd(description[end - 1])) end--;
  if (end === 0) while (isLineEnd(description[start])) start++;
  return { text: description.slice(0, end) + description.slice(start), identity: last[1] ?? last[2] ?? null };
}

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

/** What a full-text filter has to look for. */
export function searchFor(identity: string): string {
  return `ts1:${identity}`;
}
