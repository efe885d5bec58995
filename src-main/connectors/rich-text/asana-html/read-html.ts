import { readBox } from '../markdown/check-box.ts';
import { alerts, type Block, type Item, type Leaf, type Row, textLeaf, unmarked } from '../markdown/document.ts';
import { linksAsImages } from '../markdown/image-links.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import { printMarkdown } from '../markdown/print.ts';
import type { Slice } from '../markdown/text-parts.ts';
import { tidy } from '../markdown/tidy.ts';
import { HtmlSources } from './html-sources.ts';
import { type HtmlElement, type HtmlNode, parseHtml, textOf } from './html-tree.ts';
import { readInlineNodes } from './read-inline.ts';

/** What some HTML says, and where its parts stand in it. */
export interface HtmlReading {
  readonly blocks: readonly Block[];
  readonly sources: HtmlSources;
  /** Of the content of `<body>`, or of everything where there is none. */
  readonly body: Slice;
}

export function readHtml(html: string): HtmlReading {
  const { nodes, isWellFormed } = parseHtml(html);
  const sources = new HtmlSources(html, isWellFormed);
  const body = nodes.find((node) => node.kind === 'element' && node.name === 'body');
  const content = body?.kind === 'element' ? body.children : nodes;
  const from = content[0]?.from ?? body?.to ?? 0;
  return { blocks: readBlocks(content, sources), sources, body: { from, to: content.at(-1)?.to ?? from } };
}

const blockNames = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'blockquote', 'pre', 'hr', 'table', 'img'];

/** Block elements, and between them paragraphs, which an empty line divides. */
function readBlocks(nodes: readonly HtmlNode[], sources: HtmlSources): readonly Block[] {
  const blocks: Block[] = [];
  let run: HtmlNode[] = [];
  const flush = (): void => {
    for (const block of readParagraphs(run, sources)) blocks.push(block);
    run = [];
  };
  for (const node of nodes) {
    if (node.kind !== 'element' || !blockNames.includes(node.name)) run.push(node);
    else {
      flush();
      blocks.push({ ...readElement(node, sources), source: sources.keep(node) });
    }
  }
  flush();
  return blocks;
}

function readParagraphs(nodes: readonly HtmlNode[], sources: HtmlSources): readonly Block[] {
  const blocks: Block[] = [];
  for (const part of splitAtEmptyLines(nodes)) {
    // An element that reaches over an empty line is divided; such parts are not well-formed and are written anew.
    const paragraphs = splitLeaves(readInlineNodes(part, sources));
    const slice = sliceOf(part);
    for (const content of paragraphs) {
      const source = paragraphs.length === 1 && slice !== null ? { source: sources.keep(slice) } : {};
      blocks.push({ kind: 'paragraph', content: linksAsImages(tidy(content)), ...source });
    }
  }
  return blocks;
}

/** Without the white space around, which belongs to no paragraph. */
function sliceOf(nodes: readonly HtmlNode[]): Slice | null {
  const [first, last] = [nodes[0], nodes.at(-1)];
  return first === undefined || last === undefined ? null : { from: first.from, to: last.to };
}

/** Where a text between elements holds an empty line, it ends one paragraph and begins the next. */
function splitAtEmptyLines(nodes: readonly HtmlNode[]): readonly (readonly HtmlNode[])[] {
  const parts: HtmlNode[][] = [[]];
  for (const node of nodes) {
    if (node.kind !== 'text' || node.to - node.from !== node.text.length) {
      parts.at(-1)?.push(node);
      continue;
    }
    let at = 0;
    for (const gap of node.text.matchAll(/\n[^\S\n]*\n\s*/g)) {
      pushText(parts, node.from, node.text, { from: at, to: gap.index });
      parts.push([]);
      at = gap.index + gap[0].length;
    }
    pushText(parts, node.from, node.text, { from: at, to: node.text.length });
  }
  return parts.map(trimmed).filter((part) => part.length > 0);
}

function pushText(parts: HtmlNode[][], offset: number, text: string, { from, to }: Slice): void {
  if (to > from) parts.at(-1)?.push({ kind: 'text', text: text.slice(from, to), from: offset + from, to: offset + to });
}

/** The white space at both ends stands between the blocks. */
function trimmed(nodes: readonly HtmlNode[]): readonly HtmlNode[] {
  const kept = [...nodes];
  for (let first = kept[0]; first?.kind === 'text'; first = kept[0]) {
    if (first.text.trim() !== '') {
      const rest = first.text.trimStart();
      const from = first.to - first.from === first.text.length ? first.to - rest.length : first.from;
      kept[0] = { ...first, text: rest, from };
      break;
    }
    kept.shift();
  }
  for (let last = kept.at(-1); last?.kind === 'text'; last = kept.at(-1)) {
    if (last.text.trim() !== '') {
      const rest = last.text.trimEnd();
      const to = last.to - last.from === last.text.length ? last.from + rest.length : last.to;
      kept[kept.length - 1] = { ...last, text: rest, to };
      break;
    }
    kept.pop();
  }
  return kept;
}

