import type { Cell, Row } from '../markdown/document.ts';
import type { Slice } from '../markdown/text-parts.ts';
import { readInline } from './read-inline.ts';
import type { Line } from './wiki-lines.ts';
import { interrupts, type Read, type Reader, trimmed } from './wiki-reader.ts';

/** A row goes on in the next line until that ends with a bar. */
export function readTable(reader: Reader, lines: readonly Line[], at: number): Read {
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
