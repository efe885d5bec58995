import type { ApiArguments, ApiName, ApiOutput } from '../../src-shared/api/contract.ts';
import type { HistoryView, TaskView } from '../../src-shared/api/views.ts';
import type { SampleData } from './sample-data.ts';

type Names =
  | 'tasks.outlook'
  | 'tasks.goBack'
  | 'tasks.skip'
  | 'tasks.unlink'
  | 'tasks.relink'
  | 'tasks.uncomment'
  | 'bin.list'
  | 'bin.restore'
  | 'bin.erase';

interface Sample {
  readonly data: SampleData;
  readonly taskOf: (id: string) => TaskView;
  readonly put: (task: TaskView) => TaskView;
  readonly record: (task: TaskView, entry: Pick<HistoryView, 'kind' | 'field' | 'before' | 'after'>) => void;
  readonly at: () => string;
}

const binDays = 30;

/** What the inspector and the bin ask for, over the lists of the sample. */
export function sampleInspector({ data, taskOf, put, at }: Sample): {
  readonly [Name in Extract<ApiName, Names>]: (input: ApiArguments<Name>) => ApiOutput<Name>;
} {
  const skipped = new Map<string, string>();
  const linked = (task: TaskView, endpoint: string, state: 'unlinked' | 'in-sync'): TaskView => ({
    ...task,
    links: task.links.map((link) => (link.endpoint === endpoint ? { ...link, state } : link)),
  });
  return {
    'tasks.outlook': ({ task: id }) => {
      const task = taskOf(id);
      const places = task.links.map(({ endpoint }) => endpoint);
      const fields = ['title', 'body', 'status', 'priority', 'due', 'labels', 'assignees', 'start', 'estimate'];
      const writes = { task: id, title: task.title };
      return {
        fields: fields.map((field) => ({
          field,
          places: field === 'estimate' ? [] : places,
          comesFrom: field === 'start' && task.start !== null ? places.slice(0, 1) : [],
        })),
        next:
          task.state === 'waiting'
            ? places.map((endpoint) => ({
                ...{ ...writes, kind: 'update' as const, endpoint },
                fields: [{ field: 'due', before: null, after: task.due }],
              }))
            : [],
        ifDeleted: places.map((endpoint) => ({ ...writes, kind: 'close' as const, endpoint, fields: [] })),
        waits: [],
        attempts:
          task.state === 'problem'
            ? places.slice(0, 1).map((endpoint) => ({ endpoint, attempts: 3, retryAt: null }))
            : [],
        subtasks: data.tasks
          .filter(({ parent }) => parent === task.id)
          .map(({ id: child, title, status }) => ({ id: child, title, status })),
        skippedAt: skipped.get(task.id) ?? null,
      };
    },
    'tasks.goBack': ({ task }) => ({ ...taskOf(task), entries: [] }),
    'tasks.skip': ({ task, skip }) => {
      if (skip) skipped.set(task, at());
      else skipped.delete(task);
      return put(taskOf(task));
    },
    'tasks.unlink': ({ task, endpoint }) => put(linked(taskOf(task), endpoint, 'unlinked')),
    'tasks.relink': ({ task, endpoint }) => put(linked(taskOf(task), endpoint, 'in-sync')),
    'tasks.uncomment': ({ task: id, comment }) => {
      const task = taskOf(id);
      return put({ ...task, comments: task.comments.filter((one) => one.id !== comment) });
    },
    'bin.list': ({ query, offset, limit }) => {
      const found = data.tasks.filter(
        ({ deletedAt, title }) => deletedAt !== null && title.toLowerCase().includes(query.toLowerCase()),
      );
      return {
        total: found.length,
        entries: found.slice(offset, offset + limit).map((task) => ({
          ...{ task, from: 'here', by: null, run: null },
          keptUntil: new Date(Date.parse(task.deletedAt ?? at()) + binDays * 86_400_000).toISOString(),
        })),
      };
    },
    'bin.restore': ({ tasks }) => {
      for (const id of tasks) put({ ...taskOf(id), deletedAt: null });
      return { restored: tasks.length };
    },
    'bin.erase': ({ tasks }) => {
      data.tasks = data.tasks.filter(({ id }) => !tasks.includes(id));
      return { erased: tasks.length, kept: [] };
    },
  };
}
