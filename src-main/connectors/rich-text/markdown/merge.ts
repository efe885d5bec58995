import { normalText } from '../../../../src-shared/domain/field.ts';
import type { Block, Cell, Item, Row, Source, Sourced, Table } from './document.ts';
import { matchUp } from './match-up.ts';
import { printBlock, printItem } from './print.ts';
import { printInline } from './print-inline.ts';
import { restoreLeaves } from './restore-leaves.ts';

/**
 * What the edited document says, with the source of the one before wherever nobody edited: of whole blocks, else of the
 * items, rows and cells in them, else of the attributes around them and of single words.
 */
export function mergeBlocks(before: readonly Block[], after: readonly Block[]): readonly Block[] {
  const shown = before.flatMap((block, at) => {
    const text = keyOf(block);
    return text === '' ? [] : [{ block, at, text }];
  });
  const fresh = after.filter((block) => block.kind !== 'blank');
  const matches = matchUp(
    shown.map(({ text }) => text),
    fresh.map(keyOf),
    (oldAt, freshAt) => mayPair(shown[oldAt]?.block, fresh[freshAt]),
  );
  // Empty paragraphs and the like stay behind what they stood behind.
  const merged: Block[] = blanksFrom(before, 0, shown[0]?.at ?? before.length);
  fresh.forEach((block, index) => {
    const match = matches[index] ?? null;
    const old = match === null ? undefined : shown[match.from];
    if (match === null || old === undefined) merged.push(block);
    else {
      merged.push(match.isSame ? whole(old.block) : mergeBlock(old.block, block));
      for (const blank of blanksFrom(before, old.at + 1, shown[match.from + 1]?.at ?? before.length))
        merged.push(blank);
    }
  });
  return merged;
}

function keyOf(block: Block): string {
  return normalText(printBlock(block));
}

function blanksFrom(before: readonly Block[], from: number, to: number): Block[] {
  return before.slice(from, to).map(whole);
}

function whole<T extends Sourced>(part: T): T {
  return part.source === undefined ? part : { ...part, source: { ...part.source, isWhole: true } };
}

/** Its attributes only. */
function lent(part: Sourced): { readonly source?: Source } {
  return part.source === undefined ? {} : { source: { ...part.source, isWhole: false } };
}

function mayPair(old: Block | undefined, fresh: Block | undefined): boolean {
  if (old === undefined || fresh === undefined) return false;
  const isText = (block: Block): boolean => block.kind === 'paragraph' || block.kind === 'heading';
  if (isText(old) && isText(fresh)) return true;
  if (old.kind === 'quote' && fresh.kind === 'quote') return (old.alert === null) === (fresh.alert === null);
  if (old.kind === 'wrapper' && fresh.kind === 'wrapper') return old.name === fresh.name;
  return old.kind === fresh.kind;
}

function mergeBlock(old: Block, fresh: Block): Block {
  if (
    (old.kind === 'paragraph' || old.kind === 'heading') &&
    (fresh.kind === 'paragraph' || fresh.kind === 'heading')
  ) {
    return { ...fresh, ...lent(old), content: restoreLeaves(old.content, fresh.content) };
  }
  if (old.kind === 'list' && fresh.kind === 'list') {
    return { ...fresh, ...lent(old), items: mergeItems(old.items, fresh.items) };
  }
  if (old.kind === 'table' && fresh.kind === 'table') return mergeTable(old, fresh);
  if (
    (old.kind === 'quote' && fresh.kind === 'quote') ||
    (old.kind === 'details' && fresh.kind === 'details') ||
    (old.kind === 'wrapper' && fresh.kind === 'wrapper')
  ) {
    return { ...fresh, ...lent(old), blocks: mergeBlocks(old.blocks, fresh.blocks) };
  }
  return { ...fresh, ...lent(old) };
}

