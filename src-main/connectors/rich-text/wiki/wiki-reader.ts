import type { Block, Leaf } from '../markdown/document.ts';
import type { Slice } from '../markdown/text-parts.ts';
import { readInline } from './read-inline.ts';
import { firstFrom, type Line, type Literal } from './wiki-lines.ts';
import type { WikiSources } from './wiki-sources.ts';

/** Nesting beyond this is text (SEC-18). */
export const deepest = 12;

/** The markup, and what was found out about it at first. */
export interface Reader {
  readonly markup: string;
  readonly literals: readonly Literal[];
  readonly marks: ReadonlyMap<string, readonly number[]>;
  readonly sources: WikiSources;
}

/** What was read, and how many lines it took. */
export interface Read {
  readonly read: readonly Block[];
  readonly count: number;
}

export const listLine = /^\s*([*#]+|-)\s+(?=\S)/;

export function isRule({ text }: Line): boolean {
  return /^\s*-{4,}\s*$/.test(text);
}

export function interrupts(line: Line | undefined): boolean {
  if (line === undefined || line.text.trim() === '' || isRule(line) || listLine.test(line.text)) return true;
  return /^\s*(?:h[1-6]\.\s+\S|bq\.\s+\S|\||\{(?:quote|panel)(?::[^{}\n]*)?\})/.test(line.text);
}

export function contentOf({ markup, sources }: Reader, { from, to }: Slice): readonly Leaf[] {
  return readInline(markup.slice(from, to).trimEnd(), from, sources);
}

/** A paragraph, or several with code between them. */
export function readParagraphs(reader: Reader, { from, to }: Slice): readonly Block[] {
  const blocks: Block[] = [];
  let start = from;
  const text = (end: number): void => {
    const slice = trimmed(reader.markup, { from: start, to: end });
    if (slice.to > slice.from) {
      blocks.push({ kind: 'paragraph', content: contentOf(reader, slice), source: reader.sources.keep(slice) });
    }
  };
  for (const literal of literalsIn(reader, { from, to })) {
    text(literal.from);
    const language = literal.isCode ? (literal.parameters.split('|').find((word) => !word.includes('=')) ?? '') : '';
    blocks.push({ kind: 'code', language: language.trim(), text: literal.text, source: reader.sources.keep(literal) });
    start = literal.to;
  }
  text(to);
  return blocks;
}

function literalsIn({ literals }: Reader, { from, to }: Slice): readonly Literal[] {
  const found: Literal[] = [];
  for (let at = firstFrom(literals, from); (literals[at]?.to ?? to + 1) <= to; at++) {
    const literal = literals[at];
    if (literal !== undefined && literal.from >= from) found.push(literal);
  }
  return found;
}

export function trimmed(markup: string, { from, to }: Slice): Slice {
  const text = markup.slice(from, to);
  const start = text.length - text.trimStart().length;
  return { from: from + start, to: Math.max(from + start, to - (text.length - text.trimEnd().length)) };
}
