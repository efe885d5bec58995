import {
  type Alert,
  type Block,
  type Details,
  type Item,
  inStrong,
  type Leaf,
  type List,
  type Paragraph,
  type Quote,
  textLeaf,
  type Wrapper,
} from '../markdown/document.ts';
import { printBlock } from '../markdown/print.ts';
import type { AdfSources } from './adf-sources.ts';
import { type AdfNode, attributesOf, fingerprint } from './adf-wire.ts';
import { mayHold } from './allowed.ts';
import { decisionSign, panelAlerts } from './read-adf.ts';
import { writeInline } from './write-inline.ts';
import { isMedia, writeMedia } from './write-media.ts';
import { writeTable } from './write-table.ts';

/** The blocks as nodes that may stand in a node of that type. What was not edited is the node it was. */
export function writeBlocks(blocks: readonly Block[], parent: string, sources: AdfSources): readonly AdfNode[] {
  return blocks.flatMap((block) => {
    const source = sources.at(block.source?.at);
    if (source !== null && block.source?.isWhole) return [source];
    return writeBlock(block, { parent, sources, source });
  });
}

/** The same for nodes that may not be empty. */
function filled(blocks: readonly Block[], parent: string, sources: AdfSources): readonly AdfNode[] {
  const nodes = writeBlocks(blocks, parent, sources);
  const [first] = nodes;
  const isMissing = first === undefined || (parent === 'listItem' && /List$/.test(first.type));
  return isMissing ? [{ type: 'paragraph', content: [] }, ...nodes] : nodes;
}

interface Place {
  readonly parent: string;
  readonly sources: AdfSources;
  /** What the block was before it was edited. */
  readonly source: AdfNode | null;
}

function writeBlock(block: Block, place: Place): readonly AdfNode[] {
  const { parent, sources } = place;
  switch (block.kind) {
    case 'paragraph':
      return writeParagraph(block, place);
    case 'heading': {
      if (!mayHold(parent, 'heading')) return [paragraph(block.content.map(inStrong), sources)];
      const content = writeInline(block.content, sources);
      return [basedOn(place, { type: 'heading', attrs: { level: block.level }, content })];
    }
    case 'code': {
      const content = block.text === '' ? [] : [{ type: 'text', text: block.text }];
      const attrs = block.language === '' ? {} : { attrs: { language: block.language } };
      const node = basedOn(place, { type: 'codeBlock', ...attrs, content });
      if (block.language !== '' || node.attrs?.language === undefined) return [node];
      const { language: _, ...others } = node.attrs;
      return [{ ...node, attrs: others }];
    }
    case 'quote':
      return writeQuote(block, place);
    case 'list':
      return [writeList(block, place)];
    case 'table':
      if (mayHold(parent, 'table')) return [writeTable(block, place.source, sources)];
      return [{ type: 'codeBlock', content: [{ type: 'text', text: printBlock(block) }] }];
    case 'details':
      return writeDetails(block, place);
    case 'wrapper':
      return writeWrapper(block, place);
    case 'rule':
      return [
        mayHold(parent, 'rule') ? { type: 'rule' } : { type: 'paragraph', content: [{ type: 'text', text: '———' }] },
      ];
    case 'blank':
      return [];
  }
}

/** With the attributes and marks of what it was, if it is still of that type. */
function basedOn({ source }: Place, node: AdfNode): AdfNode {
  if (source?.type !== node.type) return node;
  const { content: _, ...old } = source;
  return {
    ...old,
    ...node,
    ...(source.attrs === undefined ? {} : { attrs: { ...attributesOf(source), ...node.attrs } }),
  };
}

function paragraph(content: readonly Leaf[], sources: AdfSources): AdfNode {
  return { type: 'paragraph', content: writeInline(content, sources) };
}

