import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import { isFight, type PlannedWrite } from '../../../src-shared/sync/find-fights.ts';

const base = { id: 1, run: 'r', at: '', task: 't', title: '', actor: 'B', by: null } as const;
/** A write at A: what was found, and what was put there. */
const wrote = (before: FieldValue, after: FieldValue, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...base,
  ...{ place: 'A', kind: 'update', field: 'prio', before, after },
  remote: { link: 'l', remoteId: '1', version: null },
  ...more,
});
const said = (field: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...base,
  ...{ place: 'here', actor: 'here', kind: 'update', field, before: 'x', after: 'y', run: null },
  ...more,
});
const next = (before: FieldValue, after: FieldValue): PlannedWrite => ({
  ...{ link: 'l', field: 'priority', name: 'prio', before, after },
});
const fight = [wrote('p4', 'p1'), wrote('p4', 'p1'), wrote('p4', 'p1')];

const shuttle = [wrote('b', 'a'), wrote('a', 'b'), wrote('b', 'a'), wrote('a', 'b'), wrote('b', 'a')];

describe('a fight (S20)', () => {
  const rows: readonly (readonly [string, readonly HistoryEntry[], PlannedWrite, boolean])[] = [
    ['the same value written three times and changed back each time', fight, next('p4', 'p1'), true],
    [
      'two values in turn, each changed back',
      [wrote('a', 'b'), wrote('c', 'a'), wrote('c', 'b')],
      next('c', 'a'),
      true,
    ],
    ['only two writes', fight.slice(1), next('p4', 'p1'), false],
    [
      'nobody touched what we wrote: the other side changed its mind',
      [wrote('b', 'a'), wrote('a', 'b'), wrote('b', 'a')],
      next('a', 'b'),
      false,
    ],
    ['the same two values carried to and fro six times', shuttle, next('a', 'b'), true],
    ['to and fro, and then something else', shuttle, next('a', 'c'), false],
    ['a new value', fight, next('p4', 'p2'), false],
    ['the last write was left alone', fight, next('p1', 'p1'), false],
    [
      'another link',
      fight.map((entry) => ({ ...entry, remote: { link: 'm', remoteId: '1', version: null } })),
      next('p4', 'p1'),
      false,
    ],
    ['another field', fight.map((entry) => ({ ...entry, field: 'labels' })), next('p4', 'p1'), false],
    [
      'a person edited the field here in between',
      [...fight.slice(0, 2), said('priority'), ...fight.slice(2)],
      next('p4', 'p1'),
      false,
    ],
    [
      'a person edited another field here',
      [...fight.slice(0, 2), said('title'), ...fight.slice(2)],
      next('p4', 'p1'),
      true,
    ],
    [
      'a person decided a conflict about it',
      [...fight, said('priority', { kind: 'resolved' })],
      next('p4', 'p1'),
      false,
    ],
    ['a person undid something', [...fight, said('priority', { actor: 'undo' })], next('p4', 'p1'), false],
    ['a person asked to try again', [...fight, said('', { kind: 'retry', field: null })], next('p4', 'p1'), false],
    [
      'a service changed it here: that is no person’s word',
      [...fight, said('priority', { actor: 'B' })],
      next('p4', 'p1'),
      true,
    ],
  ];
  it.each(rows)('%s', (_story, journal, write, expected) => {
    expect(isFight(write, journal)).toBe(expected);
  });
});