function mergeItems(before: readonly Item[], after: readonly Item[]): readonly Item[] {
  const matches = matchUp(
    before.map((item) => normalText(printItem(item))),
    after.map((item) => normalText(printItem(item))),
    () => true,
  );
  return after.map((item, at) => {
    const match = matches[at] ?? null;
    const old = match === null ? undefined : before[match.from];
    if (match === null || old === undefined) return item;
    return match.isSame ? wholeItem(old) : { ...item, ...lent(old), blocks: mergeBlocks(old.blocks, item.blocks) };
  });
}

function wholeItem(item: Item): Item {
  return { ...whole(item), blocks: item.blocks.map(whole) };
}

function mergeTable(old: Table, fresh: Table): Table {
  const columns = matchColumns(old, fresh);
  const matches = matchUp(old.rows.map(rowText), fresh.rows.map(rowText), () => true);
  const hasSpans = old.rows.some(({ cells }) => cells.some(({ isCovered }) => isCovered));
  const isSameShape =
    old.hasHeader === fresh.hasHeader &&
    columns.every((_, at) => isAlignedAs(old, fresh, at)) &&
    columns.every((from, at) => from === at) &&
    widthOf(old) === columns.length;
  const rows = fresh.rows.map((row, at): Row => {
    const match = matches[at] ?? null;
    const from = match === null ? undefined : old.rows[match.from];
    if (match === null || from === undefined) return row;
    return match.isSame && isSameShape
      ? whole(from)
      : mergeRow(
          from,
          row,
          columns.map((column, place) => ({ column, isSame: isAlignedAs(old, fresh, place) })),
        );
  });
  const isMoved = rows.length !== old.rows.length || matches.some((match, at) => match?.from !== at);
  const isReshaped = hasSpans && (!isSameShape || isMoved || rows.some(({ cells }) => cells.some(isFilled)));
  const merged: Table = { ...fresh, ...lent(old), rows: isReshaped ? rows.map(asParts) : rows };
  return isReshaped ? { ...merged, isReshaped } : merged;
}

function widthOf({ rows }: Table): number {
  return rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
}

/** For each fresh column the old one; null: it is new. */
function matchColumns(old: Table, fresh: Table): readonly (number | null)[] {
  const width = widthOf(fresh);
  if (width === widthOf(old)) return Array.from({ length: width }, (_, at) => at);
  const textOf = (table: Table, column: number): string =>
    table.rows.map(({ cells }) => cellText(cells[column])).join('\n');
  const texts = (table: Table): readonly string[] =>
    Array.from({ length: widthOf(table) }, (_, at) => textOf(table, at));
  return matchUp(texts(old), texts(fresh), () => true).map((match) => match?.from ?? null);
}

function isAlignedAs(old: Table, fresh: Table, column: number): boolean {
  return (old.align[column] ?? 'none') === (fresh.align[column] ?? 'none');
}

interface Column {
  /** Its place in the old table; null: it is new. */
  readonly column: number | null;
  readonly isSame: boolean;
}

function mergeRow(old: Row, fresh: Row, columns: readonly Column[]): Row {
  const cells = fresh.cells.map((cell, at): Cell => {
    const from = columns[at]?.column ?? null;
    const before = from === null ? undefined : old.cells[from];
    if (before === undefined) return cell;
    if (columns[at]?.isSame && cellText(before) === cellText(cell)) return whole(before);
    const covered = before.isCovered === true ? { isCovered: true } : {};
    return { ...cell, ...lent(before), ...covered, content: restoreLeaves(before.content, cell.content) };
  });
  return { ...lent(old), cells };
}

/** Spans do not fit any more, so no row goes back as it was; its cells do, without their spans. */
function asParts(row: Row): Row {
  return row.source?.isWhole ? { ...row, ...lent(row), cells: row.cells.map(whole) } : row;
}

function isFilled(cell: Cell): boolean {
  return cell.isCovered === true && cellText(cell) !== '';
}

function rowText({ cells }: Row): string {
  return cells.map(cellText).join(' | ');
}

function cellText(cell: Cell | undefined): string {
  return normalText(printInline(cell?.content ?? [], 'cell'));
}
