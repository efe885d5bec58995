import { sql } from 'kysely';
import type { Timestamp } from '../../../../src-shared/domain/ids.ts';
import type { Notice } from '../../../../src-shared/domain/notice.ts';
import type { NoticeRepo } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import { build, excluded } from './schema.ts';
import type { Session } from './tx.ts';

export class SqliteNoticeRepo implements NoticeRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async put(notice: Notice): Promise<void> {
    const { id, profile, at, isRead } = notice;
    const row = { id, profile, at, read: isRead ? 1 : 0, content: toJson(notice) };
    const query = build
      .insertInto('notice')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(row, 'id')));
    await this.#session.write((db) => db.run(query));
  }

  async list(limit: number): Promise<readonly Notice[]> {
    const query = build
      .selectFrom('notice')
      .select(['content', 'read'])
      .orderBy('at', 'desc')
      .orderBy('seq', 'desc')
      .limit(limit);
    return await this.#session.read((db) =>
      db.map(query, (row) => {
        const notice: Notice = fromJson(row.content);
        // Notices of older versions do not say whether they are put off.
        return { ...notice, snoozedUntil: notice.snoozedUntil ?? null, isRead: row.read === 1 };
      }),
    );
  }

  async countUnread(): Promise<number> {
    const query = build
      .selectFrom('notice')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('read', '=', sql.lit(0));
    return (await this.#session.read((db) => db.first(query)))?.count ?? 0;
  }

  async markRead(): Promise<void> {
    const query = build.updateTable('notice').set({ read: 1 }).where('read', '=', sql.lit(0));
    await this.#session.write((db) => db.run(query));
  }

  async removeBefore(at: Timestamp): Promise<void> {
    await this.#session.write((db) => db.run(build.deleteFrom('notice').where('at', '<', at)));
  }
}
