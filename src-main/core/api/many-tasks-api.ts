import type { TaskSelection } from '../../../src-shared/api/contract.ts';
import type { SelectionView, ValueCount } from '../../../src-shared/api/views.ts';
import { type FieldValue, sameValue } from '../../../src-shared/domain/field.ts';
import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { fold } from '../../../src-shared/filter/fold.ts';
import type { TaskGroup } from '../store/store.ts';
import type { ApiContext, Handlers } from './api-context.ts';
import { editMany, mostWithoutBackup } from './edit-many.ts';
import { revertEntries } from './revert-entries.ts';
import { groupTasks, readQuery, searchTasks } from './search-tasks.ts';
import { plainValue } from './task-view.ts';

type Names = 'tasks.groups' | 'tasks.values' | 'tasks.selection' | 'tasks.editMany' | 'tasks.revert';

/** Many tasks at once: what they have in common, and changes of all of them. */
export function manyTasksHandlers(context: ApiContext): Handlers<Names> {
  const announce = () => context.emit({ kind: 'changed', what: ['tasks', 'status', 'profiles'] });
  return {
    'tasks.groups': async ({ group, ...of }) => await groupTasks(context, await readQuery(context, of), group),
    'tasks.values': async ({ field, text = '', limit = 20 }) => {
      if (field === 'is') return await countStates(context);
      const found = await context.options.store.tasks.counts(field === 'in' ? 'endpoint' : field, fold(text), limit);
      return await named(context, field, found);
    },
    'tasks.selection': async ({ of }) => await viewSelection(context, await selectedTasks(context, of)),
    'tasks.editMany': async ({ of, change }) => {
      const tasks = 'tasks' in of ? of.tasks : (await selectedTasks(context, of)).map(({ id }) => id);
      if (tasks.length > mostWithoutBackup) await context.backups.before('bulk');
      const done = await editMany(context, tasks, change);
      if (done.changed > 0) announce();
      return done;
    },
    'tasks.revert': async ({ entries }) => {
      const done = await revertEntries(context, entries);
      if (done.changed > 0) announce();
      return done;
    },
  };
}

async function selectedTasks(context: ApiContext, of: TaskSelection): Promise<readonly Task[]> {
  if ('tasks' in of) return [...(await context.options.store.tasks.get(of.tasks)).values()];
  const order = { group: null, sort: 'updated', descending: true, offset: 0, limit: Number.MAX_SAFE_INTEGER } as const;
  const { tasks } = await searchTasks(context, { ...(await readQuery(context, of)), ...order });
  const except = new Set(of.except);
  return tasks.filter(({ id }) => !except.has(id));
}

const states = ['conflict', 'waiting', 'problem'] as const;

async function countStates({ options }: ApiContext): Promise<readonly ValueCount[]> {
  const { tasks } = options.store;
  const open = await Promise.all(
    states.map(async (is) => ({ value: is, count: (await tasks.list({ is, limit: 0 })).total })),
  );
  return [...open, { value: 'bin', count: (await tasks.list({ deleted: true, limit: 0 })).total }];
}

/** The store knows values as it finds by them; a person gets them as they are written. */
async function named(
  { options }: ApiContext,
  field: string,
  found: readonly TaskGroup[],
): Promise<readonly ValueCount[]> {
  const profiles = await options.store.profiles.list();
  const endpoints = new Map(
    profiles.flatMap((profile) => profile.endpoints.map(({ id, name }) => [id, name] as const)),
  );
  const names = new Map(profiles.map(({ id, name }) => [id, name]));
  const valueIn = ({ key, sample: { fields, profile } }: TaskGroup): FieldValue | undefined => {
    switch (field) {
      case 'in':
        return endpoints.get(String(key));
      case 'profile':
        return names.get(profile);
      case 'label':
        return spelt(fields['labels'], key);
      case 'assignee':
        return spelt(fields['assignees'], key);
      default:
        return fields[field];
    }
  };
  const values = found.map((group) => ({ value: valueIn(group), count: group.count }));
  return values.filter((one): one is ValueCount => typeof one.value === 'string' && one.value !== '');
}

function spelt(values: FieldValue | undefined, key: string | number): string | undefined {
  return Array.isArray(values) ? values.find((value) => fold(value) === key) : undefined;
}

const commonFields = ['status', 'priority', 'due', 'assignees', 'labels'] as const;

async function viewSelection({ options }: ApiContext, tasks: readonly Task[]): Promise<SelectionView> {
  const { store } = options;
  const [first] = tasks;
  const common = commonFields.filter((field) =>
    tasks.every((task) => sameValue(field, task.fields[field], first?.fields[field])),
  );
  return {
    tasks: tasks.length,
    common: Object.fromEntries(common.map((field) => [field, plainValue(first?.fields[field])])),
    labels: tally(tasks.flatMap(({ fields }) => listIn(fields['labels']))),
    assignees: tally(tasks.flatMap(({ fields }) => listIn(fields['assignees']))),
    profiles: (await store.profiles.list())
      .filter(({ id }) => tasks.some((task) => task.profile === id))
      .map(({ name }) => name),
    endpoints: await writtenTo(options, tasks, await linksOf(store, tasks)),
  };
}

function listIn(value: FieldValue | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function tally(values: readonly string[]): readonly ValueCount[] {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, all]) => ({ value, count: all.length }));
  return counts.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** Tasks asked for in one statement. */
const batchSize = 2_000;

async function linksOf(
  store: ApiContext['options']['store'],
  tasks: readonly Task[],
): Promise<ReadonlyMap<string, ReadonlySet<TaskId>>> {
  const linked = new Map<string, Set<TaskId>>();
  for (let start = 0; start < tasks.length; start += batchSize) {
    const ids = tasks.slice(start, start + batchSize).map(({ id }) => id);
    for (const { endpoint, task, state } of await store.links.byTasks(ids)) {
      if (state !== 'linked') continue;
      const own = linked.get(endpoint) ?? new Set();
      linked.set(endpoint, own.add(task));
    }
  }
  return linked;
}

/** A place that is only read is written nothing; a task that has no record there yet will get one. */
async function writtenTo(
  { store }: ApiContext['options'],
  tasks: readonly Task[],
  linked: ReadonlyMap<string, ReadonlySet<TaskId>>,
): Promise<SelectionView['endpoints']> {
  const connectors = new Map((await store.connections.list()).map(({ name, connector }) => [name, connector]));
  const own = new Set(tasks.map(({ profile }) => profile));
  return (await store.profiles.list())
    .filter(({ id }) => own.has(id))
    .flatMap(({ endpoints }) => endpoints.filter(({ direction }) => direction !== 'pull'))
    .map(({ id, name, connection }) => {
      return { endpoint: name, connector: connectors.get(connection) ?? '', tasks: linked.get(id)?.size ?? 0 };
    })
    .filter((place) => place.tasks > 0);
}
