import {
  type Align,
  type Block,
  type Cell,
  type Leaf,
  type Row,
  type Table,
  textLeaf,
  unmarked,
} from '../markdown/document.ts';
import { tidy } from '../markdown/tidy.ts';
import type { AdfSources } from './adf-sources.ts';
import { type AdfNode, contentOf, marksOf, numberAttribute, textAttribute } from './adf-wire.ts';

/** A grid: where a cell spans others, those are covered. */
export function readTable(
  node: AdfNode,
  sources: AdfSources,
  readContent: (cell: AdfNode) => readonly Block[],
): Table | null {
  const rows = contentOf(node);
  if (rows.length === 0 || rows.some((row) => row.type !== 'tableRow' || !contentOf(row).every(isCell))) return null;
  /** For each column, how many rows more it is covered from above. */
  const covered: number[] = [];
  const read = rows.map((row, at): Row => {
    const cells: Cell[] = [];
    const fill = (): void => {
      for (let left = covered[cells.length] ?? 0; left > 0; left = covered[cells.length] ?? 0) {
        covered[cells.length] = left - 1;
        cells.push({ content: [], isCovered: true });
      }
    };
    for (const cell of contentOf(row)) {
      fill();
      const width = spanOf(cell, 'colspan', widest);
      const below = spanOf(cell, 'rowspan', rows.length - at) - 1;
      for (let column = 0; column < width; column++) {
        covered[cells.length] = below;
        if (column > 0) cells.push({ content: [], isCovered: true });
        else cells.push({ source: sources.keep(cell), content: tidy(inOneLine(readContent(cell))) });
      }
    }
    fill();
    return { source: sources.keep(row), cells };
  });
  const first = rows[0];
  const hasHeader = first !== undefined && contentOf(first).every(({ type }) => type === 'tableHeader');
  return {
    kind: 'table',
    align: (first === undefined ? [] : contentOf(first)).flatMap(alignOf),
    hasHeader: hasHeader && hasText(read[0]),
    rows: read,
  };
}

/** Markdown aligns columns, ADF paragraphs: the first row speaks for all. */
function alignOf(cell: AdfNode): readonly Align[] {
  const [paragraph] = contentOf(cell);
  const mark = paragraph === undefined ? undefined : marksOf(paragraph).find(({ type }) => type === 'alignment');
  const align = mark === undefined ? '' : textAttribute(mark, 'align');
  const column = align === 'center' ? 'center' : align === 'end' ? 'right' : 'none';
  return Array.from({ length: spanOf(cell, 'colspan', widest) }, () => column);
}

/** More columns than this no table has that a person made. */
const widest = 200;

function isCell({ type }: AdfNode): boolean {
  return type === 'tableCell' || type === 'tableHeader';
}

function spanOf(cell: AdfNode, name: string, most: number): number {
  return Math.min(most, Math.max(1, Math.trunc(numberAttribute(cell, name, 1))));
}

/** An empty heading row is how Markdown writes that there is none. */
function hasText(row: Row | undefined): boolean {
  return row?.cells.some(({ content }) => content.length > 0) ?? false;
}

/** Blocks in a cell, which in Markdown has one line: each on a line of its own, with its sign. */
function inOneLine(blocks: readonly Block[], sign = ''): readonly Leaf[] {
  return joined(blocks.map((block) => lineOf(block, sign)));
}

function lineOf(block: Block, sign: string): readonly Leaf[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return sign === '' ? block.content : [textLeaf(sign), ...block.content];
    case 'code':
      return joined(block.text.split('\n').map((text) => [{ kind: 'code', text, ...unmarked }]));
    case 'quote':
    case 'wrapper':
      return inOneLine(block.blocks, sign);
    case 'details':
      return joined([[textLeaf(block.summary)], inOneLine(block.blocks, sign)]);
    case 'list':
      return joined(
        block.items.map(({ checked, blocks: inner }, at) => {
          const box = checked === null ? '• ' : checked ? '☑ ' : '☐ ';
          return inOneLine(inner, block.ordered ? `${block.start + at}. ` : box);
        }),
      );
    case 'table':
      return joined(block.rows.map(({ cells }) => cells.flatMap(({ content }) => [...content, textLeaf(' ')])));
    case 'rule':
      return [textLeaf('———')];
    case 'blank':
      return [];
  }
}

function joined(lines: readonly (readonly Leaf[])[]): readonly Leaf[] {
  return lines
    .filter((line) => line.length > 0)
    .flatMap((line, at): readonly Leaf[] => (at === 0 ? line : [{ kind: 'break', ...unmarked }, ...line]));
}
