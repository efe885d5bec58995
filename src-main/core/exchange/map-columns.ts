import { TaskSyncError } from '../../../src-shared/errors.ts';
import { fold } from '../../../src-shared/filter/fold.ts';
import { importedFields, type Target } from './fields.ts';

/** What programs call these columns, in English and German, folded. */
const words: Readonly<Record<Exclude<Target, `x.${string}`>, readonly string[]>> = {
  id: ['uid', 'key', 'task id', 'issue key', 'schlussel', 'kennung', 'nummer', 'nr'],
  title: ['name', 'summary', 'task', 'subject', 'task name', 'titel', 'aufgabe', 'betreff', 'zusammenfassung'],
  body: ['description', 'notes', 'note', 'details', 'text', 'beschreibung', 'notizen', 'notiz'],
  status: ['state', 'zustand', 'stand'],
  priority: ['prio', 'prioritat', 'wichtigkeit'],
  assignees: ['assignee', 'assigned to', 'owner', 'zustandig', 'zugewiesen', 'zugewiesen an', 'bearbeiter'],
  labels: ['label', 'tags', 'tag', 'categories', 'category', 'etiketten', 'kategorien', 'kategorie', 'schlagworter'],
  start: ['start date', 'begin', 'starts', 'beginn', 'startdatum', 'anfang'],
  due: ['due date', 'deadline', 'due on', 'fallig', 'fallig am', 'falligkeit', 'falligkeitsdatum', 'frist'],
  milestone: ['version', 'fix version', 'meilenstein'],
  parent: ['parent id', 'parent task', 'ubergeordnet', 'ubergeordnete aufgabe'],
  estimate: ['estimated minutes', 'schatzung', 'aufwand'],
  progress: ['percent', '% complete', '% done', 'fortschritt'],
  custom: [],
};

/** The columns that have a field of their own; each field takes the first column that fits. */
export function mapColumns(columns: readonly string[]): ReadonlyMap<string, Target> {
  const found = new Map<string, Target>();
  const taken = new Set<Target>();
  for (const column of columns) {
    const target = targetOf(column);
    if (target === null || taken.has(target)) continue;
    taken.add(target);
    found.set(column, target);
  }
  return found;
}

function targetOf(column: string): Target | null {
  if (column.startsWith('x.') && column.length > 2) return column as Target;
  const name = fold(column).replaceAll(/[_-]+/g, ' ');
  const known = Object.entries(words).find(([field, names]) => field === name || names.includes(name));
  return known ? (known[0] as Target) : null;
}

/** With what a person says instead; null takes a column out. */
export function changeMapping(
  columns: readonly string[],
  changes: Readonly<Record<string, string | null>>,
): ReadonlyMap<string, Target> {
  const mapping = new Map(mapColumns(columns));
  for (const [column, field] of Object.entries(changes)) {
    if (!columns.includes(column)) throw wrong(`This file has no column “${column}”. It has: ${columns.join(', ')}.`);
    if (field === null) mapping.delete(column);
    else {
      const target = requireTarget(field);
      for (const [other, taken] of mapping) if (taken === target) mapping.delete(other);
      mapping.set(column, target);
    }
  }
  return mapping;
}

function requireTarget(field: string): Target {
  const known: readonly string[] = ['id', ...importedFields];
  if (known.includes(field) || (field.startsWith('x.') && field.length > 2)) return field as Target;
  throw wrong(`There is no field “${field}”. There are ${known.join(', ')}, and x.NAME for a service's own fields.`);
}

function wrong(message: string): TaskSyncError {
  return new TaskSyncError('invalid-input', `${message} Nothing was imported.`);
}
