import { type Alert, alerts, type Block, type Cell, type Item, type Leaf, type Row } from '../markdown/document.ts';
import type { Slice } from '../markdown/text-parts.ts';
import { readInline } from './read-inline.ts';
import { findLiterals, firstFrom, type Line, type Literal, linesIn } from './wiki-lines.ts';
import { WikiSources } from './wiki-sources.ts';

export interface WikiReading {
  readonly blocks: readonly Block[];
  readonly sources: WikiSources;
}

/** Nesting beyond this is text (SEC-18). */
const deepest = 12;

/** `markup` has line feeds only. */
export function readWiki(markup: string): WikiReading {
  const sources = new WikiSources(markup);
  const literals = findLiterals(markup);
  const reader: Reader = { markup, literals, marks: findMarks(markup, literals), sources };
  return { blocks: readBlocks(reader, { from: 0, to: markup.length }, 0), sources };
}

interface Reader {
  readonly markup: string;
  readonly literals: readonly Literal[];
  readonly marks: ReadonlyMap<string, readonly number[]>;
  readonly sources: WikiSources;
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

interface Read {
  readonly read: readonly Block[];
  readonly count: number;
}

const listLine = /^\s*([*#]+|-)\s+(?=\S)/;

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

function isRule({ text }: Line): boolean {
  return /^\s*-{4,}\s*$/.test(text);
}

function interrupts(line: Line | undefined): boolean {
  if (line === undefined || line.text.trim() === '' || isRule(line) || listLine.test(line.text)) return true;
  return /^\s*(?:h[1-6]\.\s+\S|bq\.\s+\S|\||\{(?:quote|panel)(?::[^{}\n]*)?\})/.test(line.text);
}

function contentOf({ markup, sources }: Reader, { from, to }: Slice): readonly Leaf[] {
  return readInline(markup.slice(from, to).trimEnd(), from, sources);
}

/** A paragraph, or several with code between them. */
function readParagraphs(reader: Reader, { from, to }: Slice): readonly Block[] {
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

function trimmed(markup: string, { from, to }: Slice): Slice {
  const text = markup.slice(from, to);
  const start = text.length - text.trimStart().length;
  return { from: from + start, to: Math.max(from + start, to - (text.length - text.trimEnd().length)) };
}

interface ItemLine {
  readonly signs: string;
  readonly slice: Slice;
}

/** Lines below an item that begin no other block belong to it. */
function readList(reader: Reader, lines: readonly Line[], at: number): Read {
  const items: ItemLine[] = [];
  let to = at;
  for (let line = lines[to]; line !== undefined; line = lines[to]) {
    const found = listLine.exec(line.text);
    if (found === null) break;
    const signs = found[1] ?? '*';
    if (items[0] !== undefined && kindOf(signs, 0) !== kindOf(items[0].signs, 0)) break;
    to++;
    while (to < lines.length && !interrupts(lines[to])) to++;
    items.push({ signs, slice: { from: line.from + found[0].length, to: lines[to - 1]?.to ?? line.to } });
  }
  const [first, last] = [lines[at], lines[to - 1]];
  const source = reader.sources.keep({ from: first?.from ?? 0, to: last?.to ?? 0 });
  const list = nestItems(reader, items, 0);
  return { read: [{ ...list, source }], count: Math.max(1, to - at) };
}

function kindOf(signs: string, depth: number): boolean {
  return signs.charAt(Math.min(depth, signs.length - 1)) === '#';
}

/** `*` and below it `**`: the items of one depth, each with those deeper that follow it. */
function nestItems(reader: Reader, lines: readonly ItemLine[], depth: number): Block & { kind: 'list' } {
  const items: Item[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (line === undefined) break;
    const isHere = line.signs.length <= depth + 1 || depth >= deepest;
    const own = isHere ? readParagraphs(reader, line.slice) : [];
    const from = isHere ? at + 1 : at;
    let to = from;
    while (depth < deepest && to < lines.length && (lines[to]?.signs.length ?? 0) > depth + 1) to++;
    const below = groups(lines.slice(from, to), depth + 1).map((group) => nestItems(reader, group, depth + 1));
    const source = isHere ? { source: reader.sources.keep(trimmed(reader.markup, line.slice)) } : {};
    items.push({ ...withBox([...own, ...below]), ...source });
    at = Math.max(to, at + 1);
  }
  return { kind: 'list', ordered: kindOf(lines[0]?.signs ?? '*', depth), start: 1, items };
}

/** Neighbouring lists of different kinds. */
function groups(lines: readonly ItemLine[], depth: number): readonly (readonly ItemLine[])[] {
  const found: ItemLine[][] = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last !== undefined && kindOf(last[0]?.signs ?? '', depth) === kindOf(line.signs, depth)) last.push(line);
    else found.push([line]);
  }
  return found;
}

/** `[x] ` in front is how a check box is written where there is none. */
function withBox(blocks: readonly Block[]): Item {
  const [first, ...others] = blocks;
  const text = first?.kind === 'paragraph' ? first.content[0] : undefined;
  const box = text?.kind === 'text' && text.marks.length === 0 ? /^\[([ xX])\](?: |$)/.exec(text.text) : null;
  if (box === null || first?.kind !== 'paragraph' || text?.kind !== 'text') return { checked: null, blocks };
  const rest = text.text.slice(box[0].length);
  const content = rest === '' ? first.content.slice(1) : [{ ...text, text: rest }, ...first.content.slice(1)];
  return { checked: box[1] !== ' ', blocks: [{ kind: 'paragraph', content }, ...others] };
}

/** A row goes on in the next line until that ends with a bar. */
function readTable(reader: Reader, lines: readonly Line[], at: number): Read {
  const rows: Row[] = [];
  const heads: boolean[] = [];
  let to = at;
  for (let line = lines[to]; line !== undefined && /^\s*\|/.test(line.text); line = lines[to]) {
    let end = line;
    to++;
    for (let next = lines[to]; next !== undefined && !/\|\s*$/.test(end.text) && !interrupts(next); next = lines[to]) {
      end = next;
      to++;
    }
    const slice = trimmed(reader.markup, { from: line.from, to: end.to });
    const cells = readCells(reader, slice);
    heads.push(cells.every(({ isHead }) => isHead));
    rows.push({ cells: cells.map(({ cell }) => cell), source: reader.sources.keep(slice) });
  }
  const hasText = rows[0]?.cells.some(({ content }) => content.length > 0) ?? false;
  const source = reader.sources.keep({ from: lines[at]?.from ?? 0, to: lines[to - 1]?.to ?? 0 });
  return {
    read: [{ kind: 'table', align: [], hasHeader: heads[0] === true && hasText, rows, source }],
    count: to - at,
  };
}

/** Bars inside links and images do not divide. */
const cellPattern = /(\|\|?)((?:\\[\s\S]|\[[^[\]\n]*\]|\{\{[^{}\n]*\}\}|![^!\s|][^!\n]*!|[^|\\])*)/g;

function readCells({ markup, sources }: Reader, { from, to }: Slice): readonly { cell: Cell; isHead: boolean }[] {
  const found = [...markup.slice(from, to).matchAll(cellPattern)];
  const cells = found.map(([whole, bars = '|', text = ''], index) => {
    const start = from + (found[index]?.index ?? 0);
    const slice = trimmed(markup, { from: start + bars.length, to: start + whole.length });
    const content = readInline(markup.slice(slice.from, slice.to), slice.from, sources);
    const source = sources.keep({ from: start, to: start + whole.length });
    return { cell: { content, source }, isHead: bars === '||', text };
  });
  // What stands behind the last bar is no cell.
  return cells.at(-1)?.text.trim() === '' ? cells.slice(0, -1) : cells;
}
