import type { TaskGrouping } from '../../../src-shared/api/task-lists.ts';
import type { TaskGroupView } from '../../../src-shared/api/views.ts';
import { isWhen } from '../../../src-shared/domain/field.ts';
import type { ProfileId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { addToDay, dayIn, dayOf, startOfDay } from '../../../src-shared/filter/days.ts';
import { allOf, type Filter, isEverything, leavesOf, type SearchState } from '../../../src-shared/filter/filter.ts';
import { type FilterContext, type FilterSubject, matchFilter } from '../../../src-shared/filter/match-filter.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import type { Grouping, TaskQuery } from '../store/store.ts';
import { type ApiContext, requireProfile } from './api-context.ts';
import { splitFilter } from './split-filter.ts';

export interface TaskSearch {
  readonly filter: Filter;
  readonly profile: ProfileId | null;
  /** Null: one list. */
  readonly group: TaskGrouping | null;
  readonly sort: NonNullable<TaskQuery['sort']>;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

interface Found {
  readonly tasks: readonly Task[];
  readonly total: number;
}

/** The store answers what it has an index for; what is left of the filter is asked of each task of its answer. */
export async function searchTasks(context: ApiContext, search: TaskSearch): Promise<Found> {
  const { group, sort, descending, offset, limit } = search;
  const narrowed = await narrow(context, search);
  if (narrowed === null) return { tasks: [], total: 0 };
  const query = { ...narrowed.query, sort, descending, ...(group === null ? {} : { group: grouping(context, group) }) };
  if (isEverything(narrowed.rest)) return await context.options.store.tasks.list({ ...query, offset, limit });
  return await sift(context, query, narrowed.rest, { offset, limit });
}

/**
 * The next of the tasks that the filter finds, ascending by id after the given one: in that order a task that changes meanwhile is
 * neither left out nor told twice. Possibly fewer than the limit. @returns with `next` where to go on, null at the end
 */
export async function pageOfTasks(
  context: ApiContext,
  search: Pick<TaskSearch, 'filter' | 'profile'>,
  { after, limit }: { readonly after: TaskId | null; readonly limit: number },
): Promise<{ readonly tasks: readonly Task[]; readonly next: TaskId | null }> {
  const narrowed = await narrow(context, search);
  if (narrowed === null) return { tasks: [], next: null };
  const page = await context.options.store.tasks.page(narrowed.query, after, limit);
  if (isEverything(narrowed.rest)) return page;
  return { ...page, tasks: await matching(context, page.tasks, narrowed.rest, await filterContext(context)) };
}

const inBin: Filter = { kind: 'state', state: 'deleted' };

/** A filter as a person wrote it. @throws TaskSyncError `invalid-input` with `facts.position` */
export async function readQuery(
  context: ApiContext,
  of: {
    readonly profile?: string | undefined;
    readonly query?: string | undefined;
    readonly deleted?: boolean | undefined;
  },
): Promise<Pick<TaskSearch, 'filter' | 'profile'>> {
  const profile = of.profile === undefined ? null : (await requireProfile(context, of.profile)).id;
  return { filter: allOf([parseFilter(of.query ?? ''), ...(of.deleted ? [inBin] : [])]), profile };
}

/** The groups of the same list, in its order. */
export async function groupTasks(
  context: ApiContext,
  search: Pick<TaskSearch, 'filter' | 'profile'>,
  by: TaskGrouping,
): Promise<readonly TaskGroupView[]> {
  const { store } = context.options;
  const group = grouping(context, by);
  const names = new Map((await store.profiles.list()).map(({ id, name }) => [id, name]));
  const narrowed = await narrow(context, search);
  if (narrowed === null) return [];
  if (isEverything(narrowed.rest)) {
    const groups = await store.tasks.groups({ ...narrowed.query, group });
    return groups.map(({ sample, count }) => ({ key: groupOf(context, by, sample, names), count }));
  }
  const { tasks } = await sift(context, { ...narrowed.query, group }, narrowed.rest, { offset: 0, limit: Infinity });
  const groups = Map.groupBy(tasks, (task) => groupOf(context, by, task, names));
  return [...groups].map(([key, own]) => ({ key, count: own.length }));
}

const dueGroups = ['overdue', 'today', 'soon'] as const;

function grouping({ options }: ApiContext, by: TaskGrouping): Grouping {
  if (by !== 'due') return { by };
  const days = dueDays(options);
  return { by, until: days.map((day) => ({ day, instant: startOfDay(day, options.timeZone) })) };
}

/** The days before which the groups of due days end. */
function dueDays({ ports, timeZone }: ApiContext['options']): readonly string[] {
  const today = dayIn(new Date(ports.clock.now()).toISOString(), timeZone);
  return [today, addToDay(today, 1, 'd'), addToDay(today, 8, 'd')];
}

function groupOf(
  { options }: ApiContext,
  by: TaskGrouping,
  { fields, profile }: Task,
  names: ReadonlyMap<ProfileId, string>,
): string | null {
  switch (by) {
    case 'profile':
      return names.get(profile) ?? null;
    case 'status':
      return typeof fields['status'] === 'string' && fields['status'] !== '' ? fields['status'] : null;
    case 'assignee':
      return Array.isArray(fields['assignees']) ? (fields['assignees'][0] ?? null) : null;
    case 'due': {
      const due = fields['due'];
      if (!isWhen(due)) return null;
      const day = dayOf(due, options.timeZone);
      const index = dueDays(options).findIndex((end) => day < end);
      return dueGroups[index] ?? 'later';
    }
  }
}

/** What the store is asked for, and what is left to be looked at. Null: no profile can be meant. */
async function narrow(
  context: ApiContext,
  search: Pick<TaskSearch, 'filter' | 'profile'>,
): Promise<{ readonly query: TaskQuery; readonly rest: Filter } | null> {
  const { query, rest, profileName } = splitFilter(search.filter, await filterContext(context));
  const named = profileName === null ? null : (await requireProfile(context, profileName)).id;
  const profile = search.profile ?? named;
  if (named !== null && named !== profile) return null;
  return { query: { ...query, ...(profile === null ? {} : { profile }) }, rest };
}

/** Tasks looked at in one go. */
const pageSize = 1000;

async function sift(
  context: ApiContext,
  query: TaskQuery,
  filter: Filter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<Found> {
  const { store, ports } = context.options;
  const asked = await filterContext(context);
  const tasks: Task[] = [];
  let total = 0;
  for (let start = 0; ; start += pageSize) {
    const page = await store.tasks.list({ ...query, offset: start, limit: pageSize });
    for (const task of await matching(context, page.tasks, filter, asked)) {
      if (total >= offset && tasks.length < limit) tasks.push(task);
      total++;
    }
    if (start + pageSize >= page.total) return { tasks, total };
    await ports.clock.sleep(0);
  }
}

async function matching(
  context: ApiContext,
  tasks: readonly Task[],
  filter: Filter,
  asked: FilterContext,
): Promise<readonly Task[]> {
  const subjects = await subjectsOf(context, tasks, filter);
  return tasks.filter((_task, index) => {
    const subject = subjects[index];
    return subject !== undefined && matchFilter(filter, subject, asked);
  });
}

/** Today here, and the accounts that are the person's own. */
async function filterContext({ options }: ApiContext): Promise<FilterContext> {
  const { store, ports, timeZone } = options;
  const connections = await store.connections.list();
  const today = dayIn(new Date(ports.clock.now()).toISOString(), timeZone);
  return { today, timeZone, me: connections.flatMap(({ username }) => username ?? []) };
}

/** Looks up only what the filter asks for. */
async function subjectsOf(
  { options }: ApiContext,
  tasks: readonly Task[],
  filter: Filter,
): Promise<readonly FilterSubject[]> {
  const { store } = options;
  const leaves = leavesOf(filter);
  const asksFor = (field: string): boolean => leaves.some((leaf) => leaf.kind === 'field' && leaf.field === field);
  const ids = tasks.map((task) => task.id);
  const profiles = await store.profiles.list();
  const nameOf = new Map(profiles.map((profile) => [profile.id, profile.name]));
  const endpoints = new Map(profiles.flatMap((profile) => profile.endpoints.map(({ id, name }) => [id, name])));
  const links = asksFor('in') ? (await store.links.byTasks(ids)).filter((link) => link.state === 'linked') : [];
  const linksOf = Map.groupBy(links, (link) => link.task);
  const states = leaves.some((leaf) => leaf.kind === 'state') ? await statesOf(options, ids) : null;
  return tasks.map((task) => ({
    fields: task.fields,
    profile: nameOf.get(task.profile) ?? '',
    places: (linksOf.get(task.id) ?? []).flatMap((link) => endpoints.get(link.endpoint) ?? []),
    states: new Set([...(states?.(task.id) ?? []), ...(task.deletedAt === null ? [] : ['deleted' as const])]),
    createdAt: task.createdAt,
    updatedAt: task.updatedAt,
  }));
}

async function statesOf(
  { store }: ApiContext['options'],
  ids: readonly TaskId[],
): Promise<(task: TaskId) => readonly SearchState[]> {
  const open = (await store.conflicts.byTasks(ids)).filter((conflict) => conflict.state === 'open');
  const writes = (await store.outbox.byTasks(ids)).filter((op) => op.state !== 'acked');
  const marked: Readonly<Record<Exclude<SearchState, 'deleted'>, ReadonlySet<TaskId | null>>> = {
    conflict: new Set(open.map((conflict) => conflict.task)),
    waiting: new Set([...writes.map((op) => op.task), ...(await store.links.dirtyAmong(ids))]),
    problem: new Set((await store.problems.open({ tasks: ids })).map((problem) => problem.task)),
  };
  return (task) => (['conflict', 'waiting', 'problem'] as const).filter((state) => marked[state].has(task));
}
