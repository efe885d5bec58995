import type { MatchView } from '../../../src-shared/api/views.ts';
import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Proposal } from '../../../src-shared/domain/proposal.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import { loadItems } from '../engine/load-items.ts';
import { placesOf } from '../engine/propose-twins.ts';
import {
  type ApiContext,
  type Handlers,
  requireProfile,
  requireRest,
  requireTask,
  requireUnique,
} from './api-context.ts';
import { viewTasks } from './task-view.ts';

type Names =
  | 'plans.pair'
  | 'matches.list'
  | 'matches.find'
  | 'matches.accept'
  | 'matches.reject'
  | 'tasks.pair'
  | 'tasks.unpair';

export function matchHandlers(context: ApiContext): Handlers<Names> {
  const { options } = context;
  const { store } = options;
  const changed = (): void => {
    context.emit({ kind: 'changed', what: ['matches', 'tasks', 'profiles', 'status'] });
  };
  const openOne = async (id: string): Promise<{ readonly proposal: Proposal; readonly profile: Profile }> => {
    const proposal = requireUnique(await store.proposals.open(), id, 'open match');
    const profile = await store.profiles.get(proposal.profile);
    if (!profile) throw new TaskSyncError('not-found', 'The profile of this match is no longer here.');
    requireRest(context, profile);
    return { proposal, profile };
  };
  const answered = async (proposal: Proposal, profile: Profile, isSame: boolean): Promise<MatchView> => {
    const [view] = await viewMatches(context, [proposal]);
    // Loaded when needed: most programs never answer anything.
    const { joinTwins, keepApart } = await import('../matching/join-twins.ts');
    await (isSame ? joinTwins : keepApart)(options, profile, proposal.task, proposal.twin);
    changed();
    if (!view) throw new TaskSyncError('not-found', 'This match is no longer here.');
    return view;
  };
  const shown = async (task: Task): Promise<Awaited<ReturnType<typeof viewTasks>>[number]> => {
    const now = (await store.tasks.get([task.id])).get(task.id);
    const [view] = now ? await viewTasks(context, [now]) : [];
    if (!view) throw new TaskSyncError('not-found', 'This task is no longer here.');
    return view;
  };
  return {
    'matches.list': async ({ profile: name }) => {
      const profile = name === undefined ? undefined : (await requireProfile(context, name)).id;
      return await viewMatches(context, await store.proposals.open(profile));
    },
    'matches.find': async ({ profile: name }) => {
      const profile = await requireProfile(context, name);
      requireRest(context, profile);
      if (profile.match.mode === 'create-only' || profile.endpoints.length < 2) {
        const why =
          profile.endpoints.length < 2 ? 'has fewer than two places' : 'does not match tasks (match: create-only)';
        throw new TaskSyncError('invalid-input', `“${profile.name}” ${why}. Nothing was looked for.`);
      }
      const { findMatches } = await import('../matching/find-matches.ts');
      await findMatches(options, profile);
      changed();
      return await viewMatches(context, await store.proposals.open(profile.id));
    },
    'matches.accept': async ({ match }) => {
      const { proposal, profile } = await openOne(match);
      return await answered(proposal, profile, true);
    },
    'matches.reject': async ({ match }) => {
      const { proposal, profile } = await openOne(match);
      return await answered(proposal, profile, false);
    },
    'plans.pair': async ({ profile: name, task, with: twin }) => {
      const profile = await requireProfile(context, name);
      requireRest(context, profile);
      const { joinTwins } = await import('../matching/join-twins.ts');
      await joinTwins(options, profile, task, twin);
      changed();
      return null;
    },
    'tasks.pair': async ({ task: id, with: other }) => {
      const [task, twin] = [await requireTask(context, id), await requireTask(context, other)];
      const profile = await requireProfile(context, task.profile);
      requireRest(context, profile);
      const { joinTwins } = await import('../matching/join-twins.ts');
      const joined = await joinTwins(options, profile, task.id, twin.id);
      changed();
      return await shown({ ...task, id: joined });
    },
    'tasks.unpair': async ({ task: id, endpoint: name }) => {
      const task = await requireTask(context, id);
      const profile = await requireProfile(context, task.profile);
      requireRest(context, profile);
      const endpoint = profile.endpoints.find((one) => one.name === name);
      if (!endpoint) {
        const known = profile.endpoints.map((one) => one.name).join(', ');
        throw new TaskSyncError('invalid-input', `“${name}” is no place of this task. There are: ${known}.`);
      }
      const { partTwin } = await import('../matching/part-twin.ts');
      await partTwin(options, profile, task.id, endpoint.id);
      changed();
      return await shown(task);
    },
  };
}

/** The likeliest first. */
export async function viewMatches(
  { options: { store } }: ApiContext,
  proposals: readonly Proposal[],
): Promise<readonly MatchView[]> {
  const ids = [...new Set(proposals.flatMap(({ task, twin }) => [task, twin]))];
  const items = new Map((await loadItems(store, ids)).map((item) => [item.taskId, item]));
  const profiles = new Map((await store.profiles.list()).map((profile) => [profile.id, profile]));
  return proposals
    .map(({ id, profile, task, twin, score, reasons, since }) => {
      const owner = profiles.get(profile);
      const sides = [viewSide(items, owner, task), viewSide(items, owner, twin)] as const;
      return { id, profile: owner?.name ?? '', score, reasons, since, sides };
    })
    .sort((a, b) => b.score - a.score);
}

function viewSide(
  items: ReadonlyMap<TaskId, SyncItem>,
  profile: Profile | undefined,
  id: TaskId,
): MatchView['sides'][number] {
  const item = items.get(id);
  const places = item ? placesOf(item) : [];
  const own = item?.links.filter(({ endpoint }) => places.includes(endpoint)) ?? [];
  const title = item?.task?.fields['title'] ?? own[0]?.observation?.fields['title'];
  return {
    task: id,
    title: typeof title === 'string' ? title : '',
    isNew: item?.task == null,
    records: own.map(({ endpoint, remoteId, observation }) => ({
      endpoint: profile?.endpoints.find((one) => one.id === endpoint)?.name ?? endpoint,
      remoteId,
      url: observation?.url ?? null,
    })),
  };
}
