import { type Compilable, sql } from 'kysely';
import type { FieldName } from '../../../../src-shared/domain/field.ts';
import type { EndpointId, ProfileId, TaskId } from '../../../../src-shared/domain/ids.ts';
import type { Task } from '../../../../src-shared/domain/task.ts';
import type { CountedBy, Grouping, TaskConditions, TaskGroup, TaskQuery, TaskRepo } from '../store.ts';
import { build, listOf } from './schema.ts';
import type { SqlConnection } from './sql-connection.ts';
import { type Counted, countGroups, countsOf } from './task-groups.ts';
import { TaskIndex } from './task-index.ts';
import { listTasks, narrowed, wayOf } from './task-list.ts';
import { digest, exactTitle, indexedOf, type Row, taskColumns, titleKey, toRow, toTask } from './task-row.ts';
import type { Session } from './tx.ts';

const insert = (row: Row) => build.insertInto('task').values(row);
const update = ({ id, ...row }: Row) => build.updateTable('task').set(row).where('id', '=', id);

export class SqliteTaskRepo implements TaskRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async get(ids: readonly TaskId[]): Promise<ReadonlyMap<TaskId, Task>> {
    const query = build.selectFrom('task').select(taskColumns).where('id', 'in', listOf(ids));
    return new Map(await this.#session.read((db) => db.map(query, (row) => [row.id, toTask(row)] as const)));
  }

  async put(tasks: readonly Task[]): Promise<void> {
    await this.#session.write((db) => putTasks(db, tasks));
  }

  async list(query: TaskQuery): Promise<{ readonly tasks: readonly Task[]; readonly total: number }> {
    return await this.#session.read(async (db) => {
      const { rows, total } = listTasks(db, query);
      const tasks: Task[] = [];
      await db.inSlices(rows, (row) => tasks.push(toTask(row)));
      return { tasks, total };
    });
  }

  async groups(query: TaskQuery & { readonly group: Grouping }): Promise<readonly TaskGroup[]> {
    return await this.#session.read((db) => {
      const plus = wayOf(db, query);
      return withSamples(
        db,
        countGroups(query.group, (tasks) => narrowed(tasks, query, plus)),
      );
    });
  }

  async counts(by: CountedBy, containing: string, limit: number): Promise<readonly TaskGroup[]> {
    return await this.#session.read((db) => withSamples(db, countsOf(by, containing, limit)));
  }

  async page(
    query: TaskConditions,
    after: TaskId | null,
    limit: number,
  ): Promise<{ readonly tasks: readonly Task[]; readonly next: TaskId | null }> {
    const tasks = await this.#session.read((db) => {
      const some = narrowed(build.selectFrom('task').select(taskColumns), query, wayOf(db, query));
      return db.map(
        some
          .where('id', '>', after ?? '')
          .orderBy('id')
          .limit(limit),
        toTask,
      );
    });
    return { tasks, next: tasks.length < limit ? null : (tasks.at(-1)?.id ?? null) };
  }

  async idsStartingWith(prefix: string): Promise<readonly TaskId[]> {
    const query = build
      .selectFrom('task')
      .select('id')
      .where('id', '>=', prefix)
      .where('id', '<', `${prefix}\u{10ffff}`)
      .orderBy('id')
      .limit(2);
    const rows = await this.#session.read((db) => db.all(query));
    return rows.map((row) => row.id);
  }

  async unlinkedBy(
    profile: ProfileId,
    endpoint: EndpointId,
    field: FieldName,
    values: readonly string[],
  ): Promise<readonly Task[]> {
    if (values.length === 0) return [];
    const tasks = build.selectFrom('task').select(taskColumns);
    // Other fields have no index: they are looked through once, at first contact.
    const found =
      field === 'title'
        ? tasks
            .where('title_key', 'in', listOf(values.map(titleKey)))
            .where('title', 'in', listOf(values.map(exactTitle)))
        : tasks.where(sql`cast(json_extract(fields, ${`$."${field}"`}) as text)`, 'in', listOf(values));
    const query = found
      .where(sql`+profile`, '=', profile)
      .where('deleted_at', 'is', null)
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom('link')
              .select('link.id')
              .whereRef('link.task', '=', 'task.id')
              .where('link.endpoint', '=', endpoint),
          ),
        ),
      )
      .orderBy('created_at')
      .orderBy('id');
    return await this.#session.read((db) => db.map(query, toTask));
  }

  async unlinkedAmong(
    profile: ProfileId,
    endpoints: readonly EndpointId[],
    after: TaskId | null,
    limit: number,
  ): Promise<{ readonly tasks: readonly Task[]; readonly next: TaskId | null }> {
    const page = build
      .selectFrom('task')
      .select('id')
      .where('id', '>', after ?? '')
      .orderBy('id')
      .limit(limit);
    return await this.#session.read(async (db) => {
      const ids = db.all(page).map((row) => row.id);
      const query = build
        .selectFrom('task')
        .select(taskColumns)
        .where('id', 'in', listOf(ids))
        .where(sql`+profile`, '=', profile)
        .where('deleted_at', 'is', null)
        .where(({ eb, selectFrom }) =>
          eb(
            selectFrom('link')
              .select(({ fn }) => fn.count<number>('link.endpoint').distinct().as('count'))
              .whereRef('link.task', '=', 'task.id')
              .where('link.endpoint', 'in', listOf(endpoints)),
            '<',
            endpoints.length,
          ),
        )
        .orderBy('id');
      const tasks = await db.map(query, toTask);
      return { tasks, next: ids.length < limit ? null : (ids.at(-1) ?? null) };
    });
  }

  async childrenOf(profile: ProfileId, parents: readonly TaskId[]): Promise<readonly TaskId[]> {
    if (parents.length === 0) return [];
    const wanted = new Set<string | null>(parents);
    const children: TaskId[] = [];
    let last = 0;
    await this.#session.read((db) =>
      db.untilDone(() => {
        const rows = db.all(parentsAfter(profile, last));
        children.push(...rows.filter(({ parent }) => parent !== null && wanted.has(parent)).map(({ id }) => id));
        last = rows.at(-1)?.seq ?? last;
        return rows.length === parentsAtOnce;
      }),
    );
    return children;
  }
}

