import { sql } from 'kysely';
import type { ProfileId, TaskId } from '../../../../src-shared/domain/ids.ts';
import { build, listOf } from './schema.ts';
import type { SqlConnection } from './sql-connection.ts';

const mark = (row: { task: TaskId; profile: ProfileId }) => build.insertInto('dirty').values(row).orIgnore();

/** Tasks that `markAllDirty` marks in one statement. */
const slice = 500;

export function dirtyTasks(db: SqlConnection, profile: ProfileId, after: TaskId | null, limit: number): TaskId[] {
  const query = build
    .selectFrom('dirty')
    .select('task')
    .where('profile', '=', profile)
    .where('task', '>', after ?? '')
    .orderBy('task')
    .limit(limit);
  return db.all(query).map((row) => row.task);
}

export async function markDirty(db: SqlConnection, profile: ProfileId, tasks: readonly TaskId[]): Promise<void> {
  await db.runEach(
    tasks.map((task) => ({ task, profile })),
    mark,
  );
}

/** In the order of ids, so that the marks are appended and not strewn. */
export async function markAllDirty(db: SqlConnection, profile: ProfileId): Promise<void> {
  let from = '';
  await db.untilDone(() => {
    const ids = build.selectFrom('task').select('id').where('id', '>', from).orderBy('id').limit(slice);
    const to = db.first(build.selectFrom(ids.as('next')).select(({ fn }) => fn.max<string | null>('id').as('id')))?.id;
    if (to == null) return false;
    const next = build.selectFrom('task').select(['id', 'profile']).where('id', '>', from).where('id', '<=', to);
    db.run(
      build
        .insertInto('dirty')
        .columns(['task', 'profile'])
        .expression(next.where(sql`+profile`, '=', profile).orderBy('id'))
        .orIgnore(),
    );
    from = to;
    return true;
  });
  db.run(markNewcomers(profile));
}

/** Records seen for the first time whose task was not made, because something about them waited. */
const markNewcomers = (profile: ProfileId) =>
  build
    .insertInto('dirty')
    .columns(['task', 'profile'])
    .expression(
      build
        .selectFrom('link')
        .innerJoin('endpoint', 'endpoint.id', 'link.endpoint')
        .leftJoin('task', 'task.id', 'link.task')
        .select(['link.task', 'endpoint.profile'])
        .where('endpoint.profile', '=', profile)
        .where('link.state', '=', sql.lit('linked'))
        .where('task.id', 'is', null),
    )
    .orIgnore();

export function clearDirty(db: SqlConnection, tasks: readonly TaskId[]): void {
  db.run(build.deleteFrom('dirty').where('task', 'in', listOf(tasks)));
}

export function countDirty(db: SqlConnection, profile: ProfileId): number {
  const count = build.selectFrom('dirty').select(({ fn }) => fn.countAll<number>().as('count'));
  return db.first(count.where('profile', '=', profile))?.count ?? 0;
}

export function dirtyAmong(db: SqlConnection, tasks: readonly TaskId[]): ReadonlySet<TaskId> {
  const query = build.selectFrom('dirty').select('task').where('task', 'in', listOf(tasks));
  return new Set(db.all(query).map((row) => row.task));
}