function writeParagraph(block: Paragraph, place: Place): readonly AdfNode[] {
  const { parent, sources } = place;
  const [first, ...others] = block.content;
  if (first?.kind === 'reference' && others.length === 0 && first.scheme === 'node') {
    const known = sources.named(`node:${first.id}`);
    if (known !== null && isBlock(known)) return [known];
  }
  const images = isMedia(block.content) && mayHold(parent, 'mediaSingle') ? writeMedia(block.content, place) : null;
  return images ?? [basedOn(place, paragraph(block.content, sources))];
}

function isBlock({ type }: AdfNode): boolean {
  return !/inline/i.test(type) && !['text', 'placeholder', 'mention', 'emoji', 'status', 'date'].includes(type);
}

const panelTypes: Readonly<Record<Alert, string>> = {
  NOTE: 'info',
  IMPORTANT: 'note',
  TIP: 'success',
  WARNING: 'warning',
  CAUTION: 'error',
};

/** A quotation where none may be is what it quotes. */
function writeQuote({ alert, blocks }: Quote, place: Place): readonly AdfNode[] {
  const { parent, sources, source } = place;
  const type = alert === null ? 'blockquote' : 'panel';
  if (!mayHold(parent, type)) return writeBlocks(blocks, parent, sources);
  const content = filled(blocks, type, sources);
  if (alert === null) return [basedOn(place, { type, content })];
  // Several kinds of panel look alike in Markdown.
  const old = source?.type === 'panel' ? attributesOf(source).panelType : undefined;
  const isSame = typeof old === 'string' && (panelAlerts[old] ?? 'NOTE') === alert;
  return [basedOn(place, { type, attrs: { panelType: isSame ? old : panelTypes[alert] }, content })];
}

function writeDetails({ summary, blocks }: Details, place: Place): readonly AdfNode[] {
  const { parent, sources } = place;
  const type = ['expand', 'nestedExpand'].find((name) => mayHold(parent, name));
  if (type !== undefined)
    return [basedOn(place, { type, attrs: { title: summary }, content: filled(blocks, type, sources) })];
  const title: AdfNode = { type: 'paragraph', content: [{ type: 'text', text: summary, marks: [{ type: 'strong' }] }] };
  return [...(summary === '' ? [] : [title]), ...writeBlocks(blocks, parent, sources)];
}

/** A wrapper that came from another service is what it wraps. */
function writeWrapper({ blocks }: Wrapper, place: Place): readonly AdfNode[] {
  const { parent, sources, source } = place;
  if (source === null || !mayHold(parent, source.type)) return writeBlocks(blocks, parent, sources);
  const inner = source.type === 'layoutSection' ? intoColumns(blocks) : blocks;
  return [basedOn(place, { type: source.type, content: filled(inner, source.type, sources) })];
}

/** What was written between two columns belongs to the one in front. */
function intoColumns(blocks: readonly Block[]): readonly Block[] {
  const columns: Wrapper[] = [];
  const loose: Block[] = [];
  for (const block of blocks) {
    const last = columns.at(-1);
    if (block.kind === 'wrapper' && block.source !== undefined) columns.push(block);
    else if (last === undefined) loose.push(block);
    else columns[columns.length - 1] = asPart({ ...last, blocks: [...last.blocks, block] });
  }
  const [first, ...others] = columns;
  if (first === undefined || loose.length === 0) return columns;
  return [asPart({ ...first, blocks: [...loose, ...first.blocks] }), ...others];
}

/** Not untouched any more, although all that was in it is. */
function asPart(wrapper: Wrapper): Wrapper {
  if (!wrapper.source?.isWhole) return wrapper;
  const blocks = wrapper.blocks.map((block) =>
    block.source === undefined ? block : { ...block, source: { ...block.source, isWhole: true } },
  );
  return { ...wrapper, source: { ...wrapper.source, isWhole: false }, blocks };
}

function writeList(list: List, place: Place): AdfNode {
  const { parent } = place;
  if (!list.ordered && mayHold(parent, 'taskList') && list.items.every(isTask)) return writeTasks(list, place);
  if (!list.ordered && mayHold(parent, 'decisionList') && list.items.every(isDecision))
    return writeDecisions(list, place);
  const content = list.items.map((item) => writeItem(item, place.sources));
  if (!list.ordered) return basedOn(place, { type: 'bulletList', content });
  const attrs = list.start === 1 && place.source?.attrs?.order === undefined ? {} : { attrs: { order: list.start } };
  return basedOn(place, { type: 'orderedList', ...attrs, content });
}

