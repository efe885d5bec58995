import Database from 'better-sqlite3';
import type { Compilable } from 'kysely';
import { inSlices } from './slices.ts';
import { toStoreError } from './store-error.ts';

type Statement = Database.Statement<unknown[], unknown>;
type RowQuery<T> = (row: T) => Compilable<unknown>;

/**
 * One better-sqlite3 connection that runs Kysely's queries at once, with statements cached by their text. Kysely's own
 * executor is not used: it gives way between queries, and then another caller's query could slip into a transaction.
 */
export class SqlConnection {
  readonly raw: Database.Database;
  readonly #forRows = new WeakMap<object, Statement>();
  readonly #statements = new Map<string, Statement>();

  constructor(file: string, options: Database.Options, pragmas: readonly string[]) {
    this.raw = attempt(() => new Database(file, options));
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
    await inSlices(rows, (row) => this.runRow(row, query));
  }

  /** Replaces or inserts each. An upsert would take twice as long: SQLite prepares to undo it. */
  async putEach<T extends object>(rows: readonly T[], update: RowQuery<T>, insert: RowQuery<T>): Promise<void> {
    await inSlices(rows, (row) => {
      if (this.runRow(row, update).changes === 0) this.runRow(row, insert);
    });
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
