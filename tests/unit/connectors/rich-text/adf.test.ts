import { describe, expect, it } from 'vitest';
import type { AdfDocument, AdfMark, AdfNode } from '../../../../src-main/connectors/rich-text/adf/adf-wire.ts';
import { adfToMarkdown, markdownToAdf } from '../../../../src-main/connectors/rich-text/adf/convert.ts';
import { faultsOf } from './adf-rules.ts';

const text = (words: string, ...marks: AdfMark[]): AdfNode =>
  marks.length === 0 ? { type: 'text', text: words } : { type: 'text', text: words, marks };
const paragraph = (...content: AdfNode[]): AdfNode => ({ type: 'paragraph', content });
const doc = (...content: AdfNode[]): AdfDocument => ({ type: 'doc', version: 1, content });
const red: AdfMark = { type: 'textColor', attrs: { color: '#ff0000' } };
const ana: AdfNode = {
  type: 'mention',
  attrs: { id: '557058:ab-cd', text: '@Ana Admin', accessLevel: '', localId: 'm' },
};
const cell = (words: string, attrs: Readonly<Record<string, unknown>> = {}): AdfNode => ({
  type: 'tableCell',
  attrs,
  content: [paragraph(text(words))],
});

describe('ADF shown as Markdown', () => {
  it.each<[string, AdfNode, string]>([
    ['a person', paragraph(ana), '[@Ana Admin](mention:557058:ab-cd)'],
    [
      'a status',
      paragraph({ type: 'status', attrs: { text: 'IN PROGRESS', color: 'blue' } }),
      '[IN PROGRESS](status:blue)',
    ],
    ['a date', paragraph({ type: 'date', attrs: { timestamp: '1704067200000' } }), '[2024-01-01](date:1704067200000)'],
    ['an emoji', paragraph({ type: 'emoji', attrs: { shortName: ':smile:', text: '😄' } }), '😄'],
    ['a card', paragraph({ type: 'inlineCard', attrs: { url: 'https://example.org/A-1' } }), 'https://example.org/A-1'],
    [
      'a panel',
      { type: 'panel', attrs: { panelType: 'error' }, content: [paragraph(text('Mind!'))] },
      '> [!CAUTION]\n> Mind!',
    ],
    [
      'a folded part',
      { type: 'expand', attrs: { title: 'A < B' }, content: [paragraph(text('x'))] },
      '<details><summary>A &lt; B</summary>\n\nx\n\n</details>',
    ],
    ['tags that are words', paragraph(text('use <b> & &amp;')), 'use \\<b> & \\&amp;'],
    [
      'marks within words',
      paragraph(text('un', { type: 'strong' }), text('do: '), text('-x-', { type: 'em' })),
      '**un**do: _-x-_',
    ],
    ['marks that Markdown cannot place', paragraph(text('a:', { type: 'strong' }), text('b')), '<strong>a:</strong>b'],
    ['empty lines', paragraph(text('a'), { type: 'hardBreak' }, { type: 'hardBreak' }, text('b')), 'a\n\\\nb'],
    [
      'an image',
      {
        type: 'mediaSingle',
        attrs: { layout: 'center' },
        content: [{ type: 'media', attrs: { type: 'file', id: 'f/1', collection: 'c', alt: 'plan' } }],
      },
      '![plan](media:f%2F1)',
    ],
  ])('%s', (_, node, markdown) => {
    expect(adfToMarkdown(doc(node))).toBe(markdown);
    expect(markdownToAdf(markdown, doc(node))?.content[0]).toBe(node);
  });

  it('shows what it does not know, and finds it again in another place', () => {
    const extension: AdfNode = {
      type: 'extension',
      attrs: { extensionKey: 'toc', extensionType: 'x', parameters: { deep: [1] } },
    };
    const future: AdfNode = { type: 'fromTheFuture', content: [paragraph(text('its words'))] };
    const before = doc(extension, paragraph(text('Middle')), future);
    const markdown = adfToMarkdown(before);
    expect(markdown).toMatch(
      /^\[toc\]\(node:extension\/\w+\)\n\nMiddle\n\n\[fromTheFuture: its words\]\(node:fromTheFuture\/\w+\)$/,
    );
    const moved = markdown.split('\n\n').reverse().join('\n\n');
    expect(markdownToAdf(moved, before)?.content).toEqual([future, paragraph(text('Middle')), extension]);
  });
});

