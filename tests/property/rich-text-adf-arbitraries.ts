import fc from 'fast-check';
import type { AdfDocument, AdfMark, AdfNode } from '../../src-main/connectors/rich-text/adf/adf-wire.ts';

/** Documents as the editor makes them, with everything that Markdown has no word for. */
const words = fc.constantFrom(
  ...['plain', 'a_b_c', '2 * 3', 'x < y', '# no heading', '- no item', '1. no item', '> no quote', '[a](b)', '`tick`'],
  ...[
    '**',
    '_x_',
    '~~',
    '<u>',
    '&amp;',
    '\\',
    'C:\\dir\\',
    'a | b',
    'https://example.org/a_b',
    'wow!',
    '[ ] box',
    '[x]',
  ],
  ...[
    '日本',
    '🙂',
    'é',
    'two  spaces',
    ' lead',
    'trail ',
    '---',
    '===',
    '| --- |',
    '<details>',
    '<!-- begin x -->',
    '!',
  ],
  ...['line\nfeed', '◇ sign', '[!NOTE]', '~5', '@Ana'],
);
const colour = fc.constantFrom('#ff0000', '#00875a');

const plainMark: fc.Arbitrary<AdfMark> = fc.oneof(
  fc.constantFrom<AdfMark>({ type: 'strong' }, { type: 'em' }, { type: 'strike' }, { type: 'underline' }),
  fc.constantFrom('sub', 'sup').map((type) => ({ type: 'subsup', attrs: { type } })),
  fc
    .constantFrom('https://example.org/', 'https://example.org/a b', 'mailto:a@example.org', 'x(y')
    .map((href) => ({ type: 'link', attrs: { href } })),
  colour.map((color) => ({ type: 'textColor', attrs: { color } })),
  fc.constant({ type: 'annotation', attrs: { annotationType: 'inlineComment', id: 'c1' } }),
);

function unique(marks: readonly AdfMark[]): readonly AdfMark[] {
  return marks.filter((mark, at) => marks.findIndex(({ type }) => type === mark.type) === at);
}

const text: fc.Arbitrary<AdfNode> = fc.oneof(
  { weight: 3, arbitrary: words.map((value) => ({ type: 'text', text: value })) },
  fc
    .tuple(words, fc.array(plainMark, { minLength: 1, maxLength: 3 }))
    .map(([value, marks]) => ({ type: 'text', text: value, marks: unique(marks) })),
  words.map((value) => ({ type: 'text', text: value, marks: [{ type: 'code' }] })),
);

const atom: fc.Arbitrary<AdfNode> = fc.oneof(
  fc
    .constantFrom('557058:ab-cd', '5b10ac8d82e05b22cc7d4ef5', 'we(ird) id')
    .map((id) => ({ type: 'mention', attrs: { id, text: '@Ana [Admin]', accessLevel: 'CONTAINER', localId: 'm1' } })),
  fc.constantFrom('😄', ':team-logo:').map((value) => ({
    type: 'emoji',
    attrs: { shortName: ':x:', id: 'e1', text: value },
  })),
  colour.map(() => ({ type: 'status', attrs: { text: 'In *progress*', color: 'blue', localId: 's1', style: '' } })),
  fc.constant({ type: 'date', attrs: { timestamp: '1704067200000' } }),
  fc.constant({ type: 'hardBreak' }),
  fc.constant({ type: 'inlineCard', attrs: { url: 'https://example.org/browse/A-1' } }),
  fc.constant({ type: 'mediaInline', attrs: { id: 'f1', collection: 'c', type: 'file' } }),
  fc.constant({ type: 'inlineExtension', attrs: { extensionKey: 'k', extensionType: 't', parameters: { a: [1] } } }),
);

export const inline = fc.array(fc.oneof({ weight: 3, arbitrary: text }, atom), { maxLength: 5 });

const paragraph: fc.Arbitrary<AdfNode> = inline.map((content) => ({ type: 'paragraph', content }));
const code: fc.Arbitrary<AdfNode> = fc
  .tuple(fc.constantFrom('a = 1', '```\nfence\n```', '', '\n\nblank lines\n', '~~~'), fc.constantFrom('', 'js', 'c++'))
  .map(([value, language]) => ({
    type: 'codeBlock',
    attrs: language === '' ? {} : { language },
    content: value === '' ? [] : [{ type: 'text', text: value }],
  }));
const media: fc.Arbitrary<AdfNode> = fc.oneof(
  fc.constant({ type: 'media', attrs: { type: 'file', id: 'f-1', collection: 'c', alt: 'a shot.png', width: 10 } }),
  fc.constant({ type: 'media', attrs: { type: 'external', url: 'https://example.org/i.png' } }),
);
const figure: fc.Arbitrary<AdfNode> = fc.oneof(
  media.map((node) => ({ type: 'mediaSingle', attrs: { layout: 'wide' }, content: [node] })),
  fc.array(media, { minLength: 1, maxLength: 3 }).map((content) => ({ type: 'mediaGroup', content })),
);

