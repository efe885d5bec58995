import type { Insertable } from 'kysely';
import type { RunId, TaskId } from '../../../../src-shared/domain/ids.ts';
import type { HistoryEntry } from '../../../../src-shared/domain/run.ts';
import { digestOf } from '../journal-seal.ts';
import type { HistoryRepo, JournalCheck, JournalSeal } from '../store.ts';
import { countChanges } from './change-counts.ts';
import { checkJournal } from './check-journal.ts';
import { readHead, sealNew } from './journal.ts';
import { fromJson, toJson } from './json.ts';
import { all, build, listOf, type Schema } from './schema.ts';
import type { Session } from './tx.ts';

const append = (row: Insertable<Schema['history']>) => build.insertInto('history').values(row);

export class SqliteHistoryRepo implements HistoryRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async append(entries: readonly Omit<HistoryEntry, 'id'>[]): Promise<void> {
    if (entries.length === 0) return;
    const rows = entries.map((entry) => {
      const content = toJson(entry);
      return { task: entry.task, run: entry.run, at: entry.at, content, digest: digestOf(content) };
    });
    await this.#session.write(async (db) => {
      await db.runEach(rows, append);
      sealNew(db);
      countChanges(db, entries);
    });
  }

  async list(query: Parameters<HistoryRepo['list']>[0]): Promise<readonly HistoryEntry[]> {
    let entries = build
      .selectFrom('history')
      .select(['id', 'content'])
      .orderBy('id', 'desc')
      .limit(query.limit ?? all);
    if (query.task !== undefined) entries = entries.where('task', '=', query.task);
    if (query.tasks !== undefined) entries = entries.where('task', 'in', listOf(query.tasks));
    if (query.since !== undefined) entries = entries.where('at', '>=', query.since);
    if (query.run !== undefined) entries = entries.where('run', '=', query.run);
    if (query.before !== undefined) entries = entries.where('id', '<', query.before);
    if (query.from !== undefined) entries = entries.where('id', '>=', query.from);
    return await this.#session.read((db) => db.map(entries, (row) => ({ ...fromJson(row.content), id: row.id })));
  }

  async tasksOf(run: RunId, after: TaskId | null, limit: number): Promise<readonly TaskId[]> {
    const query = build
      .selectFrom('history')
      .select('task')
      .distinct()
      .where('run', '=', run)
      .where('task', '>', after ?? '')
      .orderBy('task')
      .limit(limit);
    return (await this.#session.read((db) => db.all(query))).map((row) => row.task);
  }

  async digests(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const query = build.selectFrom('history').select(['id', 'digest']).where('id', 'in', listOf(ids));
    const rows = await this.#session.read((db) => db.all(query));
    return new Map(rows.map(({ id, digest }) => [id, digest]));
  }

  async seal(): Promise<JournalSeal | null> {
    return await this.#session.read((db) => readHead(db)?.end ?? null);
  }

  async check(noted?: JournalSeal): Promise<JournalCheck> {
    return await this.#session.read((db) => checkJournal(db, noted));
  }
}