function writeItem(item: Item, sources: AdfSources): AdfNode {
  const source = sources.at(item.source?.at);
  if (source?.type === 'listItem' && item.source?.isWhole) return source;
  const blocks = item.checked === null ? item.blocks : withBox(item.checked, item.blocks);
  const content = filled(blocks, 'listItem', sources);
  return basedOn({ parent: 'list', sources, source }, { type: 'listItem', content });
}

/** A check box among items that have none is text. It reads as one again. */
function withBox(checked: boolean, blocks: readonly Block[]): readonly Block[] {
  const [first, ...others] = blocks;
  const isAlone = first?.kind !== 'paragraph' || first.content.length === 0;
  const box = textLeaf(`${checked ? '[x]' : '[ ]'}${isAlone ? '' : ' '}`);
  if (first?.kind !== 'paragraph') return [{ kind: 'paragraph', content: [box] }, ...blocks];
  return [{ kind: 'paragraph', content: [box, ...first.content] }, ...others];
}

function isTask({ checked, blocks }: Item): boolean {
  const [first, ...others] = blocks;
  if (checked === null || (first !== undefined && (first.kind !== 'paragraph' || isMedia(first.content)))) return false;
  return others.every((block) => block.kind === 'list' && !block.ordered && block.items.every(isTask));
}

function writeTasks(list: List, place: Place): AdfNode {
  const { sources } = place;
  const content = list.items.flatMap((item): readonly AdfNode[] => {
    const [first, ...below] = item.blocks;
    const source = sources.at(item.source?.at);
    const isSame = item.source?.isWhole === true && source !== null && source.type !== 'listItem';
    const inline = first?.kind === 'paragraph' ? writeInline(first.content, sources) : [];
    const attrs = { localId: '', state: item.checked === true ? 'DONE' : 'TODO' };
    const node = isSame ? source : withLocalId({ type: 'taskItem', attrs, content: inline }, source, sources);
    return [node, ...writeBlocks(below, 'taskList', sources)];
  });
  return withLocalId({ type: 'taskList', attrs: { localId: '' }, content }, place.source, sources);
}

function isDecision({ checked, blocks }: Item): boolean {
  const [first, ...others] = blocks;
  if (checked !== null || others.length > 0 || first?.kind !== 'paragraph') return false;
  const [text] = first.content;
  return text?.kind === 'text' && text.marks.length === 0 && text.text.startsWith(decisionSign);
}

function writeDecisions(list: List, place: Place): AdfNode {
  const { sources } = place;
  const content = list.items.map((item) => {
    const source = sources.at(item.source?.at);
    if (source?.type === 'decisionItem' && item.source?.isWhole) return source;
    const [first] = item.blocks;
    const leaves = first?.kind === 'paragraph' ? first.content : [];
    const words = leaves.map((leaf, at) =>
      at === 0 && leaf.kind === 'text' ? { ...leaf, text: leaf.text.slice(decisionSign.length) } : leaf,
    );
    const node = {
      type: 'decisionItem',
      attrs: { localId: '', state: 'DECIDED' },
      content: writeInline(words, sources),
    };
    return withLocalId(node, source, sources);
  });
  return withLocalId({ type: 'decisionList', attrs: { localId: '' }, content }, place.source, sources);
}

/** Tasks and decisions must have a name within the document. The same text gives the same one: nothing here is random. */
function withLocalId(node: AdfNode, source: AdfNode | null, sources: AdfSources): AdfNode {
  const based = basedOn({ parent: '', sources, source }, node);
  const old = source?.type === node.type ? attributesOf(source).localId : undefined;
  const localId = typeof old === 'string' ? old : sources.unusedName(fingerprint(node));
  return { ...based, attrs: { ...attributesOf(source?.type === node.type ? source : node), ...node.attrs, localId } };
}
