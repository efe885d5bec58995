/**
 * Our marker: an HTML comment on a line of its own, which GitHub's Markdown hides. Other programs and people that edit a text
 * rarely touch what they do not see, and it is found wherever they moved it to.
 */
const marker = /(?<![^\n\r])[ \t]*<!-- tasksync:([a-z0-9]{26}) -->[ \t]*(?=[\r\n]|$)/g;

export interface Marked {
  /** What people wrote, byte for byte. */
  readonly text: string;
  readonly identity: string | null;
}

export function withMarker(text: string, identity: string | null): string {
  if (identity === null) return text;
  const mark = `<!-- tasksync:${identity} -->`;
  return text === '' ? mark : `${text}\n\n${mark}`;
}

/** Takes the last marker out, with the empty lines around it. */
export function withoutMarker(body: string): Marked {
  const last = [...body.matchAll(marker)].at(-1);
  if (last === undefined) return { text: body, identity: null };
  let [end, start] = [last.index, last.index + last[0].length];
  while (end > 0 && isLineEnd(body[end - 1])) end--;
  if (end === 0) while (isLineEnd(body[start])) start++;
  return { text: body.slice(0, end) + body.slice(start), identity: last[1] ?? null };
}

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
