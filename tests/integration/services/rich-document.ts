/** A node of the Atlassian Document Format. */
export interface AdfNode {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly AdfNode[];
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[];
}

export const text = (words: string): AdfNode => ({ type: 'text', text: words });
const line = (...content: readonly AdfNode[]): AdfNode => ({ type: 'paragraph', content });
const cell = (type: string, words: string): AdfNode => ({
  type,
  attrs: { colwidth: [180] },
  content: [line(text(words))],
});

/** The block that the test edits. */
export const paragraph = line(text('One paragraph to be edited.'));

/** What people put into Jira, and Markdown has no words for: identities, widths, colours, files. */
export const richDocument: { readonly type: 'doc'; readonly version: 1; readonly content: readonly AdfNode[] } = {
  type: 'doc',
  version: 1,
  content: [
    { type: 'heading', attrs: { level: 2 }, content: [text('Checkout')] },
    {
      type: 'panel',
      attrs: { panelType: 'warning' },
      content: [
        line(text('Careful: '), { ...text('production'), marks: [{ type: 'textColor', attrs: { color: '#ff5630' } }] }),
      ],
    },
    paragraph,
    line(
      { type: 'mention', attrs: { id: '712020:0000000f-4a5e', text: '@Team Lead', accessLevel: '', localId: 'm-1' } },
      text(' decides until '),
      { type: 'date', attrs: { timestamp: '1798675200000' } },
      text(', see '),
      { type: 'inlineCard', attrs: { url: 'https://example.org/plan' } },
    ),
    {
      type: 'table',
      attrs: { isNumberColumnEnabled: true, layout: 'wide', localId: 't-1', width: 960 },
      content: [
        { type: 'tableRow', content: [cell('tableHeader', 'Step'), cell('tableHeader', 'Who')] },
        { type: 'tableRow', content: [cell('tableCell', 'Pay | twice'), cell('tableCell', 'Tester')] },
      ],
    },
    {
      type: 'mediaSingle',
      attrs: { layout: 'center', width: 66.67, widthType: 'percentage' },
      content: [
        {
          type: 'media',
          attrs: { id: '6e7c7f2c-dd7a-499c-bceb-6f32bfbf30b5', type: 'file', collection: '', width: 640, height: 480 },
        },
      ],
    },
    {
      type: 'taskList',
      attrs: { localId: 'list-1' },
      content: [
        { type: 'taskItem', attrs: { localId: 'item-1', state: 'DONE' }, content: [text('Write it')] },
        { type: 'taskItem', attrs: { localId: 'item-2', state: 'TODO' }, content: [text('Test it')] },
      ],
    },
    {
      type: 'expand',
      attrs: { title: 'More' },
      content: [
        line({ type: 'status', attrs: { text: 'BLOCKED', color: 'red', localId: 's-1', style: '' } }, text(' for now')),
      ],
    },
    { type: 'codeBlock', attrs: { language: 'ts' }, content: [text('const a = "`x`";\n\n  // end')] },
    { type: 'rule' },
    line(text('The end'), { type: 'hardBreak' }, text('of it'), {
      type: 'emoji',
      attrs: { shortName: ':tada:', id: '1f389', text: '🎉' },
    }),
  ],
};
