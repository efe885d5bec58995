import { readError } from './read-error.ts';

/**
 * `field` carries the name before its colon; the raw value follows as `values`. Positions count from the start of the text.
 */
export type Token =
  | { readonly kind: '(' | ')' | '-' | 'or' | 'and'; readonly at: number }
  | { readonly kind: 'word'; readonly at: number; readonly text: string }
  | { readonly kind: 'field'; readonly at: number; readonly name: string; readonly values: readonly RawValue[] };

/** One of the values after a colon, as its pieces: what stood in quotes is text and nothing else. */
export interface RawValue {
  readonly at: number;
  readonly pieces: readonly { readonly text: string; readonly isQuoted: boolean }[];
}

const space = /\s/;
/** Ends a bare word. */
const wordEnd = /[\s()"]/;
const valueEnd = /[\s(),"]/;
/** `due:`, `x.tracker:`, `x."Story points":`, but not `https://`. */
const fieldStart = /(?:x\.(?:"((?:[^"\\]|\\.)*)"|([^\s:()",]+))|([a-z]+)):(?!\/\/)/iy;

export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (space.test(char)) at++;
    else if (char === '(' || char === ')') tokens.push({ kind: char, at: at++ });
    else if (char === '-' && at + 1 < text.length && !space.test(text.charAt(at + 1))) {
      tokens.push({ kind: '-', at: at++ });
    } else {
      const { token, end } = readCondition(text, at) ?? readWord(text, at);
      tokens.push(token);
      at = end;
    }
  }
  return tokens;
}

interface Read<T> {
  readonly token: T;
  readonly end: number;
}

function readCondition(text: string, at: number): Read<Token> | null {
  fieldStart.lastIndex = at;
  const found = fieldStart.exec(text);
  if (!found) return null;
  const [whole, quoted, custom, known = ''] = found;
  const own = quoted === undefined ? custom : plain(quoted);
  const values: RawValue[] = [];
  let end = at + whole.length;
  for (;;) {
    const value = readValue(text, end);
    values.push(value.token);
    end = value.end;
    if (text[end] !== ',') break;
    end++;
  }
  return { token: { kind: 'field', at, name: own === undefined ? known : `x.${own}`, values }, end };
}

function readValue(text: string, at: number): Read<RawValue> {
  const pieces: { text: string; isQuoted: boolean }[] = [];
  let end = at;
  while (end < text.length) {
    if (text[end] === '"') {
      const quote = readQuote(text, end);
      pieces.push({ text: quote.token, isQuoted: true });
      end = quote.end;
    } else if (valueEnd.test(text.charAt(end))) break;
    else {
      const start = end;
      while (end < text.length && !valueEnd.test(text.charAt(end))) end++;
      pieces.push({ text: text.slice(start, end), isQuoted: false });
    }
  }
  return { token: { at, pieces }, end };
}

function readWord(text: string, at: number): Read<Token> {
  if (text[at] === '"') {
    const quote = readQuote(text, at);
    return { token: { kind: 'word', at, text: quote.token }, end: quote.end };
  }
  let end = at;
  while (end < text.length && !wordEnd.test(text.charAt(end))) end++;
  const word = text.slice(at, end);
  const keyword = word.toLowerCase();
  if (keyword === 'or' || keyword === 'and') return { token: { kind: keyword, at }, end };
  if (keyword === 'not') return { token: { kind: '-', at }, end };
  return { token: { kind: 'word', at, text: word }, end };
}

/** Inside quotes `\"` is a quote and `\\` a backslash. */
function readQuote(text: string, at: number): Read<string> {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  if (end >= text.length) throw readError('filter', at, 'this quote is not closed. Add a " at its end.');
  return { token: plain(text.slice(at + 1, end)), end: end + 1 };
}

function plain(text: string): string {
  return text.replace(/\\(["\\])/g, '$1');
}
