import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeLabels, colorFor, labelValues } from '../../../../src-main/connectors/trello/labels.ts';
import type { Label } from '../../../../src-main/connectors/trello/trello-wire.ts';

const names = ['bug', 'feature', 'green', '', 'two words'];
const colors = ['green', 'red', null];
const boards = fc
  .array(fc.record({ name: fc.constantFrom(...names), color: fc.constantFrom(...colors) }), { maxLength: 8 })
  .map((labels): readonly Label[] =>
    labels.map((label, index) => ({ id: index.toString(16).padStart(24, '0'), ...label })),
  );
const wishes = fc.subarray(['bug', 'feature', 'green', 'red', 'two words', 'new']);

describe('labels', () => {
  it('that are asked for are those that the card then shows, once the missing ones are made', () => {
    fc.assert(
      fc.property(boards, wishes, fc.nat(), (board, wanted, seed) => {
        const current = board.filter((_, index) => ((seed >> index) & 1) === 1);
        const first = changeLabels(current, wanted, board);
        const made = first.missing.map(
          (name, index): Label => ({ id: `f${index}`.padEnd(24, '0'), name, color: 'blue' }),
        );
        const whole = [...board, ...made];
        const second = changeLabels(current, wanted, whole);
        expect(second.missing).toEqual([]);
        const now = second.ids
          .map((id) => whole.find((label) => label.id === id))
          .filter((label) => label !== undefined);
        expect([...labelValues(now)].sort()).toEqual([...wanted].sort());
        expect(new Set(second.ids).size).toBe(second.ids.length);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('that a card has already stay, in their order, and asking for what is there changes nothing', () => {
    fc.assert(
      fc.property(boards, (board) => {
        expect(changeLabels(board, labelValues(board), board)).toEqual({ ids: board.map(({ id }) => id), missing: [] });
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('of the name come before those of the colour', () => {
    const unnamed = { id: '1'.repeat(24), name: '', color: 'green' };
    const named = { id: '2'.repeat(24), name: 'green', color: 'red' };
    expect(changeLabels([], ['green'], [unnamed, named]).ids).toEqual([named.id]);
    expect(changeLabels([], ['green'], [unnamed]).ids).toEqual([unnamed.id]);
  });

  it('get the same colour for the same name', () => {
    expect(colorFor('bug')).toBe(colorFor('bug'));
    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(colorFor)).size).toBeGreaterThan(3);
  });
});
