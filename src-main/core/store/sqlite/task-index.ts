import { fold } from '../../../../src-shared/filter/fold.ts';
import { build, listOf, type Schema } from './schema.ts';
import type { SqlConnection } from './sql-connection.ts';
import type { Indexed } from './task-row.ts';

const addWords = (row: Schema['task_search']) => build.insertInto('task_search').values(row);
const addTag = (row: Schema['task_tag']) => build.insertInto('task_tag').values(row);
const removeWords = (row: { seq: number }) => build.deleteFrom('task_search').where('rowid', '=', row.seq);
const removeTags = (row: { seq: number }) => build.deleteFrom('task_tag').where('task', '=', row.seq);

/** The search index and the tags: kept by hand, because the index keeps no copy of the text to compare with. */
export class TaskIndex {
  readonly #db: SqlConnection;

  constructor(db: SqlConnection) {
    this.#db = db;
  }

  add(seq: number, indexed: Indexed): void {
    const { title, body, labels, assignees } = indexed;
    this.#db.runRow({ rowid: seq, title, body, labels: labels.join('\n') }, addWords);
    for (const value of new Set(labels.map(fold))) this.#db.runRow({ kind: 'label', value, task: seq }, addTag);
    for (const value of new Set(assignees.map(fold))) this.#db.runRow({ kind: 'assignee', value, task: seq }, addTag);
  }

  remove(seq: number): void {
    this.#db.runRow({ seq }, removeWords);
    this.#db.runRow({ seq }, removeTags);
  }
}

/** With everything that hangs on them. */
export function removeTasks(db: SqlConnection, seqs: readonly number[]): void {
  db.run(build.deleteFrom('task_search').where('rowid', 'in', listOf(seqs)));
  db.run(build.deleteFrom('task').where('seq', 'in', listOf(seqs)));
}
