import { joinLines, linesOf } from '../markdown/as-lines.ts';
import { type Block, type Cell, type Item, type Leaf, type List, type Table, textLeaf } from '../markdown/document.ts';
import { printBlock } from '../markdown/print.ts';
import type { HtmlSources } from './html-sources.ts';
import { encodeText } from './html-tree.ts';
import { writeInline } from './write-inline.ts';

/** One block as Asana takes it. What was not edited is what it was. */
export function writeBlock(block: Block, sources: HtmlSources): string {
  if (block.source?.isWhole) {
    const source = sources.textAt(block.source.at);
    if (source !== null) return source;
  }
  switch (block.kind) {
    case 'paragraph':
      return writeInline(block.content, sources);
    case 'heading': {
      const tag = block.level === 1 ? 'h1' : 'h2';
      return `<${tag}>${writeInline(withoutBreaks(block.content), sources)}</${tag}>`;
    }
    case 'code':
      return `<pre>${encodeText(block.text)}</pre>`;
    case 'quote': {
      const lines = linesOf(block.blocks);
      const content = block.alert === null ? lines : joinLines([[textLeaf(`[!${block.alert}]`)], lines], 1);
      return `<blockquote>${writeInline(content, sources)}</blockquote>`;
    }
    case 'list':
      return writeList(block, sources);
    case 'table':
      return writeTable(block, sources);
    case 'details': {
      const summary = block.summary === '' ? [] : [`<strong>${encodeText(block.summary)}</strong>`];
      return [...summary, writeBlocks(block.blocks, sources)].filter((part) => part !== '').join('\n\n');
    }
    case 'wrapper':
      return writeBlocks(block.blocks, sources);
    case 'rule':
      return '<hr/>';
    case 'blank':
      return '';
  }
}

/** Asana refuses a new line in a heading. */
export function withoutBreaks(leaves: readonly Leaf[]): readonly Leaf[] {
  return leaves.map((leaf) => (leaf.kind === 'break' ? textLeaf(' ') : leaf));
}

export function writeBlocks(blocks: readonly Block[], sources: HtmlSources): string {
  return blocks.map((block) => writeBlock(block, sources)).join('\n\n');
}

function writeList(list: List, sources: HtmlSources): string {
  const tag = list.ordered ? 'ol' : 'ul';
  return `<${tag}>${list.items.map((item) => writeItem(item, sources)).join('')}</${tag}>`;
}

/** In an item there is text, and below it lists; nothing else may stand there. */
function writeItem(item: Item, sources: HtmlSources): string {
  if (item.source?.isWhole) {
    const source = sources.textAt(item.source.at);
    if (source !== null) return source;
  }
  const end = item.blocks.findIndex((block) => block.kind === 'list');
  const texts = end < 0 ? item.blocks : item.blocks.slice(0, end);
  const words = linesOf(texts, 1);
  const box = item.checked === null ? [] : [textLeaf(`[${item.checked ? 'x' : ' '}]${words.length === 0 ? '' : ' '}`)];
  const below = end < 0 ? [] : item.blocks.slice(end);
  const lists = below.map((block) =>
    block.kind === 'list' ? writeBlock(block, sources) : `\n${writeInline(linesOf([block], 1), sources)}`,
  );
  return `<li>${writeInline([...box, ...words], sources)}${lists.join('')}</li>`;
}

/** Tables exist in few of Asana's fields, so only one that was there stays one; others are shown as their Markdown. */
function writeTable(table: Table, sources: HtmlSources): string {
  const before = table.source === undefined ? null : sources.textAt(table.source.at);
  if (before === null || !/^<table\b/i.test(before)) return `<pre>${encodeText(printBlock(table))}</pre>`;
  const rows = table.rows.map((row, at) => {
    const source = row.source?.isWhole ? sources.textAt(row.source.at) : null;
    const tag = table.hasHeader && at === 0 && /<th\b/i.test(before) ? 'th' : 'td';
    return (
      source ??
      `${openTag(row.source?.at, 'tr', sources)}${row.cells.map((cell) => writeCell(cell, tag, sources)).join('')}</tr>`
    );
  });
  return `${openTag(table.source?.at, 'table', sources)}${rows.join('')}</table>`;
}

function writeCell(cell: Cell, tag: string, sources: HtmlSources): string {
  const source = cell.source?.isWhole ? sources.textAt(cell.source.at) : null;
  if (source !== null) return source;
  const open = openTag(cell.source?.at, tag, sources);
  return `${open}${writeInline(cell.content, sources)}</${/^<(\w+)/.exec(open)?.[1] ?? tag}>`;
}

/** With the attributes that it had. */
function openTag(place: number | undefined, name: string, sources: HtmlSources): string {
  const before = place === undefined ? null : sources.textAt(place);
  const tag = /^<\w+(?:[^<>"']|"[^"<]*"|'[^'<]*')*>/.exec(before ?? '')?.[0] ?? `<${name}>`;
  return tag.replace(/\s*\/>$/, '>');
}
