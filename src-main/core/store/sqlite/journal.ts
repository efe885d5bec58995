import { sql } from 'kysely';
import type { Timestamp } from '../../../../src-shared/domain/ids.ts';
import type { HistoryEntry } from '../../../../src-shared/domain/run.ts';
import { type SealedEntry, sealAfter } from '../journal-seal.ts';
import type { JournalSeal } from '../store.ts';
import type { Json } from './json.ts';
import { build } from './schema.ts';
import type { SqlConnection } from './sql-connection.ts';

/** An entry, or what is kept of one that left: then it has no content, and `with_task` says how it went. */
export interface Kept extends SealedEntry {
  readonly task: string | null;
  readonly run: string | null;
  readonly content: Json<Omit<HistoryEntry, 'id'>> | null;
  readonly with_task: number | null;
}

type Gone = Pick<Kept, 'task' | 'run' | 'content' | 'with_task'>;

const entries = build
  .selectFrom('history')
  .select(['id', 'at', 'digest'])
  .select(sql<Gone['task']>`task`.as('task'))
  .select(sql<Gone['run']>`run`.as('run'))
  .select(sql<Gone['content']>`content`.as('content'))
  .select(sql<Gone['with_task']>`null`.as('with_task'));

const removed = build
  .selectFrom('history_removed')
  .select(['id', 'at', 'digest'])
  .select(sql<Gone['task']>`null`.as('task'))
  .select(sql<Gone['run']>`null`.as('run'))
  .select(sql<Gone['content']>`null`.as('content'))
  .select(sql<Gone['with_task']>`with_task`.as('with_task'));

/** In the order in which they were written. */
export function entriesAfter(db: SqlConnection, id: number, limit: number): readonly Kept[] {
  const both = entries.where('id', '>', id).unionAll(removed.where('id', '>', id));
  return db.all(both.orderBy('id').limit(limit));
}

/** How far the journal is sealed. */
export interface Head {
  /** Up to here entries may be missing, and only their digests are looked at. */
  readonly anchor: JournalSeal;
  readonly end: JournalSeal;
  /** Entries from before may be gone, by their age. */
  readonly oldBefore: Timestamp;
}

/** Null: somebody took it away; the migration made it. */
export function readHead(db: SqlConnection): Head | null {
  const row = db.first(build.selectFrom('journal').selectAll());
  if (row === undefined) return null;
  return {
    anchor: { last: row.anchor, seal: row.anchor_seal },
    end: { last: row.last, seal: row.seal },
    oldBefore: row.old_before,
  };
}

export function follow({ seal }: JournalSeal, entry: SealedEntry): JournalSeal {
  return { last: entry.id, seal: sealAfter(seal, entry) };
}

/** The chain goes on over everything that is new. Without a pause, so that two that add at once make one chain. */
export function sealNew(db: SqlConnection): void {
  const start = readHead(db)?.end;
  if (start === undefined) return;
  const own = build.selectFrom('history').select(['id', 'at', 'digest']).where('id', '>', start.last);
  const gone = build.selectFrom('history_removed').select(['id', 'at', 'digest']).where('id', '>', start.last);
  const end = db.all(own.unionAll(gone).orderBy('id')).reduce(follow, start);
  if (end !== start) db.run(build.updateTable('journal').set(end));
}

/**
 * Lets go of what the chain kept of old entries. What left without a right to stays, and so does all that came after it: it is
 * the proof. @returns how many entries the anchor has passed
 */
export function moveAnchor(db: SqlConnection, before: Timestamp, limit: number): number {
  const head = readHead(db);
  if (head === null) return 0;
  let end = head.anchor;
  let passed = 0;
  for (const entry of entriesAfter(db, end.last, limit)) {
    if (entry.at >= before || entry.id !== end.last + 1 || entry.id > head.end.last) break;
    end = follow(end, entry);
    passed++;
  }
  if (passed === 0) return 0;
  db.run(build.updateTable('journal').set({ anchor: end.last, anchor_seal: end.seal }));
  db.run(build.deleteFrom('history_removed').where('id', '<=', end.last));
  return passed;
}
