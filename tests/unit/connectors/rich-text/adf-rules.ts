import type { AdfDocument, AdfNode } from '../../../../src-main/connectors/rich-text/adf/adf-wire.ts';

/**
 * The rules of the JSON schema of ADF (@atlaskit/adf-schema 57, json-schema/v1/full.json) for the nodes that the
 * converter makes by itself, written down anew: the package would bring ProseMirror and Atlassian's flags along.
 */
const inline = [
  'text',
  'hardBreak',
  'mention',
  'emoji',
  'status',
  'date',
  'inlineCard',
  'mediaInline',
  'inlineExtension',
];
const textual = ['paragraph', 'bulletList', 'orderedList', 'codeBlock', 'mediaSingle', 'mediaGroup', 'extension'];
const panel = [...textual, 'heading', 'blockCard', 'taskList', 'rule', 'decisionList'];
const nestedExpand = [...textual, 'heading', 'taskList', 'decisionList', 'rule', 'panel', 'blockquote'];
const cell = [...nestedExpand, 'blockCard', 'embedCard', 'nestedExpand'];
const body = [...nestedExpand, 'blockCard', 'embedCard', 'table'];
const column = [...body, 'expand', 'bodiedExtension'];

interface Rule {
  readonly content?: readonly string[];
  readonly isFilled?: boolean;
  readonly attrs?: readonly string[];
  readonly mayHave?: readonly string[];
}

const rules: Readonly<Record<string, Rule>> = {
  doc: { content: [...column, 'layoutSection', 'bodiedSyncBlock', 'syncBlock'] },
  paragraph: { content: inline },
  heading: { content: inline, attrs: ['level'] },
  codeBlock: { content: ['text'], mayHave: ['language', 'uniqueId', 'localId', 'wrap', 'hideLineNumbers'] },
  blockquote: { content: textual, isFilled: true },
  panel: { content: panel, isFilled: true, attrs: ['panelType'] },
  bulletList: { content: ['listItem'], isFilled: true },
  orderedList: { content: ['listItem'], isFilled: true, mayHave: ['order', 'localId'] },
  listItem: { content: [...textual.filter((type) => type !== 'mediaGroup'), 'taskList'], isFilled: true },
  taskList: { content: ['taskItem', 'taskList', 'blockTaskItem'], isFilled: true, attrs: ['localId'] },
  taskItem: { content: inline, attrs: ['localId', 'state'] },
  decisionList: { content: ['decisionItem'], isFilled: true, attrs: ['localId'] },
  decisionItem: { content: inline, attrs: ['localId', 'state'] },
  table: {
    content: ['tableRow'],
    isFilled: true,
    mayHave: ['layout', 'localId', 'width', 'displayMode', 'isNumberColumnEnabled'],
  },
  tableRow: { content: ['tableCell', 'tableHeader'], mayHave: ['localId'] },
  tableCell: {
    content: cell,
    isFilled: true,
    mayHave: ['colspan', 'rowspan', 'colwidth', 'background', 'localId', 'valign'],
  },
  tableHeader: {
    content: cell,
    isFilled: true,
    mayHave: ['colspan', 'rowspan', 'colwidth', 'background', 'localId', 'valign'],
  },
  expand: { content: [...body, 'nestedExpand'], isFilled: true, mayHave: ['title', 'localId'] },
  nestedExpand: { content: nestedExpand, isFilled: true, attrs: ['title'] },
  layoutSection: { content: ['layoutColumn'] },
  layoutColumn: { content: column, isFilled: true, attrs: ['width'] },
  bodiedExtension: { content: body, isFilled: true, attrs: ['extensionKey', 'extensionType'] },
  mediaSingle: { content: ['media', 'caption'], isFilled: true, attrs: ['layout'] },
  mediaGroup: { content: ['media'], isFilled: true },
  media: { attrs: ['type'] },
  caption: { content: inline },
  rule: {},
  text: {},
  hardBreak: {},
  mention: { attrs: ['id'] },
  status: { attrs: ['text', 'color'] },
  date: { attrs: ['timestamp'] },
  emoji: { attrs: ['shortName'] },
  inlineCard: {},
  blockCard: {},
  extension: {},
  inlineExtension: {},
  mediaInline: { attrs: ['id', 'collection'] },
};

const textMarks = [
  'link',
  'em',
  'strong',
  'strike',
  'subsup',
  'underline',
  'textColor',
  'annotation',
  'backgroundColor',
];

/** What Jira would refuse, as sentences. */
export function faultsOf(document: AdfDocument | null): readonly string[] {
  return document === null ? [] : faults(document, 'doc');
}

function faults(node: AdfNode | AdfDocument, path: string): readonly string[] {
  const rule = rules[node.type];
  if (rule === undefined) return [`${path}: no such node`];
  const found: string[] = [];
  const content = node.content ?? [];
  const attrs: Readonly<Record<string, unknown>> = 'attrs' in node ? (node.attrs ?? {}) : {};
  if (rule.isFilled && content.length === 0) found.push(`${path}: may not be empty`);
  if (rule.content === undefined && 'content' in node) found.push(`${path}: has no content`);
  for (const name of rule.attrs ?? []) {
    if (attrs[name] === undefined || attrs[name] === '') if (name !== 'title') found.push(`${path}: lacks ${name}`);
  }
  if (rule.mayHave !== undefined) {
    for (const name of Object.keys(attrs)) if (!rule.mayHave.includes(name)) found.push(`${path}: has ${name}`);
  }
  if (node.type === 'heading' && ![1, 2, 3, 4, 5, 6].includes(Number(attrs.level))) found.push(`${path}: level`);
  if (node.type === 'text') found.push(...textFaults(node, path));
  else if ('marks' in node && !/^table(?:Cell|Header) > paragraph$/.test(path.split(' > ').slice(-2).join(' > ')))
    found.push(`${path}: has marks`);
  if (node.type === 'listItem' && /List$/.test(content[0]?.type ?? '')) found.push(`${path}: begins with a list`);
  for (const child of content) {
    const name = `${path} > ${child.type}`;
    if (rule.content?.includes(child.type) === false) found.push(`${name}: may not stand there`);
    if (node.type === 'codeBlock' && child.marks !== undefined) found.push(`${name}: has marks`);
    found.push(...faults(child, name));
  }
  return found;
}

function textFaults(node: AdfNode, path: string): readonly string[] {
  const types = (node.marks ?? []).map(({ type }) => type);
  const isCode = types.includes('code');
  const found = types.filter((type) => !(isCode ? ['code', 'link', 'annotation'] : textMarks).includes(type));
  const links = (node.marks ?? []).filter(({ type }) => type === 'link');
  return [
    ...(node.text === undefined || node.text === '' ? [`${path}: no text`] : []),
    ...(new Set(types).size === types.length ? [] : [`${path}: a mark twice`]),
    ...found.map((type) => `${path}: mark ${type}`),
    ...links.filter((link) => typeof link.attrs?.href !== 'string').map(() => `${path}: link to nowhere`),
  ];
}
