import type { Align, Block, Code, Item, List, Table } from './document.ts';
import { printInline } from './print-inline.ts';
import { escapeSummary, isSectionMark } from './read-sections.ts';

/** A document as Markdown. Reading it again gives the same text. */
export function printMarkdown(blocks: readonly Block[]): string {
  return printBlocks(blocks, false);
}

function printBlocks(blocks: readonly Block[], isInList: boolean): string {
  const texts: string[] = [];
  let last: LastList = noList;
  for (const block of blocks) {
    if (block.kind === 'blank') continue;
    // Two lists side by side would be one if they had the same sign.
    const isOther: boolean = block.kind === 'list' && last.isOrdered === block.ordered && !last.isOther;
    const text = block.kind === 'list' ? printList(block, isOther) : printOther(block, isInList);
    if (text === '') continue;
    texts.push(text);
    last = block.kind === 'list' ? { isOrdered: block.ordered, isOther } : noList;
  }
  return texts.join('\n\n');
}

/** The list in front, and whether it has the other of the two signs. */
interface LastList {
  readonly isOrdered: boolean | null;
  readonly isOther: boolean;
}

const noList: LastList = { isOrdered: null, isOther: false };

/** One block. Empty: Markdown cannot show it. */
export function printBlock(block: Block): string {
  return printBlocks([block], false);
}

function printOther(block: Exclude<Block, List>, isInList: boolean): string {
  switch (block.kind) {
    case 'paragraph': {
      const text = printInline(block.content, 'paragraph');
      return isSectionMark(text) ? `\\${text}` : text;
    }
    case 'heading':
      return `${'#'.repeat(block.level)} ${printInline(block.content, 'line')}`.trimEnd();
    case 'code':
      return printCode(block);
    case 'quote':
      return printQuote(
        printBlocks(block.blocks, false),
        block.alert,
        block.blocks.find(isVisible)?.kind === 'paragraph',
      );
    case 'table':
      return printTable(block);
    case 'details': {
      const head = `<details><summary>${escapeSummary(block.summary)}</summary>`;
      return [head, printBlocks(block.blocks, isInList), '</details>'].filter((part) => part !== '').join('\n\n');
    }
    case 'wrapper':
      return [`<!-- begin ${block.name} -->`, printBlocks(block.blocks, isInList), `<!-- end ${block.name} -->`]
        .filter((part) => part !== '')
        .join('\n\n');
    case 'rule':
      // `- ---` would be a rule, not an item.
      return isInList ? '___' : '---';
    case 'blank':
      return '';
  }
}

function printCode({ language, text }: Code): string {
  const info = language.replace(/\s+/g, ' ').trim();
  const mark = info.includes('`') ? '~' : '`';
  const runs = text.match(mark === '`' ? /`{3,}/g : /~{3,}/g) ?? [];
  const fence = mark.repeat(runs.reduce((most, run) => Math.max(most, run.length + 1), 3));
  return `${fence}${/^[`~]/.test(info) ? ' ' : ''}${info}\n${text === '' ? '' : `${text}\n`}${fence}`;
}

function printQuote(text: string, alert: string | null, startsWithText: boolean): string {
  if (alert === null) return prefixed(text, '> ', '> ', '>');
  const head = text === '' ? '' : startsWithText ? '\n' : '\n\n';
  return prefixed(`[!${alert}]${head}${text}`, '> ', '> ', '>');
}

/** Whether Markdown can show anything of it. */
function isVisible(block: Block): boolean {
  switch (block.kind) {
    case 'paragraph':
      return block.content.some((leaf) => leaf.kind !== 'break' && (leaf.kind !== 'text' || leaf.text.trim() !== ''));
    case 'list':
      return block.items.some(({ checked, blocks }) => checked !== null || blocks.some(isVisible));
    case 'blank':
      return false;
    default:
      return true;
  }
}

/** Items of one paragraph, with lists below it, need no empty lines. */
function isTightItem({ blocks }: Item): boolean {
  const [first, ...rest] = blocks.filter(isVisible);
  return (
    (first === undefined || first.kind === 'paragraph') &&
    rest.every((block) => block.kind === 'list' && startsWithText(block) && block.items.every(isTightItem))
  );
}

/** An empty item right below a paragraph would not begin a list. */
function startsWithText({ items: [first] }: List): boolean {
  return first?.checked != null || first?.blocks.find(isVisible)?.kind === 'paragraph';
}

function printList({ ordered, start, items }: List, isOther: boolean): string {
  const isTight = items.every(isTightItem);
  const bodies = items.map((item) => printItem(item, isTight));
  // Signs alone could be a rule, or nothing.
  if (bodies.every((body) => body === '')) return '';
  const texts = bodies.map((body, at) => {
    const number = Math.min(Math.max(0, Math.trunc(start)) + at, 999_999_999);
    const sign = ordered ? `${number}${isOther ? ')' : '.'} ` : isOther ? '* ' : '- ';
    const indent = ' '.repeat(sign.length);
    const text = prefixed(body, sign, indent, '').trimEnd();
    return isRule(text) ? `${sign.trimEnd()}\n${prefixed(body, indent, indent, '').trimEnd()}` : text;
  });
  return texts.join(isTight ? '\n' : '\n\n');
}

/** `- - -`, an empty item in a list in a list in a list: it begins below its sign instead. */
function isRule(text: string): boolean {
  const [line = ''] = text.split('\n', 1);
  return /^(?:(?:- *){3,}|(?:\* *){3,})$/.test(line);
}

export function printItem({ checked, blocks }: Item, isTight = false): string {
  const text = printBlocks(blocks, true);
  const body = isTight ? text.replace(/\n\n(?= *(?:[-*]|\d+[.)]) )/g, '\n') : text;
  if (checked === null) return body;
  const box = checked ? '[x]' : '[ ]';
  if (body === '') return box;
  // A box belongs to a paragraph.
  const [first] = blocks;
  if (first !== undefined && first.kind === 'paragraph' && isVisible(first)) return `${box} ${body}`;
  return `${box}${isTight ? '\n' : '\n\n'}${body}`;
}

function prefixed(text: string, first: string, others: string, blank: string): string {
  return text
    .split('\n')
    .map((line, at) => (line === '' ? (at === 0 ? first.trimEnd() : blank) : (at === 0 ? first : others) + line))
    .join('\n');
}

const alignRules: Readonly<Record<Align, string>> = { none: '---', left: ':--', center: ':-:', right: '--:' };

function printTable({ align, hasHeader, rows }: Table): string {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 1);
  const columns = Array.from({ length: width }, (_, column) => column);
  const rule = columns.map((column) => alignRules[align[column] ?? 'none']);
  const lines = rows.map(({ cells }) => columns.map((column) => printInline(cells[column]?.content ?? [], 'cell')));
  const [head, ...body] = hasHeader ? lines : [columns.map(() => ''), ...lines];
  return [head ?? [], rule, ...body].map((cells) => `| ${cells.join(' | ')} |`.replace(/ {2,}\|/g, ' |')).join('\n');
}
