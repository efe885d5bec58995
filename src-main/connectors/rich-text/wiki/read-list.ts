import { readBox } from '../markdown/check-box.ts';
import type { Block, Item } from '../markdown/document.ts';
import type { Slice } from '../markdown/text-parts.ts';
import type { Line } from './wiki-lines.ts';
import { deepest, interrupts, listLine, type Read, type Reader, readParagraphs, trimmed } from './wiki-reader.ts';

interface ItemLine {
  readonly signs: string;
  readonly slice: Slice;
}

/** Lines below an item that begin no other block belong to it. */
export function readList(reader: Reader, lines: readonly Line[], at: number): Read {
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
    items.push({ ...readBox([...own, ...below]), ...source });
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
