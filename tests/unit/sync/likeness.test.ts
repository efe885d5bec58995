import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../src-shared/domain/field.ts';
import { likenessOf, portray } from '../../../src-shared/sync/likeness.ts';
import { leastScore } from '../../../src-shared/sync/propose-pairs.ts';

const look = (task: string, fields: Fields) => portray({ task, endpoints: [task], fields });
const compare = (a: Fields, b: Fields) => likenessOf(look('a', a), look('b', b));
const due = (date: string): Fields => ({ due: { kind: 'date', date } });

describe('likeness', () => {
  it.each([
    ['Water the plants', 'water plants'],
    ['Résumé für Anna prüfen', 'Resume fur Anna prüfen'],
    ['Fix databse migration', 'Fix database migration'],
    ['Write the report', 'Write reports'],
    ['会議の資料を作る', '会議の資料を作成する'],
  ])('proposes “%s” and “%s”', (a, b) => {
    expect(compare({ title: a }, { title: b }).score).toBeGreaterThanOrEqual(leastScore);
  });

  it.each([
    ['Invoice 17', 'Invoice 18'],
    ['Release 1.2 of the web shop', 'Release 1.3 of the web shop'],
    ['Update docs', 'Update tests'],
    ['Fix login page on iOS', 'Fix login page on Android'],
    ['Buy milk', 'Call mother'],
    ['', ''],
  ])('does not propose “%s” and “%s”', (a, b) => {
    expect(compare({ title: a }, { title: b }).score).toBeLessThan(leastScore);
  });

  it('says what speaks for it and against it', () => {
    const labels = ['Web', 'ui'];
    const a = { title: 'Plan the summer party', ...due('2026-03-01'), labels, assignees: ['ana@example.org'] };
    const b = { title: 'Plan summer party', ...due('2026-03-01'), labels: ['web'], assignees: ['tom@example.org'] };
    expect(compare(a, b).reasons).toEqual([
      'nearly the same title',
      'both are due on 2026-03-01',
      'labels in common: Web',
      'but other people',
    ]);
  });

  it('asks about titles that are less alike where the rest agrees, and not where it does not', () => {
    const [a, b] = [{ title: 'Prepare board meeting' }, { title: 'Prepare the meeting of the board members' }];
    const rest = { ...due('2026-03-01'), labels: ['board'], assignees: ['ana@example.org'] };
    expect(compare(a, b).score).toBeLessThan(leastScore);
    expect(compare({ ...a, ...rest }, { ...b, ...rest }).score).toBeGreaterThanOrEqual(leastScore);
    expect(compare({ ...a, ...due('2026-03-01') }, { ...b, ...due('2027-05-01') }).score).toBeLessThan(
      compare(a, b).score,
    );
  });
});
