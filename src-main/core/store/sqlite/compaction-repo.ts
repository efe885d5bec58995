import { sql } from 'kysely';
import type { TaskId, Timestamp } from '../../../../src-shared/domain/ids.ts';
import type { CompactionCuts, CompactionRepo } from '../store.ts';
import { slotOf } from './change-counts.ts';
import { moveAnchor } from './journal.ts';
import { build, listOf } from './schema.ts';
import type { SqlConnection } from './sql-connection.ts';
import { removeTasks } from './task-index.ts';
import type { Session } from './tx.ts';

/** Runs that each profile keeps whatever their age: what its screen shows. */
const runsKept = 14;

export class SqliteCompactionRepo implements CompactionRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async remove(cuts: CompactionCuts, limit: number): ReturnType<CompactionRepo['remove']> {
    return await this.#session.write((db) => {
      const history = removeHistory(db, cuts.history, limit);
      const other =
        removeRuns(db, cuts, limit) + removeDecided(db, cuts.history, limit) + emptyBin(db, cuts.bin, limit);
      return { history, other, passed: moveAnchor(db, cuts.history, limit) };
    });
  }

  async erase(ids: readonly TaskId[]): Promise<number> {
    return await this.#session.write((db) => {
      // Marked, and with a record that is still followed: the next run tells the service.
      const marked = build
        .selectFrom('dirty')
        .innerJoin('link', 'link.task', 'dirty.task')
        .where('link.state', 'in', ['linked', 'deleted', 'out-of-scope'])
        .select('dirty.task');
      const doomed = build
        .selectFrom('task')
        .select(['seq', 'id'])
        .where('id', 'in', listOf(ids))
        .where('deleted_at', 'is not', null)
        .where('id', 'not in', openWrites().unionAll(marked));
      return removeBinned(db, db.all(doomed));
    });
  }
}

function removeHistory(db: SqlConnection, before: Timestamp, limit: number): number {
  const contested = build.selectFrom('conflict').select('task').where('state', '=', sql.lit('open'));
  const old = build
    .selectFrom('history')
    .select('id')
    .where('at', '<', before)
    .where('task', 'not in', contested)
    .orderBy('at')
    .limit(limit);
  const counts = build.deleteFrom('change_count').where('slot', '<', slotOf(before));
  db.run(counts);
  const removed = db.run(build.deleteFrom('history').where('id', 'in', old));
  if (removed > 0) db.run(build.updateTable('journal').set({ old_before: before }).where('old_before', '<', before));
  return removed;
}

function removeRuns(db: SqlConnection, { history, idleRuns }: CompactionCuts, limit: number): number {
  const old = build
    .selectFrom('run')
    .select('seq')
    .where(({ and, eb, or }) =>
      or([eb('started_at', '<', history), and([eb('started_at', '<', idleRuns), eb('changed', '=', sql.lit(0))])]),
    )
    .where(({ eb, selectFrom }) =>
      eb(
        'seq',
        'not in',
        selectFrom('run as last')
          .select('last.seq')
          .whereRef('last.profile', '=', 'run.profile')
          .orderBy('last.started_at', 'desc')
          .orderBy('last.seq', 'desc')
          .limit(runsKept),
      ),
    )
    .orderBy('started_at')
    .limit(limit);
  return db.run(build.deleteFrom('run').where('seq', 'in', old));
}

function removeDecided(db: SqlConnection, before: Timestamp, limit: number): number {
  const old = build
    .selectFrom('conflict')
    .select('seq')
    .where('state', '=', sql.lit('resolved'))
    .where('since', '<', before)
    .limit(limit);
  return db.run(build.deleteFrom('conflict').where('seq', 'in', old));
}

function emptyBin(db: SqlConnection, before: Timestamp, limit: number): number {
  const old = build
    .selectFrom('task')
    .select(['seq', 'id'])
    .where('deleted_at', '<', before)
    .where('id', 'not in', openWrites().unionAll(build.selectFrom('dirty').select('task')))
    .orderBy('deleted_at')
    .limit(limit);
  return removeBinned(db, db.all(old));
}

function openWrites() {
  return build.selectFrom('op').select('task').where('state', '<>', sql.lit('acked'));
}

function removeBinned(db: SqlConnection, tasks: readonly { readonly seq: number; readonly id: TaskId }[]): number {
  if (tasks.length === 0) return 0;
  // Their closed records are on their own from now on: nobody knows any more what was agreed about them.
  const links = build.updateTable('link').set({ state: 'unlinked', marks: null });
  const ids = listOf(tasks.map((task) => task.id));
  db.run(links.where('task', 'in', ids).where('state', 'not in', ['gone', 'unlinked']));
  db.run(build.deleteFrom('dirty').where('task', 'in', ids));
  removeTasks(
    db,
    tasks.map((task) => task.seq),
  );
  return tasks.length;
}
