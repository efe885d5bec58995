import { describe, expect, it } from 'vitest';
import { type Ends, judge, type OpenConflict } from './judge.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { anchors, type SoakRecord, tokensIn } from './side.ts';

/** What the soak's judgement rests on: that it would see what is wrong. */
function started(): Ledger {
  const ledger = createLedger();
  ledger.note({ token: 'tk1x', key: 'k1', field: 'title', author: 'left', replaces: [] });
  ledger.note({ token: 'tk2x', key: 'k1', field: 'lines', author: 'right', replaces: [] });
  return ledger;
}

const record = (more: Partial<SoakRecord> = {}): SoakRecord => ({
  id: '1',
  key: 'k1',
  title: 'tk1x',
  lines: [...anchors, 'tk2x'],
  labels: [],
  ...more,
});
const ends = (left: SoakRecord[], right: SoakRecord[], conflicts: OpenConflict[] = []): Ends => ({
  left,
  right,
  conflicts,
  fields: ['title', 'lines', 'labels'],
});
const right = { lost: [], doubled: [], unexplained: [], unequal: [] };

describe('the judge of a soak', () => {
  it('has nothing to say where all is well', () => {
    expect(judge(started(), ends([record()], [record()]))).toEqual(right);
  });

  it('misses what is on one side only (S3, L1)', () => {
    const verdict = judge(started(), ends([record()], [record({ lines: anchors })]));
    expect(verdict).toMatchObject({ lost: [expect.stringMatching(/^tk2x/)], unequal: ['the lines of k1'] });
  });

  it('misses nothing that somebody who saw it took away, and everything that they had not seen', () => {
    const ledger = started();
    ledger.note({ token: 'tk3x', key: 'k1', field: 'title', author: 'right', replaces: ['tk1x'] });
    const now = record({ title: 'tk3x' });
    expect(judge(ledger, ends([now], [now]))).toEqual(right);
    ledger.dismiss({ kind: 'removed', key: 'k1', author: 'left', saw: ['tk3x'] });
    expect(judge(ledger, ends([], [])).lost).toEqual(['tk2x, the lines of k1 by right']);
  });

  it('counts a value in an open conflict as kept', () => {
    const conflict: OpenConflict = { key: 'k1', field: 'lines', tokens: ['tk2x'] };
    expect(judge(started(), ends([record()], [record({ lines: anchors })], [conflict]))).toEqual(right);
  });

  it('sees what is there twice, and what nobody wanted (S4, S5)', () => {
    const strange = record({ lines: [...anchors.slice(1), 'tk2x', 'tk2x', 'tk9x'] });
    const verdict = judge(started(), ends([record(), record({ id: '2' })], [strange]));
    expect(verdict.doubled).toEqual(['k1 is there 2 times at left', '“tk2x” in k1 at right']);
    expect(verdict.unexplained).toEqual(['the line “tk9x” in k1 at right', 'no line “top” in k1 at right']);
  });

  it('finds tokens also where line ends are written out', () => {
    expect(tokensIn(JSON.stringify('top\ntk1x\ntk2x'))).toEqual(['tk1x', 'tk2x']);
  });
});
