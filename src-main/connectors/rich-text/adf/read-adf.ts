import { type Alert, type Block, type Item, type Leaf, textLeaf } from '../markdown/document.ts';
import { linksAsImages } from '../markdown/image-links.ts';
import { tidy } from '../markdown/tidy.ts';
import { AdfSources } from './adf-sources.ts';
import {
  type AdfNode,
  attributesOf,
  contentOf,
  excerptOf,
  fingerprint,
  marksOf,
  numberAttribute,
  textAttribute,
} from './adf-wire.ts';
import { readInlineNode } from './read-inline.ts';
import { readTable } from './read-table.ts';

/** What a document says, and the nodes that its parts came from. */
export interface AdfReading {
  readonly blocks: readonly Block[];
  readonly sources: AdfSources;
}

/**
 * Nesting beyond this is a placeholder: nobody writes it, but a hostile one could (SEC-18). So many lists Markdown reads
 * within each other (`parse.ts`), and in the last one text.
 */
const deepest = 20;

export function readAdf(content: readonly AdfNode[]): AdfReading {
  const sources = new AdfSources();
  return { blocks: readBlocks(content, sources, 0), sources };
}

function readBlocks(content: readonly AdfNode[], sources: AdfSources, depth: number): readonly Block[] {
  return content.map((node): Block => {
    const source = sources.keep(node);
    const isRead = depth < deepest || (depth === deepest && node.type === 'paragraph');
    const block = isRead ? readBlock(node, sources, depth) : null;
    return { ...(block ?? placeholder(node, sources)), source };
  });
}

export const panelAlerts: Readonly<Record<string, Alert>> = {
  info: 'NOTE',
  note: 'IMPORTANT',
  success: 'TIP',
  tip: 'TIP',
  warning: 'WARNING',
  error: 'CAUTION',
  custom: 'NOTE',
};

/** null: Markdown has no word for it. */
function readBlock(node: AdfNode, sources: AdfSources, depth: number): Block | null {
  const inner = (): readonly Block[] => readBlocks(contentOf(node), sources, depth + 1);
  switch (node.type) {
    case 'paragraph':
      return { kind: 'paragraph', content: readInline(contentOf(node), sources) };
    case 'heading': {
      const level = Math.min(6, Math.max(1, Math.trunc(numberAttribute(node, 'level', 1))));
      return { kind: 'heading', level, content: readInline(contentOf(node), sources) };
    }
    case 'codeBlock': {
      const text = contentOf(node)
        .map(({ text }) => (typeof text === 'string' ? text : ''))
        .join('');
      return { kind: 'code', language: textAttribute(node, 'language'), text: text.replace(/\r\n?/g, '\n') };
    }
    case 'blockquote':
      return { kind: 'quote', alert: null, blocks: inner() };
    case 'panel':
      return { kind: 'quote', alert: panelAlerts[textAttribute(node, 'panelType')] ?? 'NOTE', blocks: inner() };
    case 'bulletList':
      return { kind: 'list', ordered: false, start: 1, items: readItems(node, sources, depth) };
    case 'orderedList': {
      const start = Math.max(0, Math.trunc(numberAttribute(node, 'order', 1)));
      return { kind: 'list', ordered: true, start, items: readItems(node, sources, depth) };
    }
    case 'taskList':
      return { kind: 'list', ordered: false, start: 1, items: readTasks(node, sources, depth) };
    case 'decisionList':
      return { kind: 'list', ordered: false, start: 1, items: readDecisions(node, sources) };
    case 'table':
      return readTable(node, sources, (cell) => readBlocks(contentOf(cell), sources, depth + 1));
    case 'rule':
      return { kind: 'rule' };
    case 'mediaSingle':
    case 'mediaGroup':
      return readMedia(node, sources);
    case 'expand':
    case 'nestedExpand':
      return { kind: 'details', summary: textAttribute(node, 'title').replace(/\s+/g, ' ').trim(), blocks: inner() };
    case 'layoutSection':
    case 'layoutColumn':
    case 'bodiedExtension':
    case 'bodiedSyncBlock':
      return { kind: 'wrapper', name: node.type, blocks: inner() };
    case 'blockCard':
    case 'embedCard': {
      const href = textAttribute(node, 'url');
      return href === '' ? null : { kind: 'paragraph', content: [{ ...textLeaf(href), link: { href, title: '' } }] };
    }
    default:
      return null;
  }
}

