import type { CheckpointThread } from './checkpoint-thread.ts';
import type { SqlConnection } from './sql-connection.ts';

/** Pages that the database lacks, from which on a thread brings them there: 16 MB. */
const usualLongLog = 4000;

/**
 * Brings what the log holds into the database. 16 MB of it wait for the disk for a tenth of a second, so a thread does that beside
 * the commits; what they add meanwhile is left for the connection that writes, because the log begins anew only when all of it is in
 * the database and nobody writes (https://www.sqlite.org/wal.html#ckpt). Where the thread fails, `wal_autocheckpoint` remains.
 */
export class Checkpoints {
  readonly #file: string;
  readonly #db: SqlConnection;
  readonly #longLog: number;
  #thread: Promise<CheckpointThread> | null = null;
  #state: 'idle' | 'under way' | 'almost done' | 'given up' = 'idle';

  /**
   * @param db the connection that writes
   * @param longLog in pages
   */
  constructor(file: string, db: SqlConnection, longLog = usualLongLog) {
    this.#file = file;
    this.#db = db;
    this.#longLog = longLog;
  }

  /** After a commit, outside of every transaction. Never throws: what was committed is on the disk, here or there. */
  afterCommit(): void {
    try {
      if (this.#state === 'almost done') {
        this.#db.pragma('wal_checkpoint(passive)');
        this.#state = 'idle';
      } else if (this.#state === 'idle' && this.#missing() >= this.#longLog) {
        this.#state = 'under way';
        void this.#checkpoint();
      }
    } catch {
      this.#state = 'given up';
    }
  }

  /** After what is under way. */
  async close(): Promise<void> {
    this.#state = 'given up';
    const thread = await this.#thread?.catch(() => null);
    await thread?.close();
  }

  async #checkpoint(): Promise<void> {
    try {
      // Only here: most commands write little and are over soon.
      this.#thread ??= import('./checkpoint-thread.ts').then((module) => module.startCheckpointThread(this.#file));
      await (await this.#thread).checkpoint();
      if (this.#state === 'under way') this.#state = 'almost done';
    } catch {
      this.#state = 'given up';
    }
  }

  /** Pages that the database lacks. */
  #missing(): number {
    const [row] = this.#db.raw.pragma('wal_checkpoint(noop)') as [{ log: number; checkpointed: number }];
    return row.log - row.checkpointed;
  }
}