describe('an edit of ADF', () => {
  it('in a paragraph keeps people, colours and emoji', () => {
    const emoji: AdfNode = { type: 'emoji', attrs: { shortName: ':team:', id: 'x', text: ':team:' } };
    const before = doc(paragraph(text('Hello '), ana, text(', see the '), text('red words', red), text(' '), emoji));
    const markdown = adfToMarkdown(before).replace('Hello', 'Good day').replace('red words', 'red big words');
    expect(markdownToAdf(markdown, before)?.content).toEqual([
      paragraph(text('Good day '), ana, text(', see the '), text('red big words', red), text(' '), emoji),
    ]);
  });

  it('in a panel keeps the panel', () => {
    const attrs = { panelType: 'custom', panelColor: '#123456', panelIcon: ':x:' };
    const before = doc({ type: 'panel', attrs, content: [paragraph(text('one')), paragraph(text('two', red))] });
    const after = markdownToAdf(adfToMarkdown(before).replace('one', '1'), before);
    expect(after?.content).toEqual([
      { type: 'panel', attrs, content: [paragraph(text('1')), paragraph(text('two', red))] },
    ]);
  });

  it('in a cell keeps the table, its spans and all other cells', () => {
    const table = (words: string): AdfNode => ({
      type: 'table',
      attrs: { layout: 'wide', localId: 't' },
      content: [
        { type: 'tableRow', content: [cell('wide', { colspan: 2, background: '#eee' }), cell('c')] },
        { type: 'tableRow', content: [cell('tall', { rowspan: 2 }), cell(words), cell('z', { colwidth: [9] })] },
        { type: 'tableRow', content: [cell('p'), cell('q')] },
      ],
    });
    const before = doc(table('old'));
    expect(markdownToAdf(adfToMarkdown(before).replace('old', 'new'), before)?.content).toEqual([table('new')]);
  });

  it('that adds a row to a table with spans writes a table without them, and loses no text', () => {
    const before = doc({
      type: 'table',
      content: [
        { type: 'tableRow', content: [cell('wide', { colspan: 2 })] },
        { type: 'tableRow', content: [cell('a'), cell('b')] },
      ],
    });
    const after = markdownToAdf(`${adfToMarkdown(before)}\n| c | d |`, before);
    expect(adfToMarkdown(after)).toBe('| | |\n| --- | --- |\n| wide | |\n| a | b |\n| c | d |');
    expect(JSON.stringify(after)).not.toContain('colspan');
  });

  it('of a task keeps the names of tasks', () => {
    const task = (localId: string, state: string, words: string): AdfNode => ({
      type: 'taskItem',
      attrs: { localId, state },
      content: [text(words)],
    });
    const before = doc({
      type: 'taskList',
      attrs: { localId: 'l' },
      content: [task('1', 'TODO', 'one'), task('2', 'TODO', 'two')],
    });
    const after = markdownToAdf('- [ ] one\n- [x] two\n- [ ] three', before);
    const [list] = after?.content ?? [];
    expect(list?.content?.slice(0, 2)).toEqual([task('1', 'TODO', 'one'), task('2', 'DONE', 'two')]);
    expect(list?.content?.[2]?.attrs).toMatchObject({ state: 'TODO', localId: expect.stringMatching(/./) });
    expect(faultsOf(after)).toEqual([]);
  });

  it('that takes everything away leaves nothing', () => {
    expect(markdownToAdf(' \n', doc(paragraph(text('x'))))).toBeNull();
    expect(markdownToAdf('', null)).toBeNull();
    expect(adfToMarkdown(null)).toBe('');
  });
});

describe('Markdown as ADF', () => {
  it.each([
    ['a quotation in a quotation', '> a\n>\n> > b\n>\n> # c'],
    ['a table in an item', '- a\n\n  | x |\n  | --- |\n  | y |'],
    ['a rule and a heading in an item', '- a\n\n  ---\n\n  ## h'],
    ['tasks among items', '- [x] a\n- b'],
    ['an alert in an alert', '> [!NOTE]\n> > [!TIP]\n> > x'],
    ['an empty item', '-\n- b'],
    ['a person of another service', '[@Ana](mention:1201234567890123)'],
    [
      'images',
      'see ![a](https://example.org/a.png) and\n\n![b](https://example.org/b.png)\ncaption **bold**\n\n![c](local.png)',
    ],
    ['code in strong text', '**`code`** and [`linked`](https://example.org)'],
  ])('%s is something that Jira takes, and stays what it then is', (_, markdown) => {
    const document = markdownToAdf(markdown, null);
    expect(faultsOf(document)).toEqual([]);
    const once = adfToMarkdown(document);
    expect(adfToMarkdown(markdownToAdf(once, null))).toBe(once);
  });

  it('names no person of another service', () => {
    expect(markdownToAdf('[@Ana](mention:1201234567890123)', null)?.content).toEqual([paragraph(text('@Ana'))]);
  });
});
