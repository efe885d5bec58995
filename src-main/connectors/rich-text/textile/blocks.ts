import type { Block, Placed } from './document.ts';
import { parseInline } from './inline.ts';
import { fenceAt, indentOf, isBlank, isRule, unindent } from './lines.ts';
import { readIndentedList, readSignatureList, startsList } from './lists.ts';
import { findLandmarks, readComment, readHiddenPre, readPre } from './literal.ts';
import type { Source } from './source.ts';
import type { Syntax } from './syntax.ts';
import { readTable } from './tables.ts';

/** Nesting beyond this is text: nobody writes it, but a hostile one could (SEC-18). */
const deepest = 12;

/** The blocks of some lines, in order. Neighbouring lists of one kind are one list, as Markdown would have it. */
export function parseBlocks(lines: readonly string[], syntax: Syntax, depth = 0): readonly Placed[] {
  const placed: Placed[] = [];
  const landmarks = findLandmarks(lines);
  /** Of the list that was read last; it may still grow. */
  let items: (readonly Block[])[] = [];
  for (let at = 0; at < lines.length; ) {
    if (isBlank(lines[at])) {
      at++;
      continue;
    }
    const next = readBlock(sourceAt({ lines, at, syntax, landmarks }, depth));
    const last = placed.at(-1);
    if (next.block.kind !== 'list') placed.push(next);
    else if (last?.block.kind === 'list' && last.block.ordered === next.block.ordered) {
      items.push(...next.block.items);
      placed[placed.length - 1] = { ...last, to: next.to };
    } else {
      items = [...next.block.items];
      placed.push({ ...next, block: { ...next.block, items } });
    }
    at = next.to;
  }
  return placed;
}

function sourceAt(place: Pick<Source, 'lines' | 'at' | 'syntax' | 'landmarks'>, depth: number): Source {
  const { syntax } = place;
  const source: Source = {
    ...place,
    isDeepest: depth >= deepest,
    inner: (innerLines) => parseBlocks(innerLines, syntax, depth + 1).map(({ block }) => block),
    interrupts: (line) => interrupts({ ...source, at: line }),
  };
  return source;
}

function readBlock(source: Source): Placed {
  for (const read of readers) {
    const placed = read(source);
    if (placed !== null) return placed;
  }
  return readParagraph(source);
}

type Reader = (source: Source) => Placed | null;

const readers: readonly Reader[] = [
  readFence,
  readIndentedCode,
  readComment,
  readPre,
  readHiddenPre,
  readHeading,
  ({ lines, at }) => (isRule(lines[at]) ? { block: { kind: 'rule' }, from: at, to: at + 1 } : null),
  readQuote,
  readBlockQuoteSignature,
  readTable,
  (source) => (source.isDeepest ? null : (readSignatureList(source) ?? readIndentedList(source))),
];

function readFence({ lines, at }: Source): Placed | null {
  const fence = fenceAt(lines[at]);
  if (fence === null) return null;
  const close = new RegExp(`^ {0,3}${fence.mark[0]}{${fence.mark.length},}[ \\t]*$`);
  let end = at + 1;
  while (end < lines.length && !close.test(lines[end] ?? '')) end++;
  const text = lines.slice(at + 1, end).map((line) => unindent(line, Math.min(fence.indent, indentOf(line))));
  return {
    block: { kind: 'code', language: fence.language, text: text.join('\n') },
    from: at,
    to: Math.min(end + 1, lines.length),
  };
}

function readHeading({ lines, at, syntax }: Source): Placed | null {
  const found = syntax.heading.read(lines[at] ?? '');
  if (found === null) return null;
  const block: Block = { kind: 'heading', level: found.level, content: parseInline(found.text, syntax) };
  return { block, from: at, to: at + 1 };
}

function readIndentedCode({ lines, at, syntax }: Source): Placed | null {
  if (!syntax.underlines || indentOf(lines[at] ?? '') < 4) return null;
  let to = at;
  for (let end = at; end < lines.length && (isBlank(lines[end]) || indentOf(lines[end] ?? '') >= 4); end++) {
    if (!isBlank(lines[end])) to = end + 1;
  }
  const text = lines.slice(at, to).map((line) => unindent(line, 4));
  return { block: { kind: 'code', language: '', text: text.join('\n') }, from: at, to };
}

function readQuote(source: Source): Placed | null {
  const { lines, at, isDeepest, inner } = source;
  let to = at;
  while (/^ {0,3}>/.test(lines[to] ?? '')) to++;
  if (to === at || isDeepest) return null;
  const blocks = inner(lines.slice(at, to).map((line) => line.replace(/^ {0,3}> ?/, '')));
  return blocks.length === 0 ? null : { block: { kind: 'quote', blocks }, from: at, to };
}

/** `bq. ` quotes the lines up to the next empty one. */
function readBlockQuoteSignature({ lines, at, syntax }: Source): Placed | null {
  if (!syntax.signatures || !/^bq\. +\S/.test(lines[at] ?? '')) return null;
  const to = nextBlank(lines, at);
  const text = textOf(lines.slice(at, to)).replace(/^bq\. +/, '');
  return {
    block: { kind: 'quote', blocks: [{ kind: 'paragraph', content: parseInline(text, syntax) }] },
    from: at,
    to,
  };
}

function readParagraph(source: Source): Placed {
  const { lines, at, syntax } = source;
  let to = at + 1;
  for (; to < lines.length && !isBlank(lines[to]); to++) {
    const underline = syntax.underlines ? /^ {0,3}(=+|-+)[ \t]*$/.exec(lines[to] ?? '') : null;
    if (underline !== null) {
      const content = parseInline(textOf(lines.slice(at, to)).replaceAll('\n', ' '), syntax);
      return {
        block: { kind: 'heading', level: underline[1]?.startsWith('=') ? 1 : 2, content },
        from: at,
        to: to + 1,
      };
    }
    if (source.interrupts(to)) break;
  }
  const text = textOf(lines.slice(at, to));
  const own = syntax.signatures
    ? text.replace(/^p\. +(?=[^\s<])/, '')
    : text.replace(/(?<![ \t])[ \t]+\\(?=\n)/g, '\\');
  const content = parseInline(own, syntax);
  return { block: { kind: 'paragraph', content }, from: at, to };
}

function nextBlank(lines: readonly string[], at: number): number {
  let to = at;
  while (to < lines.length && !isBlank(lines[to])) to++;
  return to;
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => line.replace(/^[ \t]+/, '').trimEnd()).join('\n');
}

function interrupts(source: Source): boolean {
  const { lines, at, syntax } = source;
  const line = lines[at] ?? '';
  if (fenceAt(line) !== null || /^(?: {0,3}>|[ \t]*<!--|[ \t]*<pre\b)/i.test(line) || startsList(source)) return true;
  if (syntax.headingInterrupts && (syntax.heading.read(line) !== null || isRule(line))) return true;
  return readTable(source) !== null;
}
