import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Fields } from '../../../../src-shared/domain/field.ts';
import type { Timestamp } from '../../../../src-shared/domain/ids.ts';
import { type CrashLoop, crashLoopKey, mostDeaths } from '../crash-loop.ts';
import { type Restored, restoredKey } from '../restored.ts';
import { isOfRun, type Step } from '../steps.ts';
import { type Json, toJson } from './json.ts';
import { build } from './schema.ts';
import type { SqlConnection } from './sql-connection.ts';
import { lockedError } from './store-error.ts';
import type { Death, WriterLock } from './writer-lock.ts';

const fenceNow = build.selectFrom('meta').select('fence');

/**
 * Our turn as the writer, as a number in the database. Another program that takes over raises it, and from then on each
 * of our transactions is refused, even where the file system does not honour locks (S22).
 */
export class Lease {
  readonly #db: SqlConnection;
  readonly #lock: WriterLock | null;
  readonly #lineage: string;
  #fence: number;

  private constructor(db: SqlConnection, lock: WriterLock | null, lineage: string, fence: number) {
    this.#db = db;
    this.#lock = lock;
    this.#lineage = lineage;
    this.#fence = fence;
  }

  static claim(db: SqlConnection, lock: WriterLock | null, now: Timestamp): Lease {
    db.exec('begin immediate');
    try {
      const meta = db.first(build.selectFrom('meta').select(['lineage', 'fence']));
      const lineage = meta?.lineage ?? randomUUID();
      const seen = lock?.seen(lineage) ?? 0;
      const fence = Math.max(meta?.fence ?? 0, seen) + 1;
      if (meta === undefined) {
        db.run(build.insertInto('meta').values({ id: 1, lineage, created_at: now, fence }));
      } else {
        if (seen > meta.fence) forgetBases(db, now);
        if (lock?.lastDeath) noteDeath(db, lock.lastDeath, now);
        db.run(build.updateTable('meta').set({ fence }));
      }
      db.exec('commit');
      lock?.remember(lineage, fence);
      return new Lease(db, lock, lineage, fence);
    } catch (error) {
      if (db.raw.inTransaction) db.exec('rollback');
      throw error;
    }
  }

  /** Asked inside each write transaction. False: another program has taken over. */
  isOurs(): boolean {
    return this.#db.first(fenceNow)?.fence === this.#fence;
  }

  /** A step begins: from here on it is where the program would have died. */
  begin(step: Step): void {
    if (isOfRun(step)) this.#lock?.begin(step);
  }

  /** A step is on the disk. */
  finish(step: Step): void {
    if (step === 'run') this.#lock?.finishRun();
  }

  /**
   * Inside a transaction after which something is sent. So a copy of the file is older than what the lock remembers as soon
   * as a service may know more than the copy does, also when the program ends without `end`.
   */
  advance(): void {
    this.#db.run(build.updateTable('meta').set({ fence: this.#fence + 1 }));
  }

  /** When that transaction is on the disk, and before anything is sent. */
  remember(): void {
    this.#fence++;
    this.#lock?.remember(this.#lineage, this.#fence);
  }

  /** Makes a copy that is about to replace the data fit for it: it says nothing of the services, and our turn goes on in it. */
  handOver(copy: SqlConnection, now: Timestamp): void {
    const meta = this.#db.first(build.selectFrom('meta').selectAll());
    if (meta === undefined) throw lockedError();
    copy.exec('begin immediate');
    forgetBases(copy, now);
    copy.run(build.updateTable('meta').set({ ...meta, fence: this.#fence + 1 }));
    copy.exec('commit');
  }

  /** The data is what the copy said: on the disk when this returns. Throws `locked` when it is not. */
  takeBack(): void {
    if (this.#db.first(fenceNow)?.fence !== this.#fence + 1) throw lockedError();
    this.#fence++;
    this.#db.exec('begin immediate');
    this.advance();
    // Waits for the disk, which the copying itself does not.
    this.#db.exec('commit');
    this.remember();
  }

  /** The last write. A copy of the file made while we worked is now older than what the lock remembers. */
  end(): void {
    const next = build.updateTable('meta').set({ fence: this.#fence + 1 });
    const isDone = this.#db.run(next.where('fence', '=', this.#fence)) === 1;
    if (isDone) this.#lock?.remember(this.#lineage, this.#fence + 1);
  }
}

/**
 * Makes a copy that becomes the data, without a turn of ours in what it replaces: it says nothing of the services, and is newer
 * than whatever the lock remembers of it.
 */
export function makeOlderCopy(copy: SqlConnection, lock: WriterLock, now: Timestamp): void {
  const meta = copy.first(build.selectFrom('meta').select(['lineage', 'fence']));
  if (meta === undefined) throw lockedError();
  copy.exec('begin immediate');
  forgetBases(copy, now);
  copy.run(build.updateTable('meta').set({ fence: Math.max(meta.fence, lock.seen(meta.lineage)) + 1 }));
  copy.exec('commit');
}

/** The third time in a row at the same place: sync stays off until a person says so (L8). */
function noteDeath(db: SqlConnection, { step, times }: Death, now: Timestamp): void {
  if (times < mostDeaths) return;
  const loop: CrashLoop = { at: now, step };
  db.run(build.replaceInto('setting').values({ key: crashLoopKey, value: toJson<unknown>(loop) }));
}

/**
 * Of a base only what the service had made of our values its own way (`sent`): it says nothing of the time since, but
 * without it the service's ways would look like somebody's edits.
 */
const ownWays = sql<Json<Fields>>`(
  select json_group_object(key, case when type in ('object', 'array', 'true', 'false') then json(value) else value end)
  from (
    select key, type, iif(type in ('true', 'false'), type, value) as value from json_each(link.base)
    where key in (select key from json_each(link.sent))
  )
)`;

/**
 * The file was replaced by an older copy of itself (S23): what both sides last agreed on is not known any more, and
 * writes it still holds as unsent or refused may have arrived. Equal values will match again, unequal ones become
 * conflicts.
 */
function forgetBases(db: SqlConnection, now: Timestamp): void {
  db.run(build.updateTable('link').set({ base: ownWays }).where('base', 'is not', null));
  db.run(
    build
      .updateTable('link')
      .set({ base: null, evidence: null })
      .where('base', '=', sql.lit('{}' as Json<Fields>)),
  );
  db.run(build.updateTable('endpoint').set({ cursor: null }));
  const content = sql<never>`json_set(content, '$.state', 'uncertain',
    '$.attemptedAt', coalesce(json_extract(content, '$.attemptedAt'), ${now}))`;
  const uncertain = { state: 'uncertain', content } as const;
  db.run(build.updateTable('op').set(uncertain).where('state', '<>', sql.lit('acked')));
  // Comments keep their bases: each has one author, whose own copy decides.
  db.run(build.updateTable('comment_op').set(uncertain));
  db.run(build.updateTable('attachment_op').set(uncertain));
  db.run(
    build
      .insertInto('dirty')
      .columns(['task', 'profile'])
      .expression(build.selectFrom('task').select(['id', 'profile']))
      .orIgnore(),
  );
  const doubtful = db.all(build.selectFrom('profile').select('id')).map(({ id }) => id);
  const restored: Restored = { at: now, doubtful, isRead: false };
  db.run(build.replaceInto('setting').values({ key: restoredKey, value: toJson<unknown>(restored) }));
}
