import { type Alert, alerts, type Block } from '../markdown/document.ts';
import type { Slice } from '../markdown/text-parts.ts';
import { readList } from './read-list.ts';
import { readTable } from './read-table.ts';
import { findLiterals, firstFrom, type Line, type Literal, linesIn } from './wiki-lines.ts';
import {
  contentOf,
  deepest,
  interrupts,
  isRule,
  listLine,
  type Read,
  type Reader,
  readParagraphs,
} from './wiki-reader.ts';
import { WikiSources } from './wiki-sources.ts';

export interface WikiReading {
  readonly blocks: readonly Block[];
  readonly sources: WikiSources;
}

/** `markup` has line feeds only. */
export function readWiki(markup: string): WikiReading {
  const sources = new WikiSources(markup);
  const literals = findLiterals(markup);
  const reader: Reader = { markup, literals, marks: findMarks(markup, literals), sources };
  return { blocks: readBlocks(reader, { from: 0, to: markup.length }, 0), sources };
}

function readBlocks(reader: Reader, part: Slice, depth: number): readonly Block[] {
  const blocks: Block[] = [];
  const lines = linesIn(reader.markup, part, reader.literals);
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (line === undefined || line.text.trim() === '') {
      at++;
      continue;
    }
    const macro = depth < deepest ? readMacro(reader, line, part, depth) : null;
    if (macro !== null) {
      blocks.push(macro.block);
      while ((lines[at]?.to ?? part.to) < macro.to && at < lines.length) at++;
      at++;
      continue;
    }
    const { read, count } = readLines(reader, lines, at);
    for (const block of read) blocks.push(block);
    at += count;
  }
  return blocks;
}

/** `{quote}` or `{panel:title=…}` up to its partner, each alone in its line or at the edge of it. */
function readMacro(reader: Reader, line: Line, part: Slice, depth: number): { block: Block; to: number } | null {
  const open = /^\s*\{(quote|panel)(?::([^{}\n]*))?\}/.exec(line.text);
  if (open === null) return null;
  const name = open[1] ?? '';
  const from = line.from + open[0].length;
  const close = closeOf(reader, name, { from, to: part.to });
  if (close === null) return null;
  const to = close + name.length + 2;
  const feed = reader.markup.indexOf('\n', to);
  const rest = reader.markup.slice(to, feed < 0 || feed > part.to ? part.to : feed);
  if (rest.trim() !== '') return null;
  const blocks = readBlocks(reader, { from, to: close }, depth + 1);
  const source = reader.sources.keep({ from: line.from, to });
  if (name === 'quote') return { block: { kind: 'quote', alert: null, blocks, source }, to: to + rest.length };
  const title = /(?:^|\|)title=([^|]*)/.exec(open[2] ?? '')?.[1]?.trim() ?? '';
  const alert = alertOf(title);
  const block: Block =
    alert === null ? { kind: 'details', summary: title, blocks, source } : { kind: 'quote', alert, blocks, source };
  return { block, to: to + rest.length };
}

export function alertOf(title: string): Alert | null {
  return alerts.find((alert) => alert === title.toUpperCase()) ?? null;
}

/** Where the partner of a mark stands: the first one behind it that is no literal. */
function closeOf({ marks }: Reader, name: string, { from, to }: Slice): number | null {
  const places = marks.get(name) ?? [];
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const place = places[low];
  return place !== undefined && place < to ? place : null;
}

/** Of each macro with content, where its closing mark may stand. */
function findMarks(markup: string, literals: readonly Literal[]): ReadonlyMap<string, readonly number[]> {
  const marks = new Map<string, number[]>();
  for (const found of markup.matchAll(/(?<!\\)\{(quote|panel)\}/g)) {
    const name = found[1] ?? '';
    const literal = literals[firstFrom(literals, found.index)];
    if (literal !== undefined && literal.from <= found.index) continue;
    const places = marks.get(name);
    if (places === undefined) marks.set(name, [found.index]);
    else places.push(found.index);
  }
  return marks;
}

function readLines(reader: Reader, lines: readonly Line[], at: number): Read {
  const line = lines[at];
  if (line === undefined) return { read: [], count: 1 };
  const { sources } = reader;
  const heading = /^\s*h([1-6])\.\s+(?=\S)/.exec(line.text);
  if (heading !== null) {
    const content = contentOf(reader, { from: line.from + heading[0].length, to: line.to });
    return { read: [{ kind: 'heading', level: Number(heading[1]), content, source: sources.keep(line) }], count: 1 };
  }
  const quoted = /^\s*bq\.\s+(?=\S)/.exec(line.text);
  if (quoted !== null) {
    const content = contentOf(reader, { from: line.from + quoted[0].length, to: line.to });
    const blocks: readonly Block[] = [{ kind: 'paragraph', content }];
    return { read: [{ kind: 'quote', alert: null, blocks, source: sources.keep(line) }], count: 1 };
  }
  if (isRule(line)) return { read: [{ kind: 'rule', source: sources.keep(line) }], count: 1 };
  if (/^\s*\|/.test(line.text)) return readTable(reader, lines, at);
  if (listLine.test(line.text)) return readList(reader, lines, at);
  let to = at + 1;
  while (to < lines.length && !interrupts(lines[to])) to++;
  const slice = { from: line.from, to: lines[to - 1]?.to ?? line.to };
  return { read: readParagraphs(reader, slice), count: to - at };
}
