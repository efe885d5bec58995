import { describe, expect, it } from 'vitest';
import { fold, parseContentLines, renderContentLine } from '../../../../src-shared/icalendar/content-line.ts';
import { readParam, writeParams } from '../../../../src-shared/icalendar/params.ts';
import { escapeText, splitList, unescapeText } from '../../../../src-shared/icalendar/text.ts';

const parse = (text: string) => parseContentLines(text).map(({ name, params, value }) => [name, params, value]);

describe('content lines', () => {
  it('unfolds with spaces and tabs, with any line end', () => {
    expect(parse('SUMMARY:a\r\n b\r\n\tc\nd:e\n f')).toEqual([
      ['SUMMARY', '', 'abc'],
      ['D', '', 'ef'],
    ]);
  });

  it('keeps every character of a line', () => {
    const text = 'SUMMARY:a\r\n b\r\n\r\nX-a;P="1:2;3":v\n\tw\nEND:V';
    expect(
      parseContentLines(text)
        .map(({ raw }) => raw)
        .join(''),
    ).toBe(text);
  });

  it('finds the value after quoted colons and semicolons', () => {
    expect(parse('ATTENDEE;CN="A: B; C";ROLE=CHAIR:mailto:a@example.org')).toEqual([
      ['ATTENDEE', ';CN="A: B; C";ROLE=CHAIR', 'mailto:a@example.org'],
    ]);
    expect(parse('SUMMARY:say "a:b"; c')).toEqual([['SUMMARY', '', 'say "a:b"; c']]);
  });

  it.each(['no colon at all', ':no name', 'X;P="open:v'])('refuses what is no line: %s', (line) => {
    expect(() => parseContentLines(`${line}\r\n`)).toThrow(expect.objectContaining({ code: 'invalid-response' }));
  });

  it('folds at 75 octets, never inside a character', () => {
    const folded = fold(`SUMMARY:${'ü🙂'.repeat(60)}`);
    const lines = folded.split('\r\n');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(folded).not.toContain('\uFFFD');
    expect(parseContentLines(folded)[0]?.value).toBe('ü🙂'.repeat(60));
  });

  it('leaves short lines alone and ends with CRLF', () => {
    expect(renderContentLine('SUMMARY', ';X=1', 'a').raw).toBe('SUMMARY;X=1:a\r\n');
    expect(fold('x'.repeat(75))).toBe('x'.repeat(75));
    expect(fold('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
  });
});

describe('parameters', () => {
  const params = ';CN="Doe, Jane";TZID=Europe/Berlin;x-odd=1';

  it('are read without quotes, whatever their case', () => {
    expect(readParam(params, 'CN')).toBe('Doe, Jane');
    expect(readParam(params, 'X-ODD')).toBe('1');
    expect(readParam(params, 'VALUE')).toBeNull();
  });

  it('keep order and spelling where they are not changed', () => {
    expect(writeParams(params, { TZID: null, VALUE: 'DATE' })).toBe(';CN="Doe, Jane";x-odd=1;VALUE=DATE');
    expect(writeParams('', { TZID: 'A:B', VALUE: null })).toBe(';TZID="A:B"');
  });
});

describe('text values', () => {
  it.each([
    ['a\\, b\\; c\\\\ d\\n e\\N f', 'a, b; c\\ d\n e\n f'],
    ['\\\\n is no line break', '\\n is no line break'],
    ['left \\x alone', 'left \\x alone'],
  ])('%s is unescaped', (escaped, plain) => {
    expect(unescapeText(escaped)).toBe(plain);
  });

  it('escapes line breaks of any kind and drops control characters', () => {
    expect(escapeText('a\r\nb\rc\nd\u0000\u0007\te')).toBe('a\\nb\\nc\\nd\te');
  });

  it('splits lists at commas that are not escaped', () => {
    expect(splitList('a,b\\,c,,d\\\\,e')).toEqual(['a', 'b\\,c', '', 'd\\\\', 'e']);
    expect(splitList('')).toEqual(['']);
  });
});