function withSamples(db: SqlConnection, query: Compilable<Counted>): readonly TaskGroup[] {
  const rows = db.all(query);
  const seqs = listOf(rows.map(({ seq }) => seq));
  const found = db.all(
    build
      .selectFrom('task')
      .select(['seq', ...taskColumns])
      .where('seq', 'in', seqs),
  );
  const samples = new Map(found.map((row) => [row.seq, toTask(row)]));
  return rows.flatMap(({ key, count, seq }): TaskGroup[] => {
    const sample = samples.get(seq);
    return sample ? [{ key, count, sample }] : [];
  });
}

/** Tasks that are looked through before others have a turn. */
const parentsAtOnce = 2_000;

function parentsAfter(profile: ProfileId, seq: number) {
  return build
    .selectFrom('task')
    .select(['id', 'seq', sql<string | null>`json_extract(fields, '$.parent')`.as('parent')])
    .where('profile', '=', profile)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(parentsAtOnce);
}

/** Words and tags are written again only when they changed: that is most of the cost of a put. */
async function putTasks(db: SqlConnection, tasks: readonly Task[]): Promise<void> {
  const ids = listOf(tasks.map((task) => task.id));
  const found = db.all(build.selectFrom('task').select(['id', 'seq', 'indexed']).where('id', 'in', ids));
  const known = new Map(found.map(({ id, seq, indexed }) => [id, { seq, indexed }]));
  const index = new TaskIndex(db);
  await db.inSlices(tasks, (task) => {
    const indexed = indexedOf(task);
    const row = toRow(task, digest(indexed));
    const old = known.get(task.id);
    const result = db.runRow(row, old === undefined ? insert : update);
    const seq = old?.seq ?? Number(result.lastInsertRowid);
    known.set(task.id, { seq, indexed: row.indexed });
    if (old?.indexed === row.indexed) return;
    if (old !== undefined) index.remove(seq);
    index.add(seq, indexed);
  });
}
