import type { Slice } from '../markdown/text-parts.ts';

/** `{code}` and `{noformat}`: what stands between the two marks means itself. */
export interface Literal extends Slice {
  /** `{code:js|title=a.js}` as `js|title=a.js`. */
  readonly parameters: string;
  readonly isCode: boolean;
  readonly text: string;
}

/** A line of the markup, which may hold line feeds inside a literal. */
export interface Line extends Slice {
  readonly text: string;
}

const openMark = /(?<!\\)\{(code|noformat)(?::([^{}\n]*))?\}/g;

/** All literals, in order. A mark without a partner is text. */
export function findLiterals(source: string): readonly Literal[] {
  const literals: Literal[] = [];
  let end = 0;
  // Without a partner once means without one for good; looking again each time would take quadratic time (SEC-20).
  const lonely = new Set<string>();
  for (const found of source.matchAll(openMark)) {
    const name = found[1] ?? '';
    if (found.index < end || lonely.has(name)) continue;
    const from = found.index + found[0].length;
    const close = source.indexOf(`{${name}}`, from);
    if (close < 0) {
      lonely.add(name);
      continue;
    }
    end = close + name.length + 2;
    const text = source.slice(from, close).replace(/^\n/, '').replace(/\n$/, '');
    literals.push({ from: found.index, to: end, parameters: found[2] ?? '', isCode: name === 'code', text });
  }
  return literals;
}

/** The lines of a part of the source. Literals are not divided. */
export function linesIn(source: string, { from, to }: Slice, literals: readonly Literal[]): readonly Line[] {
  const lines: Line[] = [];
  let start = from;
  let next = firstFrom(literals, from);
  for (let at = from; at <= to; ) {
    const feed = source.indexOf('\n', at);
    const end = feed < 0 || feed > to ? to : feed;
    while (next < literals.length && (literals[next]?.to ?? 0) <= at) next++;
    const literal = literals[next];
    if (literal !== undefined && literal.from < end && literal.to <= to) {
      at = literal.to;
      continue;
    }
    lines.push({ from: start, to: end, text: source.slice(start, end) });
    at = end + 1;
    start = at;
  }
  return lines;
}

/** Which one is the first that ends behind a place. */
export function firstFrom(literals: readonly Literal[], from: number): number {
  let [low, high] = [0, literals.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((literals[middle]?.to ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  return low;
}
