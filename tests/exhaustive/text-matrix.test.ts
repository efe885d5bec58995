import { describe, expect, it } from 'vitest';
import { normalText } from '../../src-shared/domain/field.ts';
import { mergeField, mergeText } from '../../src-shared/sync/merge-fields.ts';
import { createCells, triples } from './cells.ts';
import { alignments, countOf, keepsAdded, type Lines, onlyInserts, verdict } from './text-oracle.ts';

/** One letter has a composed and a decomposed spelling. */
const threeLetters = ['x', 'y', 'é'];
const twoLetters = ['x', 'é'];

/** All documents of at most so many lines. */
function documents(letters: readonly string[], most: number): readonly Lines[] {
  const all: Lines[] = [[]];
  let longest: readonly Lines[] = all;
  for (let size = 1; size <= most; size++) {
    longest = longest.flatMap((lines) => letters.map((letter) => [...lines, letter]));
    all.push(...longest);
  }
  return all;
}

/** The same document as other programs spell it: CRLF, white space at line ends, decomposed, blank lines at the end. */
const spellings: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll('\n', '  \n'),
  (text) => text.normalize('NFD'),
  (text) => `${text}\n`,
  (text) => `${text.replaceAll('\n', ' \r\n').normalize('NFD')}\r\n\r\n`,
];

const split = (text: string): Lines => (text === '' ? [] : text.split('\n'));

function memo(): typeof alignments {
  const known = new Map<string, ReturnType<typeof alignments>>();
  return (base, other) => {
    const key = `${base.join('\n')}|${base.length}|${other.join('\n')}|${other.length}`;
    const found = known.get(key) ?? alignments(base, other);
    known.set(key, found);
    return found;
  };
}

const sizes = [
  { name: 'at most three lines of three letters', letters: threeLetters, most: 3, documents: 40 },
  { name: 'at most four lines of two letters', letters: twoLetters, most: 4, documents: 31 },
];

describe.each(sizes)('merging all texts of $name', ({ letters, most, documents: count }) => {
  const all = documents(letters, most);
  const text = (lines: Lines): string => lines.join('\n');

  it('holds the laws of text (S13, S14)', () => {
    const cells = createCells();
    const align = memo();
    for (const [base, ours, theirs] of triples(all)) {
      cells.count++;
      const [b, o, t] = [text(base), text(ours), text(theirs)];
      const merged = mergeText(b, o, t);
      const cell = (): unknown => ({ b, o, t, merged });
      const allowed = verdict(base, ours, theirs, align);
      if (merged === null) {
        const isClear =
          !allowed.mayConflict && [...allowed.clean].some((one) => keepsAdded(base, ours, theirs, split(one)));
        cells.hold('S14 conflicts only where both changed one place, or a line would be lost', !isClear, cell);
        cells.hold('S13 no conflict when one side changed nothing', b !== o && b !== t && o !== t, cell);
      } else {
        cells.hold('S14 the result is what some reading of both edits gives', allowed.clean.has(merged), cell);
        cells.hold('S14 what overlaps or touches conflicts', allowed.clean.size > 0, cell);
        cells.hold('S14 no conflict marker is ever written', !/[<=>|]{7}/.test(merged), cell);
      }
      cells.hold('S13 merge(b, x, x) = x', o !== t || merged === o, cell);
      cells.hold('S13 merge(b, b, r) = r', b !== o || merged === t, cell);
      cells.hold('S13 merge(b, l, b) = l', b !== t || merged === o, cell);
      cells.hold('S13 does not care which side is which', mergeText(b, t, o) === merged, cell);
      cells.hold('S24 the same input gives the same output', mergeText(b, o, t) === merged, cell);
    }
    cells.finish(count ** 3);
  });

  it('keeps every line that was added and none that was deleted (S14)', () => {
    const cells = createCells();
    for (const [base, ours, theirs] of triples(all)) {
      cells.count++;
      const merged = mergeText(text(base), text(ours), text(theirs));
      if (merged === null) continue;
      const result = split(merged);
      const cell = (): unknown => ({ base, ours, theirs, merged });
      cells.hold('what either side added is there', keepsAdded(base, ours, theirs, result), cell);
      for (const letter of letters) {
        const [b, o, t, r] = [base, ours, theirs, result].map((lines) => countOf(lines, letter));
        if (b === undefined || o === undefined || t === undefined || r === undefined) continue;
        if (t === b && onlyInserts(base, theirs)) cells.hold('they left this line alone: ours decides', r === o, cell);
        if (o === b && onlyInserts(base, ours)) cells.hold('we left this line alone: theirs decides', r === t, cell);
        cells.hold('a line that nobody had is in no result', b + o + t > 0 || r === 0, cell);
      }
    }
    cells.finish(count ** 3);
  });

  it('says the same when the result is merged with either side again (S14)', () => {
    const cells = createCells();
    for (const [base, ours, theirs] of triples(all)) {
      cells.count++;
      const [b, o, t] = [text(base), text(ours), text(theirs)];
      const merged = mergeText(b, o, t);
      if (merged === null) continue;
      const cell = (): unknown => ({ b, o, t, merged });
      const again = [mergeText(b, merged, t), mergeText(b, o, merged)];
      cells.hold(
        'with the same base: the result, or a question',
        again.every((one) => one === merged || one === null),
        () => ({ ...(cell() as object), again }),
      );
      cells.hold('with ours as the base', mergeText(o, merged, o) === merged, cell);
      cells.hold('with theirs as the base', mergeText(t, t, merged) === merged, cell);
    }
    cells.finish(count ** 3);
  });

  it('takes line ends, white space at line ends, blank lines at the end and composition for no change (S14)', () => {
    const cells = createCells();
    for (const [base, ours, theirs] of triples(all)) {
      const [b, o, t] = [text(base), text(ours), text(theirs)];
      const plain = mergeText(b, o, t);
      // One spelling after the other in turn: each meets each kind of cell often enough.
      const spell = spellings[cells.count++ % spellings.length] ?? ((one: string) => one);
      for (const [x, y, z] of [
        [spell(b), o, t],
        [b, spell(o), t],
        [b, o, spell(t)],
      ] as const) {
        const merged = mergeText(x, y, z);
        const isSame = plain === null || merged === null ? merged === plain : normalText(merged) === normalText(plain);
        cells.hold('another spelling of one text changes nothing', isSame, () => ({ x, y, z, merged, plain }));
      }
    }
    cells.finish(count ** 3);
  });

  it('sees no change in another spelling (S5, S14)', () => {
    for (const lines of all) {
      for (const spell of spellings) {
        expect(mergeField('body', text(lines), spell(text(lines)), text(lines)).kind).toBe('nothing');
      }
    }
  });
});
