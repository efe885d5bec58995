import { sql } from 'kysely';
import type { HistoryEntry } from '../../../../src-shared/domain/run.ts';
import type { ChangeKind } from '../store.ts';
import { build, listOf } from './schema.ts';
import type { SqlConnection } from './sql-connection.ts';

/** Quarters of an hour since 1970. */
export function slotOf(at: string): number {
  return Math.floor(Date.parse(at) / 900_000);
}

const kinds: Readonly<Partial<Record<HistoryEntry['kind'], ChangeKind>>> = {
  create: 'created',
  update: 'changed',
  restore: 'changed',
  resolved: 'changed',
  close: 'deleted',
  delete: 'deleted',
};

/** Adds to the counts of the dashboard. Several fields of a task that change at once are one change. */
export function countChanges(db: SqlConnection, entries: readonly Omit<HistoryEntry, 'id'>[]): void {
  const tasks = new Map<string, Set<string>>();
  for (const { place, kind, at, task } of entries) {
    const counted = kinds[kind];
    if (place !== 'here' || counted === undefined) continue;
    const key = `${slotOf(at)} ${counted}`;
    tasks.set(key, (tasks.get(key) ?? new Set()).add(task));
  }
  for (const [key, changed] of tasks) {
    const [slot, kind] = key.split(' ') as [string, ChangeKind];
    const amounts = build
      .selectFrom('task')
      .select(({ fn, val }) => [
        'profile',
        sql<number>`${Number(slot)}`.as('slot'),
        val(kind).as('kind'),
        fn.countAll<number>().as('amount'),
      ])
      .where('id', 'in', listOf([...changed]))
      .groupBy('profile');
    db.run(
      build
        .insertInto('change_count')
        .columns(['profile', 'slot', 'kind', 'amount'])
        .expression(amounts)
        .onConflict((conflict) =>
          conflict.columns(['slot', 'profile', 'kind']).doUpdateSet({ amount: sql<number>`amount + excluded.amount` }),
        ),
    );
  }
}
