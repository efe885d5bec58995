import {
  type Leaf,
  type Marked,
  type MarkKind,
  markKinds,
  type Reference,
  textLeaf,
  unmarked,
} from '../markdown/document.ts';
import type { AdfSources } from './adf-sources.ts';
import {
  type AdfMark,
  type AdfNode,
  attributesOf,
  excerptOf,
  fingerprint,
  marksOf,
  textAttribute,
} from './adf-wire.ts';

export function readInlineNode(node: AdfNode, sources: AdfSources): readonly Leaf[] {
  switch (node.type) {
    case 'text':
      return typeof node.text === 'string' ? readText(node, node.text, sources) : [placeholder(node, sources)];
    case 'hardBreak':
      return [{ kind: 'break', ...unmarked }];
    case 'mention': {
      const id = textAttribute(node, 'id');
      if (id === '') return [placeholder(node, sources)];
      const name = textAttribute(node, 'text') || id;
      return [reference(node, { scheme: 'mention', id, label: name.startsWith('@') ? name : `@${name}` }, sources)];
    }
    case 'emoji': {
      const text = textAttribute(node, 'text') || textAttribute(node, 'shortName');
      if (text === '') return [placeholder(node, sources)];
      return [textLeaf(oneLine(text), { ...unmarked, source: { at: sources.keep(node).at, isAtom: true } })];
    }
    case 'status': {
      const [label, id] = [textAttribute(node, 'text'), textAttribute(node, 'color')];
      if (label.trim() === '' || id === '') return [placeholder(node, sources)];
      return [reference(node, { scheme: 'status', id, label }, sources)];
    }
    case 'date': {
      const id = textAttribute(node, 'timestamp');
      return [
        id === '' ? placeholder(node, sources) : reference(node, { scheme: 'date', id, label: dayOf(id) }, sources),
      ];
    }
    case 'inlineCard': {
      const href = textAttribute(node, 'url');
      if (href.trim() === '') return [placeholder(node, sources)];
      const source = { at: sources.keep(node).at, isAtom: true };
      return [textLeaf(href, { marks: [], link: { href, title: '' }, source })];
    }
    default:
      return [placeholder(node, sources)];
  }
}

function placeholder(node: AdfNode, sources: AdfSources): Leaf {
  const label = textAttribute(node, 'alt') || excerptOf(node, 40) || textAttribute(node, 'extensionKey') || node.type;
  return reference(node, { scheme: 'node', id: `${node.type}/${fingerprint(node)}`, label }, sources);
}

function reference(node: AdfNode, said: Pick<Reference, 'scheme' | 'id' | 'label'>, sources: AdfSources): Leaf {
  const label = oneLine(said.label).trim();
  sources.name(`${said.scheme}:${said.id}`, node);
  return { kind: 'reference', ...said, label, ...unmarked, source: { at: sources.keep(node).at, isAtom: true } };
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

/** Midnight UTC of a day, in milliseconds, is what the editor writes. */
function dayOf(timestamp: string): string {
  const day = new Date(Number(timestamp));
  return Number.isNaN(day.getTime()) ? timestamp : day.toISOString().slice(0, 10);
}

function readText(node: AdfNode, text: string, sources: AdfSources): readonly Leaf[] {
  const marks = marksOf(node);
  const isCode = marks.some(({ type }) => type === 'code');
  const link = marks.find(({ type }) => type === 'link');
  const href = link === undefined ? '' : textAttribute(link, 'href');
  const isHiding = marks.some((mark) => isHidden(mark));
  const marked: Marked = {
    marks: markKinds.filter((kind) => marks.some((mark) => markOf(mark) === kind)),
    link: link === undefined || href === '' ? null : { href, title: textAttribute(link, 'title') },
    ...(isHiding ? { source: { at: sources.keep(node).at, isAtom: false } } : {}),
  };
  return text.split(/\r\n?|\n/).flatMap((line, at): readonly Leaf[] => {
    const leaf: Leaf = isCode ? { kind: 'code', text: line, ...marked } : textLeaf(line, marked);
    return at === 0 ? [leaf] : [{ kind: 'break', ...marked }, leaf];
  });
}

export function markOf(mark: AdfMark): MarkKind | null {
  switch (mark.type) {
    case 'strong':
    case 'em':
    case 'underline':
      return mark.type;
    case 'strike':
      return 'del';
    case 'subsup':
      return attributesOf(mark).type === 'sub' ? 'sub' : 'sup';
    default:
      return null;
  }
}

/** Markdown cannot say it: a colour, a comment in the margin, whatever comes one day. */
export function isHidden(mark: AdfMark): boolean {
  if (mark.type === 'link') return Object.keys(attributesOf(mark)).some((name) => name !== 'href' && name !== 'title');
  return mark.type !== 'code' && markOf(mark) === null;
}
