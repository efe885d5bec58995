import type { Align, Cell, Row, Table } from '../markdown/document.ts';
import type { AdfSources } from './adf-sources.ts';
import { type AdfNode, attributesOf } from './adf-wire.ts';
import { writeInline } from './write-inline.ts';

export function writeTable(table: Table, source: AdfNode | null, sources: AdfSources): AdfNode {
  const { content: _, ...old } = source?.type === 'table' ? source : { type: 'table' };
  const content = table.rows.map((row, at) => writeRow(row, { table, sources, isHeader: table.hasHeader && at === 0 }));
  return { ...old, content: content.length === 0 ? [{ type: 'tableRow', content: [emptyCell] }] : content };
}

const emptyCell: AdfNode = { type: 'tableCell', content: [{ type: 'paragraph', content: [] }] };

interface Context {
  readonly table: Table;
  readonly sources: AdfSources;
  readonly isHeader: boolean;
}

function writeRow(row: Row, context: Context): AdfNode {
  const source = context.sources.at(row.source?.at);
  if (source !== null && row.source?.isWhole) return source;
  const { content: _, ...old } = source ?? { type: 'tableRow' };
  // Covered cells are part of the one that spans them.
  const cells = row.cells.filter(({ isCovered }) => isCovered !== true || context.table.isReshaped === true);
  return { ...old, type: 'tableRow', content: cells.map((cell) => writeCell(cell, row.cells.indexOf(cell), context)) };
}

const centred = { marks: [{ type: 'alignment', attrs: { align: 'center' } }] };
const atEnd = { marks: [{ type: 'alignment', attrs: { align: 'end' } }] };
const alignMarks: Readonly<Record<Align, Pick<AdfNode, 'marks'>>> = {
  none: {},
  left: {},
  center: centred,
  right: atEnd,
};

function writeCell(cell: Cell, column: number, { table, sources, isHeader }: Context): AdfNode {
  const source = sources.at(cell.source?.at);
  const marks = alignMarks[table.align[column] ?? 'none'];
  const content = [{ type: 'paragraph', ...marks, content: writeInline(cell.content, sources) }];
  if (source === null) return { type: isHeader ? 'tableHeader' : 'tableCell', content };
  const node = cell.source?.isWhole ? source : { ...source, content };
  if (table.isReshaped !== true) return node;
  const { colspan: _, rowspan: __, colwidth: ___, ...attrs } = attributesOf(node);
  return { ...node, attrs };
}
