/**
 * Our marker, in the text of a task or a comment. Asana keeps no comments of HTML, and `external` is for OAuth apps only, so
 * it is a visible last line. It is plain text in a `code` tag: programs that write `notes` take the tag away, not the words.
 */
const marker = /(?<=^|[\n>])[ \t]*(?:<code>)?ts1:([a-z0-9]{26})(?:<\/code>)?[ \t]*(?=[\n<]|$)/g;

export interface Marked {
  /** What people wrote, in Asana's HTML, byte for byte. */
  readonly html: string;
  readonly identity: string | null;
}

export function withMarker(html: string, identity: string | null): string {
  if (identity === null) return html;
  const mark = `<code>ts1:${identity}</code>`;
  const inner = /^<body>([\s\S]*)<\/body>$/.exec(html.trim())?.[1] ?? html;
  return `<body>${inner}${inner === '' ? '' : '\n\n'}${mark}</body>`;
}

/** Takes the last marker out, wherever people moved it to, with the empty lines before it. */
export function withoutMarker(html: string): Marked {
  const last = [...html.matchAll(marker)].at(-1);
  if (last === undefined) return { html, identity: null };
  let start = last.index;
  let end = last.index + last[0].length;
  while (start > 0 && html[start - 1] === '\n') start--;
  if (html.slice(0, start).endsWith('<body>')) while (html[end] === '\n') end++;
  return { html: html.slice(0, start) + html.slice(end), identity: last[1] ?? null };
}
