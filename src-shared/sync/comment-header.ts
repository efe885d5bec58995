/**
 * The line by which a mirrored comment names its author, for people to read. It is taken off again on the way back, so it
 * never becomes part of a comment. Plain words, because every service's markup leaves those alone.
 */
export function withHeader(author: string, service: string, text: string): string {
  return `${oneLine(author)} wrote (${oneLine(service).replace(/[()]/g, '')}):\n\n${text}`;
}

export interface Attributed {
  readonly author: string;
  readonly service: string;
  readonly text: string;
}

/** Null: the text does not begin with such a line. */
export function splitHeader(text: string): Attributed | null {
  const found = /^([^\r\n]{1,120}) wrote \(([^()\r\n]{1,120})\):[ \t]*(?:\r\n?|\n|$)+/.exec(text);
  const [header, author, service] = found ?? [];
  if (header === undefined || author === undefined || service === undefined) return null;
  return { author, service, text: text.slice(header.length) };
}

/** No line ends, and no `@` that would call somebody who happens to have the name there. */
function oneLine(name: string): string {
  return name.replace(/\s+/g, ' ').trim().replace(/^@+/, '').slice(0, 100) || 'Somebody';
}
