import type { Inline, SpanKind } from './document.ts';
import { readShared } from './shared-tokens.ts';
import type { InlineSyntax, Token } from './syntax.ts';

/**
 * One pass over the characters. Spans are read only where both languages agree that they are spans: the opening mark
 * stands at the start, after white space or after `(`; the closing one before anything that is not a letter or digit.
 */
export function parseInline(source: string, syntax: InlineSyntax): readonly Inline[] {
  return parse(source, syntax, new Set());
}

function parse(source: string, syntax: InlineSyntax, open: ReadonlySet<SpanKind>): readonly Inline[] {
  const nodes: Inline[] = [];
  // Marks for which no partner exists any more: without this, text full of openers would take quadratic time (SEC-20).
  const lonely = new Set<string>();
  let before = '';
  for (let at = 0; at < source.length; ) {
    const literal = syntax.unescape(source, at);
    const token = literal === null ? readToken(source, at, before, syntax) : null;
    const span = literal === null && token === null ? readSpan({ source, at, before, syntax, open, lonely }) : null;
    const read = token ?? span ?? textToken(literal ?? { text: source.charAt(at), length: 1 });
    append(nodes, read.node);
    before = literal === null ? source.charAt(at + read.length - 1) : literal.text.slice(-1);
    at += read.length;
  }
  return nodes;
}

function textToken({ text, length }: { text: string; length: number }): Token {
  return { node: { kind: 'text', text }, length };
}

function append(nodes: Inline[], node: Inline): void {
  const last = nodes.at(-1);
  if (node.kind === 'text' && last?.kind === 'text')
    nodes[nodes.length - 1] = { kind: 'text', text: last.text + node.text };
  else nodes.push(node);
}

function readToken(source: string, at: number, before: string, syntax: InlineSyntax): Token | null {
  return syntax.token(source, at, before) ?? readShared(source, at, before);
}

interface Place {
  readonly source: string;
  readonly at: number;
  readonly before: string;
  readonly syntax: InlineSyntax;
  readonly open: ReadonlySet<SpanKind>;
  readonly lonely: Set<string>;
}

function readSpan({ source, at, before, syntax, open, lonely }: Place): Token | null {
  if (!/^[\s(]?$/.test(before) || !syntax.markers.some(({ mark }) => mark[0] === source[at])) return null;
  const run = runLength(source, at);
  for (const { mark, kind } of syntax.markers) {
    if (mark[0] !== source[at] || open.has(kind) || lonely.has(mark)) continue;
    // Three in a row are two marks, the longer one outside.
    if (run !== mark.length && !(run === 3 && mark.length === 2)) continue;
    const start = at + mark.length;
    if (/^\s?$/.test(source.charAt(start))) continue;
    const end = findClose(source, start, mark, syntax);
    if (end === null) lonely.add(mark);
    else {
      const inside = source.slice(start, end);
      const content = parse(inside, syntax, new Set([...open, kind]));
      if (!syntax.refuses(inside, content)) return { node: { kind, content }, length: end + mark.length - at };
    }
  }
  return null;
}

/** Where the closing mark begins: the first one that touches what it closes, and no letter or digit behind. */
function findClose(source: string, start: number, mark: string, syntax: InlineSyntax): number | null {
  for (let at = start; at < source.length; ) {
    const skip = syntax.unescape(source, at) ?? readToken(source, at, source.charAt(at - 1), syntax);
    if (skip !== null) {
      at += skip.length;
      continue;
    }
    const run = source[at] === mark[0] ? runLength(source, at) : 1;
    const end = at + run;
    if (source[at] === mark[0] && (run === mark.length || run === 3)) {
      const close = end - mark.length;
      const touches = close > start && !/\s/.test(source.charAt(at - 1));
      if (touches && !/^[\p{L}\p{N}]/u.test(source.slice(end, end + 2))) return close;
    }
    at = end;
  }
  return null;
}

function runLength(source: string, at: number): number {
  let end = at;
  while (source[end] === source[at]) end++;
  return end - at;
}
