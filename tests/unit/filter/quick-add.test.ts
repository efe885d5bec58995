import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuickAdd, type QuickAddContext } from '../../../src-shared/filter/quick-add.ts';
import { readDay } from '../../../src-shared/filter/read-day.ts';

/** A Tuesday. */
const today = '2026-03-10';
const context: QuickAddContext = {
  today,
  profiles: [
    { name: 'Home', endpoints: [{ name: 'radicale', connector: 'caldav', container: '/home/' }] },
    {
      name: 'Web team',
      endpoints: [
        { name: 'work-jira', connector: 'jira', container: 'WEB' },
        { name: 'gh', connector: 'github', container: 'acme/web' },
      ],
    },
  ],
};
const read = (text: string) => parseQuickAdd(text, context);

describe('parseQuickAdd', () => {
  it('understands the line of the documentation', () => {
    expect(read('Fix login due:fri p:high #bug @ana in:jira/WEB')).toMatchObject({
      ...{ title: 'Fix login', due: '2026-03-13', priority: 'high', labels: ['bug'], assignees: ['ana'] },
      profile: 'Web team',
    });
  });

  it.each([
    ['Call @ home', 'Call @ home'],
    ['See #94 and mail a@example.org', 'See #94 and mail a@example.org'],
    ['due:someday maybe', 'due:someday maybe'],
    ['Read https://example.org/#top', 'Read https://example.org/#top'],
    ['in:nowhere note: buy p:ink', 'in:nowhere note: buy p:ink'],
    ['  two   spaces stay ', 'two   spaces stay'],
  ])('leaves %j as the title', (text, title) => {
    const { parts, ...meaning } = read(text);
    expect(parts).toEqual([]);
    expect(meaning.title).toBe(title);
  });

  it.each([
    ['a #"needs review" b', { title: 'a b', labels: ['needs review'] }],
    ['#a x #a #b', { title: 'x', labels: ['a', 'b'] }],
    ['x in:acme/web', { profile: 'Web team' }],
    ['x in:RADICALE', { profile: 'Home' }],
    ['x profile:"web team"', { profile: 'Web team' }],
    ['x p:1 priority:lo', { priority: 'low' }],
    ['x status:doing start:tomorrow due:2w', { status: 'doing', start: '2026-03-11', due: '2026-03-24' }],
  ])('reads %j', (text, meaning) => {
    expect(read(text)).toMatchObject(meaning);
  });

  it('never loses a word: the parts and the title are the whole line', () => {
    const piece = fc.oneof(
      fc.constantFrom('due:fri', '#bug', '@ana', 'p:high', 'in:jira', '#', '@', 'due:', 'x:y', '"', '#"a b"', 'Fix'),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join(' ');
        const { title, parts } = read(text);
        const letters = (all: string) => [...all.replace(/\s/g, '')].sort().join('');
        expect(letters(title + parts.map(({ from, to }) => text.slice(from, to)).join(''))).toBe(letters(text));
        for (const { from, to } of parts) expect(text.slice(from, to)).not.toBe('');
      }),
    );
  });

  it('keeps text without signs and colons to the byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (any) => {
        const text = any.replace(/[#@:]/g, '');
        expect(read(text).title).toBe(text.trim());
      }),
    );
  });
});

describe('readDay', () => {
  it.each([
    ['today', '2026-03-10'],
    ['TUE', '2026-03-17'],
    ['wednesday', '2026-03-11'],
    ['-1d', '2026-03-09'],
    ['1m', '2026-04-10'],
    ['2026-12-24', '2026-12-24'],
    ['2026-02-30', null],
    ['t', null],
    ['', null],
  ])('reads %j as %j', (text, day) => {
    expect(readDay(text, today)).toBe(day);
  });
});
