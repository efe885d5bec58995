import type { Align, Cell, Placed, Table } from './document.ts';
import { parseInline } from './inline.ts';
import { isBlank } from './lines.ts';
import type { Source } from './source.ts';
import { cellAttributes } from './textile-syntax.ts';

/** Rectangular tables with a heading row. Others stay text. */
export function readTable(source: Source): Placed<Table> | null {
  if (!(source.lines[source.at] ?? '').includes('|')) return null;
  return readSignatureTable(source) ?? readPipeTable(source);
}

/** `| a | b |` over `|---|---|` */
function readPipeTable({ lines, at, syntax }: Source): Placed<Table> | null {
  const rule = (lines[at + 1] ?? '').trim();
  if (!/^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/.test(rule)) return null;
  const header = pipeCells(lines[at] ?? '');
  const align = pipeCells(rule).map(alignOf);
  let to = at + 2;
  while (to < lines.length && !isBlank(lines[to]) && (lines[to] ?? '').includes('|')) to++;
  const rows = lines.slice(at + 2, to).map(pipeCells);
  return placed({ header, align, rows, from: at, to }, (cell) => parseInline(cell, syntax));
}

function pipeCells(line: string): readonly string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function alignOf(rule: string): Align {
  const left = rule.startsWith(':');
  if (rule.endsWith(':')) return left ? 'center' : 'right';
  return left ? 'left' : 'none';
}

const alignSigns: Readonly<Record<string, Align>> = { '': 'none', '<': 'left', '=': 'center', '>': 'right' };

/** `|_. a |_=. b |` over `| 1 | 2 |`. It runs up to an empty line, or it is no table for Redmine either. */
function readSignatureTable({ lines, at, syntax }: Source): Placed<Table> | null {
  if (!syntax.signatures) return null;
  let to = at;
  while (to < lines.length && !isBlank(lines[to])) {
    if (!/^\|.*\|[ \t]*$/.test(lines[to] ?? '')) return null;
    to++;
  }
  const [first = [], ...rows] = lines.slice(at, to).map(signatureCells);
  const heads = first.map((cell) => /^_([<=>]?)\. ?(.*)$/.exec(cell));
  if (heads.some((head) => head === null) || rows.flat().some((cell) => cellAttributes.test(cell))) return null;
  const header = heads.map((head) => head?.[2]?.trim() ?? '');
  const align = heads.map((head): Align => alignSigns[head?.[1] ?? ''] ?? 'none');
  return placed({ header, align, rows, from: at, to }, (cell) => parseInline(cell, syntax));
}

/** A `|` inside `[[Page|text]]` does not divide. */
function signatureCells(line: string): readonly string[] {
  const inner = line.trim().slice(1, -1);
  return (inner.match(/(?:\[\[[^|\]]*\|[^|\]]*\]\]|[^|])*(?:\||$)/g) ?? [])
    .slice(0, inner.endsWith('|') ? undefined : -1)
    .map((cell) => cell.replace(/\|$/, '').trim());
}

interface Grid {
  readonly header: readonly string[];
  readonly align: readonly Align[];
  readonly rows: readonly (readonly string[])[];
  readonly from: number;
  readonly to: number;
}

/** Short rows are filled up; a row that is too long would lose cells, so that is no table. */
function placed(grid: Grid, parse: (cell: string) => Cell): Placed<Table> | null {
  const { header, align, rows, from, to } = grid;
  const width = header.length;
  if (width === 0 || align.length !== width || rows.some((row) => row.length > width)) return null;
  const full = rows.map((row) => Array.from({ length: width }, (_, column) => parse(row[column] ?? '')));
  return { block: { kind: 'table', align, header: header.map(parse), rows: full }, from, to };
}