function readInline(content: readonly AdfNode[], sources: AdfSources): readonly Leaf[] {
  return linksAsImages(tidy(content.flatMap((node) => readInlineNode(node, sources))));
}

/** A paragraph that names the node; the name leads back to it. */
function placeholder(node: AdfNode, sources: AdfSources): Block {
  const name = textAttribute(node, 'extensionKey') || node.type;
  const excerpt = excerptOf(node, 60);
  const id = `${node.type}/${fingerprint(node)}`;
  sources.name(`node:${id}`, node);
  const label = excerpt === '' ? name : `${name}: ${excerpt}`;
  return { kind: 'paragraph', content: [{ kind: 'reference', scheme: 'node', id, label, marks: [], link: null }] };
}

function readItems(list: AdfNode, sources: AdfSources, depth: number): readonly Item[] {
  return contentOf(list).map((node): Item => {
    const source = sources.keep(node);
    const parts = node.type === 'listItem' ? contentOf(node) : [node];
    return { checked: null, source, blocks: readBlocks(parts, sources, depth + 1) };
  });
}

/** Lists below an item stand beside it in the list above. */
function readTasks(list: AdfNode, sources: AdfSources, depth: number): readonly Item[] {
  const items: Item[] = [];
  for (const node of contentOf(list)) {
    if (node.type === 'taskList') {
      const above = items.pop() ?? { checked: false, blocks: [{ kind: 'paragraph', content: [] }] };
      items.push({ ...above, blocks: [...above.blocks, ...readBlocks([node], sources, depth + 1)] });
      continue;
    }
    const source = sources.keep(node);
    const checked = attributesOf(node).state === 'DONE';
    if (node.type === 'taskItem') {
      const content = readInline(contentOf(node), sources);
      items.push({ checked, source, blocks: [{ kind: 'paragraph', content }] });
    } else {
      const parts = node.type === 'blockTaskItem' ? contentOf(node) : [node];
      items.push({ checked, source, blocks: readBlocks(parts, sources, depth + 1) });
    }
  }
  return items;
}

/** How a decision begins. */
export const decisionSign = '◇ ';

function readDecisions(list: AdfNode, sources: AdfSources): readonly Item[] {
  return contentOf(list).map((node) => {
    const content = tidy([textLeaf(decisionSign), ...readInline(contentOf(node), sources)]);
    return { checked: null, source: sources.keep(node), blocks: [{ kind: 'paragraph', content }] };
  });
}

/** Images, one a line; below them the caption. */
function readMedia(node: AdfNode, sources: AdfSources): Block | null {
  const lines: (readonly Leaf[])[] = [];
  for (const part of contentOf(node)) {
    if (part.type === 'caption') lines.push(readInline(contentOf(part), sources));
    else {
      const image = part.type === 'media' ? readMediaNode(part, sources) : null;
      if (image === null) return null;
      lines.push([image]);
    }
  }
  const content = lines.flatMap((line, at): readonly Leaf[] =>
    at === 0 ? line : [{ kind: 'break', marks: [], link: null }, ...line],
  );
  return content.length === 0 ? null : { kind: 'paragraph', content };
}

function readMediaNode(media: AdfNode, sources: AdfSources): Leaf | null {
  const [url, id] = [textAttribute(media, 'url'), textAttribute(media, 'id')];
  const src = url !== '' ? url : id === '' ? '' : `media:${encodeURIComponent(id.toWellFormed())}`;
  if (src === '') return null;
  const source = { at: sources.keep(media).at, isAtom: true };
  sources.name(src, media);
  const link = marksOf(media).find(({ type }) => type === 'link');
  const href = link === undefined ? '' : textAttribute(link, 'href');
  const alt = textAttribute(media, 'alt').replace(/\s+/g, ' ').trim();
  return { kind: 'image', src, alt, title: '', marks: [], link: href === '' ? null : { href, title: '' }, source };
}