/** At two breaks in a row. */
function splitLeaves(leaves: readonly Leaf[]): readonly (readonly Leaf[])[] {
  const parts: Leaf[][] = [[]];
  leaves.forEach((leaf, at) => {
    const isGap = leaf.kind === 'break' && (leaves[at - 1]?.kind === 'break' || leaves[at + 1]?.kind === 'break');
    if (!isGap) parts.at(-1)?.push(leaf);
    else if (leaves[at - 1]?.kind !== 'break') parts.push([]);
  });
  return parts.map(withoutEndBreaks).filter((part) => part.length > 0);
}

function withoutEndBreaks(leaves: readonly Leaf[]): readonly Leaf[] {
  const from = leaves.findIndex(({ kind }) => kind !== 'break');
  const to = leaves.findLastIndex(({ kind }) => kind !== 'break');
  return from < 0 ? [] : leaves.slice(from, to + 1);
}

function readElement(element: HtmlElement, sources: HtmlSources): Block {
  switch (element.name) {
    case 'ul':
    case 'ol':
      return { kind: 'list', ordered: element.name === 'ol', start: 1, items: readItems(element, sources) };
    case 'blockquote':
      return readQuote(element, sources);
    case 'pre':
      return readPre(element);
    case 'hr':
      return { kind: 'rule' };
    case 'table':
      return readTable(element, sources);
    case 'img':
      return { kind: 'paragraph', content: readInlineNodes([element], sources) };
    default: {
      const content = readInlineNodes(element.children, sources);
      const oneLine = content.map((leaf) => (leaf.kind === 'break' ? textLeaf(' ') : leaf));
      return { kind: 'heading', level: Number(element.name.slice(1)), content: linksAsImages(tidy(oneLine)) };
    }
  }
}

function readItems(list: HtmlElement, sources: HtmlSources): readonly Item[] {
  const items: Item[] = [];
  for (const node of list.children) {
    if (node.kind === 'text') {
      if (node.text.trim() !== '') items.push({ checked: null, blocks: readBlocks([node], sources) });
    } else if (node.name === 'li') {
      items.push({ ...readBox(readBlocks(node.children, sources)), source: sources.keep(node) });
    } else {
      // A list right in a list belongs to the item in front.
      const above = items.pop() ?? { checked: null, blocks: [] };
      const { source: _, ...unsourced } = above;
      items.push({ ...unsourced, blocks: [...above.blocks, ...readBlocks([node], sources)] });
    }
  }
  return items;
}

function readQuote(element: HtmlElement, sources: HtmlSources): Block {
  const blocks = readBlocks(element.children, sources);
  const [first, ...others] = blocks;
  if (first?.kind !== 'paragraph') return { kind: 'quote', alert: null, blocks };
  const [text, next, ...rest] = first.content;
  const alert = alerts.find((name) => text?.kind === 'text' && text.text === `[!${name}]`) ?? null;
  if (alert === null || (next !== undefined && next.kind !== 'break')) return { kind: 'quote', alert: null, blocks };
  return {
    kind: 'quote',
    alert,
    blocks: rest.length === 0 ? others : [{ kind: 'paragraph', content: rest }, ...others],
  };
}

/** A table that Asana could not hold is written as its Markdown. */
function readPre(element: HtmlElement): Block {
  const text = textOf(element.children).replace(/\r\n?/g, '\n');
  if (text.startsWith('| ') && text.length < 100_000) {
    const [table, ...others] = parseMarkdown(text);
    if (table?.kind === 'table' && others.length === 0 && printMarkdown([table]) === text) return table;
  }
  return { kind: 'code', language: '', text };
}

function readTable(element: HtmlElement, sources: HtmlSources): Block {
  const rows: Row[] = [];
  let isHeader = true;
  const visit = (node: HtmlNode, depth: number): void => {
    if (node.kind !== 'element') return;
    if (node.name !== 'tr') {
      if (depth < 3) for (const child of node.children) visit(child, depth + 1);
      return;
    }
    const cells = node.children.filter((cell) => cell.kind === 'element' && (cell.name === 'td' || cell.name === 'th'));
    if (rows.length === 0) isHeader = cells.every((cell) => cell.kind === 'element' && cell.name === 'th');
    rows.push({
      source: sources.keep(node),
      cells: cells.map((cell) => ({
        source: sources.keep(cell),
        content: cell.kind === 'element' ? tidy(readInlineNodes(cell.children, sources)) : [],
      })),
    });
  };
  visit(element, 0);
  const hasText = rows[0]?.cells.some(({ content }) => content.length > 0) ?? false;
  if (rows.length > 0) return { kind: 'table', align: [], hasHeader: isHeader && hasText, rows };
  return { kind: 'paragraph', content: [{ kind: 'text', text: textOf([element]), ...unmarked }] };
}
