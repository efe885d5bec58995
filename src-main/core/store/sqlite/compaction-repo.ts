import { sql } from 'kysely';
import type { TaskId, Timestamp } from '../../../../src-shared/domain/ids.ts';
import type { CompactionCuts, CompactionRepo, OldIds, OldRows } from '../store.ts';
import { slotOf } from './change-counts.ts';
import { moveAnchor } from './journal.ts';
import { fromJson } from './json.ts';
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

  async old({ history, idleRuns, bin }: CompactionCuts, limit: number): Promise<OldRows> {
    return await this.#session.read(async (db) => {
      const tasks = db.all(oldInBin(bin, Math.max(1, Math.floor(limit / 10)))).map(({ id }) => id);
      return {
        tasks,
        changes: await db.map(oldChanges(history, tasks, limit), ({ id, content, profile }) => ({
          profile,
          entry: { ...fromJson(content), id },
        })),
        runs: await db.map(oldRuns(history, idleRuns, limit), ({ content }) => fromJson(content)),
        conflicts: await db.map(oldConflicts(history, tasks, limit), ({ content }) => fromJson(content)),
      };
    });
  }

  async remove({ tasks, changes, runs, conflicts }: OldIds, before: Timestamp): Promise<number> {
    return await this.#session.write((db) => {
      const doomed = build
        .selectFrom('task')
        .select(['seq', 'id'])
        .where('id', 'in', listOf(tasks))
        .where('deleted_at', 'is not', null)
        .where('id', 'not in', unsent());
      const history = build
        .deleteFrom('history')
        .where('id', 'in', listOf(changes))
        .where('task', 'not in', contested());
      const decided = build
        .deleteFrom('conflict')
        .where('id', 'in', listOf(conflicts))
        .where('state', '=', sql.lit('resolved'));
      const finished = build.deleteFrom('run').where('id', 'in', listOf(runs));
      const gone = db.run(history);
      if (gone > 0) db.run(build.updateTable('journal').set({ old_before: before }).where('old_before', '<', before));
      return gone + db.run(finished) + db.run(decided) + removeBinned(db, db.all(doomed));
    });
  }

  async forget(before: Timestamp, limit: number): Promise<number> {
    const counts = build.deleteFrom('change_count').where('slot', '<', slotOf(before));
    return await this.#session.write((db) => {
      db.run(counts);
      return moveAnchor(db, before, limit);
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

function oldInBin(before: Timestamp, limit: number) {
  return build
    .selectFrom('task')
    .select('id')
    .where('deleted_at', '<', before)
    .where('id', 'not in', unsent())
    .orderBy('deleted_at')
    .limit(limit);
}

function oldChanges(before: Timestamp, without: readonly TaskId[], limit: number) {
  return build
    .selectFrom('history')
    .innerJoin('task', 'task.id', 'history.task')
    .select(['history.id', 'history.content', 'task.profile'])
    .where('history.at', '<', before)
    .where('history.task', 'not in', contested())
    .where('history.task', 'not in', listOf(without))
    .orderBy('history.at')
    .limit(limit);
}

function oldRuns(before: Timestamp, idleBefore: Timestamp, limit: number) {
  return build
    .selectFrom('run')
    .select('content')
    .where(({ and, eb, or }) =>
      or([eb('started_at', '<', before), and([eb('started_at', '<', idleBefore), eb('changed', '=', sql.lit(0))])]),
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
}

function oldConflicts(before: Timestamp, without: readonly TaskId[], limit: number) {
  return build
    .selectFrom('conflict')
    .select('content')
    .where('state', '=', sql.lit('resolved'))
    .where('since', '<', before)
    .where('task', 'not in', listOf(without))
    .orderBy('since')
    .limit(limit);
}

/** Tasks about which a person still has to decide. */
function contested() {
  return build.selectFrom('conflict').select('task').where('state', '=', sql.lit('open'));
}

/** Tasks of which something may still have to be sent. */
function unsent() {
  return openWrites().unionAll(build.selectFrom('dirty').select('task'));
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
