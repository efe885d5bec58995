/** JQL of a container, and of what is asked of it. */

const prefix = 'jql:';

export function isJql(container: string): boolean {
  return container.startsWith(prefix);
}

/** A text as JQL: quotes and backslashes are escaped, line ends cannot occur in a query. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/[\r\n]+/g, ' ')}"`;
}

/** What restricts a search to the container. */
export function clauseOf(container: string): string {
  return isJql(container) ? `(${withoutOrder(container.slice(prefix.length))})` : `project = ${quote(container)}`;
}

/** The one project that new issues of a container belong to; null: its query names none, or several. */
export function projectOf(container: string): string | null {
  if (!isJql(container)) return container;
  const pieces = split(withoutOrder(container.slice(prefix.length)));
  const words = pieces.map(({ text, isQuoted }) => (isQuoted ? '"' : text));
  if (words.some((text) => /\b(or|not)\b|[|!]/i.test(text))) return null;
  const named: (string | undefined)[] = [];
  for (const [index, text] of words.entries()) {
    named.push(...[...text.matchAll(/\bproject\s*=\s*([\w-]+)/gi)].map(([, key]) => key));
    if (/\bproject\s*=\s*$/i.test(text)) named.push(unquoted(pieces[index + 1]?.text));
  }
  return named.length === 1 ? (named[0] ?? null) : null;
}

function unquoted(text: string | undefined): string | undefined {
  return text?.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** Without `ORDER BY …`: pages need an order of their own. */
function withoutOrder(query: string): string {
  let start = 0;
  for (const { text, isQuoted } of split(query)) {
    const at = isQuoted ? -1 : text.search(/(?:^|[\s)])order\s+by\b/i);
    if (at >= 0) return query.slice(0, start + at + (text[at] === ')' ? 1 : 0)).trim();
    start += text.length;
  }
  return query.trim();
}

interface Piece {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** Quoted texts and what stands between them. */
function split(query: string): readonly Piece[] {
  return [...query.matchAll(/"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^"']+/gs)].map(([text]) => ({
    text,
    isQuoted: /^["']/.test(text),
  }));
}
