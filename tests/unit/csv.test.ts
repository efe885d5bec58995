import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, toCsv } from '../../src-shared/csv.ts';

describe('a table as a file (SEC-42)', () => {
  it('makes nothing a formula, and quotes what would end a cell', () => {
    const rows = [
      ['=1+1', 2],
      ['+a', -3],
      ['-b', 0],
      ['@c', 0],
      ['a "b", c\nd', 1],
      ['plain', 1],
    ] as const;
    expect(toCsv({ columns: ['Name', '=Count'], rows })).toBe(
      `Name,'=Count\r\n'=1+1,2\r\n'+a,-3\r\n'-b,0\r\n'@c,0\r\n"a ""b"", c\nd",1\r\nplain,1\r\n`,
    );
  });

  it.each(['=1', '+1', '-1', '@a', '\t=1', '\r=1', '\n=1', '\0=1', ' =1', '  @a', '＝1', '＋1', '－1', '＠a', "'=1"])(
    'makes %j plain text',
    (text) => {
      expect(readCells(csvCell(text))).toEqual([`'${text}`]);
    },
  );

  it('keeps a cell in one piece where semicolons or tabs part them', () => {
    expect(csvCell('a;=1')).toBe('"a;=1"');
    expect(csvCell('a\t=1')).toBe('"a\t=1"');
  });

  it('gives every text back without its apostrophe, and starts no cell with a formula, in 100,000 of any', () => {
    const risky = fc.constantFrom(...'=+-@\t\r\n\0\'";, ＝＋－＠a1');
    const cells = fc.array(risky, { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(cells, { minLength: 100, maxLength: 100 }), (texts) => {
        const read = readCells(toCsv({ columns: texts, rows: [] }).slice(0, -2));
        if (read.some((cell) => /^[\s\0]*[=+\-@\t\r\0＝＋－＠]/.test(cell))) return false;
        return read.every((cell, index) => (cell === texts[index] ? true : cell === `'${texts[index]}`));
      }),
      { numRuns: 1000, seed: 42 },
    );
  });
});

/** As a spreadsheet reads one row (RFC 4180). */
function readCells(row: string): readonly string[] {
  const cells = `,${row}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g);
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}
