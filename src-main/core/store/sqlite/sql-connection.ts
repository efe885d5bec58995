import Database from 'better-sqlite3';
import type { Compilable } from 'kysely';
import { Pace, type Stopwatch } from './slices.ts';
import { toStoreError } from './store-error.ts';

/** Ours are some hundred; searches of people are statements of their own. */
const mostStatements = 500;

type Statement = Database.Statement<unknown[], unknown>;
type RowQuery<T> = (row: T) => Compilable<unknown>;

/**
 * One better-sqlite3 connection that runs Kysely's queries at once, with statements cached by their text. Kysely's own
 * executor is not used: it gives way between queries, and then another caller's query could slip into a transaction.
 */
export class SqlConnection {
  readonly raw: Database.Database;
  readonly stopwatch: Stopwatch;
  readonly #forRows = new WeakMap<object, Statement>();
  readonly #statements = new Map<string, Statement>();
  /** One for all work here: ten pieces that are each short enough would together still block the event loop. */
  readonly #pace: Pace;

  /** @param source a file, `:memory:`, or the content of a database that lives in memory */
  constructor(
    source: string | Buffer,
    options: Database.Options,
    pragmas: readonly string[],
    stopwatch: Stopwatch = () => performance.now(),
  ) {
    this.stopwatch = stopwatch;
    this.#pace = new Pace(stopwatch);
    this.raw = attempt(() => new Database(source, options));
    try {
      for (const pragma of pragmas) this.pragma(pragma);
    } catch (error) {
      this.raw.close();
      throw error;
    }
  }

  all<R>(query: Compilable<R>): R[] {
    const { sql, parameters } = query.compile();
    return attempt(() => this.#prepare(sql).all(...parameters) as R[]);
  }

  first<R>(query: Compilable<R>): R | undefined {
    const { sql, parameters } = query.compile();
    return attempt(() => this.#prepare(sql).get(...parameters) as R | undefined);
  }

  /** Rows as something else, in slices. */
  async map<R, T>(query: Compilable<R>, change: (row: R) => T): Promise<T[]> {
    const results: T[] = [];
    await this.inSlices(this.all(query), (row) => results.push(change(row)));
    return results;
  }

  /** @returns how many rows changed */
  run(query: Compilable<unknown>): number {
    const { sql, parameters } = query.compile();
    return attempt(() => this.#prepare(sql).run(...parameters).changes);
  }

  /**
   * Runs a query for one of many rows. It is compiled for the first one and known again by its identity, so give a
   * constant: six times as fast as compiling each. It depends on the row's keys only, and its parameters are the row's
   * values in order.
   */
  runRow<T extends object>(row: T, query: RowQuery<T>): Database.RunResult {
    return attempt(() => {
      const statement = this.#forRows.get(query) ?? this.#prepareForRows(row, query);
      return statement.run(...Object.values(row));
    });
  }

  async runEach<T extends object>(rows: readonly T[], query: RowQuery<T>): Promise<void> {
    await this.inSlices(rows, (row) => this.runRow(row, query));
  }

  /** Replaces or inserts each. An upsert would take twice as long: SQLite prepares to undo it. */
  async putEach<T extends object>(rows: readonly T[], update: RowQuery<T>, insert: RowQuery<T>): Promise<void> {
    await this.inSlices(rows, (row) => {
      if (this.runRow(row, update).changes === 0) this.runRow(row, insert);
    });
  }

  /** Long work lets others have the event loop. */
  async inSlices<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
    const pace = this.#pace;
    for (const item of items) {
      work(item);
      if (pace.due) await pace.pause();
    }
  }

  /** Repeats a bounded piece of work until it reports that nothing was left. */
  async untilDone(work: () => boolean): Promise<void> {
    const pace = this.#pace;
    while (work()) if (pace.due) await pace.pause();
  }

  exec(sql: string): void {
    attempt(() => this.#prepare(sql).run());
  }

  pragma(text: string): unknown {
    return attempt(() => this.raw.pragma(text, { simple: true }));
  }

  #prepareForRows<T extends object>(row: T, query: RowQuery<T>): Statement {
    const statement = this.#prepare(query(row).compile().sql);
    this.#forRows.set(query, statement);
    return statement;
  }

  #prepare(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.raw.prepare<unknown[], unknown>(sql);
    this.#statements.set(sql, statement);
    const [oldest] = this.#statements.size > mostStatements ? this.#statements.keys() : [];
    if (oldest !== undefined) this.#statements.delete(oldest);
    return statement;
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error);
  }
}
