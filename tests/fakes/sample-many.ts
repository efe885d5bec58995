import type { TaskChange } from '../../src-shared/api/contract.ts';
import type { CountedField, TaskGrouping } from '../../src-shared/api/task-lists.ts';
import type { SelectionView, TaskGroupView, TaskView, ValueCount } from '../../src-shared/api/views.ts';
import { sameValue } from '../../src-shared/domain/field.ts';

/** The sample's answers about many tasks at once; the real ones are SQL. */

const dueOrder = ['overdue', 'today', 'soon', 'later'];
const statusOrder = ['todo', 'doing', 'done', 'cancelled'];

export function groupOf(task: TaskView, by: TaskGrouping, today: string): string | null {
  switch (by) {
    case 'status':
      return task.status;
    case 'profile':
      return task.profile;
    case 'assignee':
      return task.assignees[0] ?? null;
    case 'due': {
      if (task.due === null) return null;
      const days = (Date.parse(task.due.slice(0, 10)) - Date.parse(today)) / 86_400_000;
      return days < 0 ? 'overdue' : days === 0 ? 'today' : days <= 7 ? 'soon' : 'later';
    }
  }
}

export function compareGroups(by: TaskGrouping, a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  const order = by === 'due' ? dueOrder : by === 'status' ? statusOrder : null;
  if (order) return order.indexOf(a) - order.indexOf(b);
  return a < b ? -1 : 1;
}

export function countGroups(tasks: readonly TaskView[], by: TaskGrouping, today: string): readonly TaskGroupView[] {
  const groups = Map.groupBy(tasks, (task) => groupOf(task, by, today));
  return [...groups].map(([key, own]) => ({ key, count: own.length }));
}

export function countValues(tasks: readonly TaskView[], field: CountedField, text: string): readonly ValueCount[] {
  const values = tasks.filter(({ deletedAt }) => deletedAt === null).flatMap((task) => valuesIn(task, field));
  const states = field === 'is' ? [{ value: 'bin', count: tasks.filter(({ deletedAt }) => deletedAt).length }] : [];
  const wanted = values.filter((value) => value.toLowerCase().includes(text.toLowerCase()));
  return [...tally(wanted), ...states];
}

function valuesIn(task: TaskView, field: CountedField): readonly string[] {
  switch (field) {
    case 'assignee':
      return task.assignees;
    case 'label':
      return task.labels;
    case 'in':
      return task.links.map(({ endpoint }) => endpoint);
    case 'is':
      return ['conflict', 'waiting', 'problem'].filter((state) => state === task.state);
    default:
      return task[field] === null ? [] : [task[field]];
  }
}

function tally(values: readonly string[]): readonly ValueCount[] {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, all]) => ({ value, count: all.length }));
  return counts.toSorted((a, b) => b.count - a.count);
}

export function selectionOf(tasks: readonly TaskView[]): SelectionView {
  const fields = ['status', 'priority', 'due', 'assignees', 'labels'] as const;
  const [first] = tasks;
  const common = fields.filter((field) => tasks.every((task) => sameValue(field, task[field], first?.[field])));
  const places = tasks.flatMap(({ links }) => links.map(({ endpoint, connector }) => ({ endpoint, connector })));
  return {
    tasks: tasks.length,
    common: Object.fromEntries(common.map((field) => [field, first?.[field] ?? null])),
    labels: tally(tasks.flatMap(({ labels }) => labels)),
    assignees: tally(tasks.flatMap(({ assignees }) => assignees)),
    profiles: [...new Set(tasks.map(({ profile }) => profile))],
    endpoints: [...Map.groupBy(places, ({ endpoint }) => endpoint)].map(([endpoint, own]) => {
      return { endpoint, connector: own[0]?.connector ?? '', tasks: own.length };
    }),
  };
}

export function changeSample(task: TaskView, change: TaskChange, at: string): TaskView {
  const { edit = {}, addLabels = [], removeLabels = [], addAssignees = [], removeAssignees = [], bin } = change;
  const { custom: _custom, ...plain } = edit;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const sum = (before: readonly string[], added: readonly string[], removed: readonly string[]) => [
    ...new Set([...before.filter((value) => !removed.includes(value)), ...added]),
  ];
  return {
    ...task,
    ...given,
    labels: sum(edit.labels ?? task.labels, addLabels, removeLabels),
    assignees: sum(edit.assignees ?? task.assignees, addAssignees, removeAssignees),
    deletedAt: bin === undefined ? task.deletedAt : bin ? at : null,
    updatedAt: at,
    state: task.state === 'in-sync' ? 'waiting' : task.state,
  };
}
