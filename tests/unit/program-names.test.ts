import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProgramName } from '../../src-shared/program-names.ts';

describe('a file that is a program is known by its name (SEC-44)', () => {
  it.each([
    ...[
      'setup.exe',
      'SETUP.EXE',
      'invoice.pdf.exe',
      'invoice.pdf      .scr',
      'a.exe.',
      'a.exe . .',
      'a.exe::$DATA',
      'report.docm',
    ],
    ...[
      'invoice\u202efdp.exe',
      'run\u200b.b\u200bat',
      'x.lnk',
      'Note.URL',
      'disk.iso',
      'Install.command',
      'start.desktop',
      'a.ｅｘｅ',
    ],
  ])('%j', (name) => {
    expect(isProgramName(name)).toBe(true);
  });

  it.each([
    'plan.txt',
    'photo.png',
    'exe',
    '.exe.txt',
    'about exe',
    'invoice.pdf',
    'archive.zip',
    '',
    '...',
    'https://a.example/x',
  ])('and %j is none', (name) => {
    expect(isProgramName(name)).toBe(false);
  });

  it('whatever stands before its ending, and whatever hides in it', () => {
    const hidden = fc.constantFrom('\u202e', '\u200b', '\u2066', '\ufeff', '');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        hidden,
        fc.constantFrom('', ' ', '.', '. '),
        (before, sign, after) => {
          expect(isProgramName(`${before.replaceAll(':', '')}.${sign}ex${sign}e${sign}${after}`)).toBe(true);
        },
      ),
      { seed: 20261127 },
    );
  });
});
