import { type Fields, sameValue } from '../../../../src-shared/domain/field.ts';
import {
  type Difference,
  type DifferenceKind,
  differenceKinds,
  type NamedDifference,
  type TaskDifference,
} from '../snapshots.ts';
import type { SqlConnection } from './sql-connection.ts';
import { connectForReading } from './writer.ts';

/** Of one thing in both files: what it is now and what it was in the copy. */
const pairs = (table: string, columns: string, isChanged: string): string => `
  select 'gone' as kind, here.id, ${columns} from main.${table} as here left join copy.${table} as past using (id) where past.id is null
  union all
  select 'changed', here.id, ${columns} from main.${table} as here join copy.${table} as past using (id) where ${isChanged}
  union all
  select 'back', past.id, ${columns} from copy.${table} as past left join main.${table} as here using (id) where here.id is null`;

const taskPairs = pairs(
  'task',
  `coalesce(here.title, past.title) as title, here.fields as now_fields, past.fields as then_fields,
   here.deleted_at is null as is_here, past.deleted_at is null as was_here`,
  'here.fields <> past.fields or (here.deleted_at is null) <> (past.deleted_at is null)',
);

interface TaskPair {
  readonly kind: DifferenceKind;
  readonly id: string;
  readonly title: string;
  readonly now_fields: string | null;
  readonly then_fields: string | null;
  readonly is_here: number;
  readonly was_here: number;
}

/** What is in one of two files and not in the other, or is something else there. Both have the newest schema. */
export function compareFiles(
  file: string,
  copy: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Difference {
  const db = connectForReading(file);
  try {
    db.raw.prepare('attach ? as copy').run(copy);
    const counted = db.raw
      .prepare<[], { kind: DifferenceKind; count: number }>(
        `select kind, count(*) as count from (${taskPairs}) group by kind`,
      )
      .all();
    const countOf = new Map(counted.map(({ kind, count }) => [kind, count]));
    const page = db.raw
      .prepare<[number, number], TaskPair>(
        `select * from (${taskPairs}) order by kind = 'back', kind = 'changed', title, id limit ? offset ?`,
      )
      .all(limit, offset);
    return {
      counts: { gone: countOf.get('gone') ?? 0, changed: countOf.get('changed') ?? 0, back: countOf.get('back') ?? 0 },
      tasks: page.map(differenceOf),
      profiles: namedIn(db, 'profile'),
      connections: namedIn(db, 'connection'),
    };
  } finally {
    db.raw.close();
  }
}

function namedIn(db: SqlConnection, table: 'profile' | 'connection'): readonly NamedDifference[] {
  const query = pairs(table, 'coalesce(here.name, past.name) as name', 'here.content <> past.content');
  const found = db.raw.prepare<[], NamedDifference>(`select kind, name from (${query}) order by name`).all();
  return found.toSorted((a, b) => differenceKinds.indexOf(a.kind) - differenceKinds.indexOf(b.kind));
}

function differenceOf({ kind, id, title, ...pair }: TaskPair): TaskDifference {
  return { task: id, title, kind, fields: kind === 'changed' ? changedFields(pair) : [] };
}

function changedFields(pair: Omit<TaskPair, 'kind' | 'id' | 'title'>): TaskDifference['fields'] {
  const now = JSON.parse(pair.now_fields ?? '{}') as Fields;
  const then = JSON.parse(pair.then_fields ?? '{}') as Fields;
  const names = [...new Set([...Object.keys(now), ...Object.keys(then)])];
  const changed = names.filter((name) => !sameValue(name, now[name], then[name]));
  return pair.is_here === pair.was_here ? changed : [...changed, 'bin'];
}