function listOf(item: fc.Arbitrary<AdfNode>): fc.Arbitrary<AdfNode> {
  return fc
    .tuple(fc.constantFrom('bulletList', 'orderedList'), fc.array(item, { minLength: 1, maxLength: 3 }))
    .map(([type, content]) => ({ type, content }));
}

function itemWith(second: fc.Arbitrary<AdfNode>): fc.Arbitrary<AdfNode> {
  return fc
    .tuple(paragraph, fc.option(second, { nil: null }))
    .map(([first, below]) => ({ type: 'listItem', content: below === null ? [first] : [first, below] }));
}

const innermost = listOf(itemWith(code));
const list = listOf(itemWith(fc.oneof(code, innermost, listOf(itemWith(innermost)))));

const tasks: fc.Arbitrary<AdfNode> = fc
  .array(fc.tuple(inline, fc.constantFrom('TODO', 'DONE')), { minLength: 1, maxLength: 3 })
  .map((items) => ({
    type: 'taskList',
    attrs: { localId: 'list' },
    content: items.map(([content, state], at) => ({ type: 'taskItem', attrs: { localId: `t${at}`, state }, content })),
  }));
const decisions: fc.Arbitrary<AdfNode> = inline.map((content) => ({
  type: 'decisionList',
  attrs: { localId: 'd' },
  content: [{ type: 'decisionItem', attrs: { localId: 'd1', state: 'DECIDED' }, content }],
}));

const cell: fc.Arbitrary<AdfNode> = fc
  .tuple(
    fc.constantFrom('tableCell', 'tableHeader'),
    fc.array(fc.oneof(paragraph, list), { minLength: 1, maxLength: 2 }),
  )
  .map(([type, content]) => ({ type, attrs: { background: '#eee' }, content }));
const plainTable: fc.Arbitrary<AdfNode> = fc.integer({ min: 1, max: 3 }).chain((width) =>
  fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 3 }).map((rows) => ({
    type: 'table',
    attrs: { layout: 'wide', localId: 'table' },
    content: rows.map((content) => ({ type: 'tableRow', content })),
  })),
);
const spanTable: fc.Arbitrary<AdfNode> = fc.tuple(cell, cell, cell).map(([wide, tall, last]) => ({
  type: 'table',
  content: [
    { type: 'tableRow', content: [{ ...wide, attrs: { colspan: 2 } }] },
    { type: 'tableRow', content: [{ ...tall, attrs: { rowspan: 2 } }, last] },
    { type: 'tableRow', content: [last] },
  ],
}));

const panel: fc.Arbitrary<AdfNode> = fc
  .tuple(
    fc.constantFrom('info', 'note', 'tip', 'success', 'warning', 'error', 'custom'),
    fc.array(fc.oneof(paragraph, list, code), { minLength: 1, maxLength: 3 }),
  )
  .map(([panelType, content]) => ({ type: 'panel', attrs: { panelType, panelColor: '#123456' }, content }));

const leafBlock = fc.oneof(
  { weight: 4, arbitrary: paragraph },
  fc
    .tuple(inline, fc.integer({ min: 1, max: 6 }))
    .map(([content, level]) => ({ type: 'heading', attrs: { level }, content })),
  code,
  list,
  tasks,
  fc.constant<AdfNode>({ type: 'rule' }),
);

const block: fc.Arbitrary<AdfNode> = fc.oneof(
  { weight: 6, arbitrary: leafBlock },
  decisions,
  plainTable,
  spanTable,
  panel,
  figure,
  fc
    .array(fc.oneof(paragraph, list), { minLength: 1, maxLength: 2 })
    .map((content) => ({ type: 'blockquote', content })),
  fc
    .tuple(words, fc.array(leafBlock, { minLength: 1, maxLength: 2 }))
    .map(([title, content]) => ({ type: 'expand', attrs: { title }, content })),
  fc.array(leafBlock, { minLength: 1, maxLength: 2 }).map((content) => ({
    type: 'layoutSection',
    content: [
      { type: 'layoutColumn', attrs: { width: 50 }, content },
      { type: 'layoutColumn', attrs: { width: 50 }, content: [{ type: 'paragraph' }] },
    ],
  })),
  fc.constant({ type: 'extension', attrs: { extensionKey: 'toc', extensionType: 'com.example', layout: 'default' } }),
  leafBlock.map((node) => ({
    type: 'bodiedExtension',
    attrs: { extensionKey: 'box', extensionType: 'com.example' },
    content: [node],
  })),
  fc.constant({ type: 'blockCard', attrs: { url: 'https://example.org/browse/A-2' } }),
  inline.map((content) => ({ type: 'fromTheFuture', attrs: { depth: 1 }, content })),
);

export const adfBlocks: fc.Arbitrary<readonly AdfNode[]> = fc.array(block, { minLength: 1, maxLength: 6 });

export function documentOf(content: readonly AdfNode[]): AdfDocument {
  return { type: 'doc', version: 1, content };
}

/** Between paragraphs that are all different, so that each block can be told from the others. */
export function spaced(blocks: readonly AdfNode[]): AdfDocument {
  return documentOf(
    blocks.flatMap((node, at) => [{ type: 'paragraph', content: [{ type: 'text', text: `Part ${at}` }] }, node]),
  );
}
