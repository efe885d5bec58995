import { type Leaf, type Marked, type MarkKind, markKinds, unmarked } from '../markdown/document.ts';
import type { HtmlSources } from './html-sources.ts';
import { type HtmlElement, type HtmlNode, textOf } from './html-tree.ts';

const markNames: Readonly<Record<string, MarkKind>> = {
  strong: 'strong',
  b: 'strong',
  em: 'em',
  i: 'em',
  u: 'underline',
  s: 'del',
  sub: 'sub',
  sup: 'sup',
};

/** New lines are breaks: Asana has neither `<p>` nor `<br>`. */
export function readInlineNodes(
  nodes: readonly HtmlNode[],
  sources: HtmlSources,
  marked: Marked = unmarked,
): readonly Leaf[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'text') return textLeaves(node.text, 'text', marked);
    const mark = markNames[node.name];
    if (mark === undefined) return readElement(node, sources, marked);
    const marks = markKinds.filter((kind) => kind === mark || marked.marks.includes(kind));
    return readInlineNodes(node.children, sources, { ...marked, marks });
  });
}

function textLeaves(text: string, kind: 'text' | 'code', marked: Marked): readonly Leaf[] {
  return text.split(/\r\n?|\n/).flatMap((line, at): readonly Leaf[] => {
    const leaf: Leaf = { kind, text: line, ...marked };
    return at === 0 ? [leaf] : [{ kind: 'break', ...marked }, leaf];
  });
}

function readElement(element: HtmlElement, sources: HtmlSources, marked: Marked): readonly Leaf[] {
  switch (element.name) {
    case 'code':
      return textLeaves(textOf(element.children), 'code', marked);
    case 'br':
      return [{ kind: 'break', ...marked }];
    case 'a':
      return readLink(element, sources, marked);
    case 'img': {
      const gid = element.attributes.get('data-asana-gid') ?? element.attributes.get('data-gid') ?? '';
      if (gid === '') return [placeholder(element, sources)];
      sources.name(`media:${gid}`, element);
      const alt = nameOf(element.attributes.get('alt') ?? '');
      return [{ kind: 'image', src: `media:${gid}`, alt, title: '', ...unmarked, source: atom(element, sources) }];
    }
    case 'body':
    case 'p':
    case 'div':
    case 'span':
    case 'li':
    case 'td':
      if (element.attributes.size === 0) return readInlineNodes(element.children, sources, marked);
      return [placeholder(element, sources)];
    default:
      return [placeholder(element, sources)];
  }
}

function atom(element: HtmlElement, sources: HtmlSources): Leaf['source'] & object {
  return { at: sources.keep(element).at, isAtom: true };
}

/** Asana's text for an image may be an address that is different at each reading; its file name is not. */
function nameOf(alt: string): string {
  const text = alt.replace(/\s+/g, ' ').trim();
  return /^https?:\/\//.test(text) ? (/([^/?#]+)(?:[?#]|$)/.exec(text)?.[1] ?? 'image') : text;
}

/** A person is a mention. A task or a project is a link that leads to it, with more behind it. */
function readLink(element: HtmlElement, sources: HtmlSources, marked: Marked): readonly Leaf[] {
  const gid = element.attributes.get('data-asana-gid') ?? '';
  const href = element.attributes.get('href') ?? '';
  const label = textOf(element.children).replace(/\s+/g, ' ').trim();
  const isPerson = element.attributes.get('data-asana-type') === 'user' || label.startsWith('@') || href === '';
  if (gid !== '' && isPerson) {
    const name = label === '' ? gid : label;
    sources.name(`mention:${gid}`, element);
    const source = atom(element, sources);
    return [
      {
        kind: 'reference',
        scheme: 'mention',
        id: gid,
        label: name.startsWith('@') ? name : `@${name}`,
        ...unmarked,
        source,
      },
    ];
  }
  const link = href === '' ? null : { href, title: '' };
  if (gid !== '')
    return [
      { kind: 'text', text: label === '' ? href : label, marks: marked.marks, link, source: atom(element, sources) },
    ];
  return readInlineNodes(element.children, sources, { ...marked, link });
}

/** Whatever comes one day. */
function placeholder(element: HtmlElement, sources: HtmlSources): Leaf {
  const text = textOf(element.children).replace(/\s+/g, ' ').trim().slice(0, 60).toWellFormed();
  const id = `${element.name}/${element.attributes.get('data-asana-gid') ?? `${element.to - element.from}`}`;
  sources.name(`node:${id}`, element);
  const source = atom(element, sources);
  return { kind: 'reference', scheme: 'node', id, label: text === '' ? element.name : text, ...unmarked, source };
}
