import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldText } from '../../../../src-main/hosts/cli/text/field-text.ts';
import { plainLine, plainText } from '../../../../src-main/hosts/cli/text/plain.ts';
import { placesOf, runStrip } from '../../../../src-main/hosts/cli/text/profile-text.ts';
import { table } from '../../../../src-main/hosts/cli/text/table.ts';
import { cutTo, padTo, widthOf } from '../../../../src-main/hosts/cli/text/width.ts';
import {
  count,
  countdown,
  countsOf,
  duration,
  list,
  moment,
  shellWord,
} from '../../../../src-main/hosts/cli/text/words.ts';

describe('text that anybody may have written', () => {
  it('cannot steer the terminal', () => {
    expect(plainLine('\u001b[2J\u001b]0;owned\u0007 title')).toBe('<U+001B>[2J<U+001B>]0;owned<U+0007> title');
    expect(plainLine('\u009b31m')).toBe('<U+009B>31m');
  });

  it('shows what would reorder or hide text', () => {
    expect(plainLine('pay\u202efdp.exe')).toBe('pay<U+202E>fdp.exe');
    expect(plainLine('ad\u200bmin')).toBe('ad<U+200B>min');
  });

  it('keeps emoji, accents and scripts as they are', () => {
    const text = '👩‍👩‍👧 é e\u0301 日本 नमस्ते ﷽';
    expect(plainLine(text)).toBe(text);
  });

  it('is one line in a table and keeps its lines elsewhere', () => {
    expect(plainLine(' a\r\nb\tc ')).toBe('a b c');
    expect(plainText('a\r\nb\rc\n')).toBe('a\nb\nc\n');
  });

  it('never holds a control character, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainLine(text)).not.toMatch(/\p{Cc}/u);
        expect(plainText(text).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

describe('the width of text', () => {
  it('counts columns, not characters', () => {
    expect(widthOf('abc')).toBe(3);
    expect(widthOf('e\u0301')).toBe(1);
    expect(widthOf('日本')).toBe(4);
    expect(widthOf('👩‍👩‍👧')).toBe(2);
  });

  it('cuts and pads to it', () => {
    expect(cutTo('Pricing page', 8)).toBe('Pricing…');
    expect(cutTo('日本語', 4)).toBe('日…');
    expect(padTo('日本', 6)).toBe('日本  ');
    expect(padTo('7', 3, 'right')).toBe('  7');
  });

  it('is never more than was asked for after cutting', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(widthOf(cutTo(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('a table', () => {
  const columns = [{ title: 'TASK' }, { title: 'TITLE', flexible: true }, { title: 'N', align: 'right' }] as const;

  it('aligns its columns and ends no line with blanks', () => {
    const rows = [
      ['a1', 'Buy milk', '7'],
      ['b2', '日本', '1,000'],
      ['c3', 'x', ''],
    ];
    expect(table(columns, rows, 80)).toBe(
      ['TASK  TITLE         N', 'a1    Buy milk      7', 'b2    日本      1,000', 'c3    x'].join('\n'),
    );
  });

  it('cuts the long column to the width of the terminal, and nothing for a pipe', () => {
    const rows = [['a1', 'A very long title indeed that would not fit', '7']];
    expect(table(columns, rows, 25)).toBe(['TASK  TITLE             N', 'a1    A very long tit…  7'].join('\n'));
    expect(table(columns, rows, Number.POSITIVE_INFINITY)).toContain('that would not fit');
  });

  it('stays within 80 columns whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string(), fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string())),
        (rows) => {
          const plain = rows.map((row) => row.map(plainLine));
          for (const line of table(columns, plain, 80).split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(80);
        },
      ),
    );
  });
});

describe('words', () => {
  it('count in the singular and the plural', () => {
    expect([0, 1, 2, 12_345].map((amount) => count(amount, 'task'))).toEqual([
      '0 tasks',
      '1 task',
      '2 tasks',
      '12,345 tasks',
    ]);
    expect(countsOf({ created: 2, updated: 0, deleted: 1 })).toBe('2 created, 1 deleted');
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(list)).toEqual(['', 'a', 'a and b', 'a, b and c']);
  });

  it('tell times as people do', () => {
    const now = new Date(2026, 2, 1, 15, 0);
    expect(moment(new Date(2026, 2, 1, 9, 5).toISOString(), now)).toBe('09:05');
    expect(moment(new Date(2026, 1, 28, 9, 5).toISOString(), now)).toBe('2026-02-28 09:05');
    expect([50, 1234, 12_000, 372_000].map(duration)).toEqual(['0.1 s', '1.2 s', '12 s', '6 min 12 s']);
    expect([-5, 400, 372_000].map(countdown)).toEqual(['0:00', '0:01', '6:12']);
  });

  it('name things as a shell wants them', () => {
    expect(shellWord('web')).toBe('web');
    expect(shellWord('Web team')).toBe('"Web team"');
    expect(shellWord('a"$(x)`')).toBe('"a\\"\\$(x)\\`"');
  });
});

describe('values and states', () => {
  it('show a field’s value on one line', () => {
    expect(fieldText(undefined)).toBe('(empty)');
    expect(fieldText([])).toBe('(empty)');
    expect(fieldText(['a', 'b'])).toBe('a, b');
    expect(fieldText({ kind: 'local', at: '2026-03-01T09:30:00' })).toBe('2026-03-01 09:30');
    expect(fieldText({ kind: 'instant', at: '2026-03-01T09:30:00Z' })).toBe('2026-03-01 09:30Z');
    expect(fieldText(false)).toBe('false');
  });

  it('show which way a profile goes', () => {
    const at = (name: string, direction: 'both' | 'pull' | 'push') => ({ name, direction });
    expect(placesOf([at('jira', 'both'), at('gh', 'both')])).toBe('jira ⇄ gh');
    expect(placesOf([at('gh', 'push'), at('jira', 'pull')])).toBe('jira → gh');
    expect(placesOf([])).toBe('here only');
  });

  it('show the last runs from left to right', () => {
    expect(runStrip(['done', 'held', 'problems', 'offline'])).toBe('o!h.');
  });
});
