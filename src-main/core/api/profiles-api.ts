import type { PauseView, ProfileView, RunView, SyncState } from '../../../src-shared/api/views.ts';
import { attachmentsField } from '../../../src-shared/domain/attachment.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Problem } from '../../../src-shared/domain/run.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { type Accounts, proposePeople } from '../../../src-shared/sync/people.ts';
import { noteChanges } from '../engine/brakes.ts';
import { askToMatchAgain } from '../engine/propose-twins.ts';
import { newScripts, settingsChanges } from '../engine/settings-changes.ts';
import { awaitsFirstRun, waitForFirstRun } from '../scheduler/first-run.ts';
import { type Pause, readPause, resume } from '../scheduler/pause.ts';
import { nextRunKey } from '../scheduler/scheduler-keys.ts';
import { readCrashLoop } from '../store/crash-loop.ts';
import { isDoubtful } from '../store/restored.ts';
import type { Store } from '../store/store.ts';
import { type ApiContext, type Handlers, requireProfile } from './api-context.ts';
import { viewRun } from './run-view.ts';
import { viewVerified } from './verify-api.ts';
import { whyState } from './why-state.ts';

type Names =
  | 'profiles.list'
  | 'profiles.get'
  | 'profiles.save'
  | 'profiles.import'
  | 'profiles.export'
  | 'profiles.people'
  | 'profiles.coverage'
  | 'profiles.enable'
  | 'profiles.remove';

export function profileHandlers(context: ApiContext): Handlers<Names> {
  const { options } = context;
  const { store } = options;

  const save = async (file: unknown, replaces: string | undefined, previewFirst: boolean): Promise<ProfileView> => {
    const before = replaces === undefined ? null : await requireProfile(context, replaces);
    if (before && context.runs.isRunning(before.id)) {
      throw new TaskSyncError(
        'held',
        `“${before.name}” is syncing now. Wait until it is done, or stop it, then save again.`,
      );
    }
    // Loaded when needed: a run has no use for the file format.
    const { checkProfile, checkScripts, readProfile } = await import('./profile-format.ts');
    const { checkSchedule } = await import('../scheduler/next-run.ts');
    const { ids, clock } = options.ports;
    const profile = readProfile(file, before, { ids, clock, timeZone: options.timeZone });
    checkProfile(profile);
    await checkScripts(profile, options.ports.scripts);
    checkSchedule(profile.schedule, options.timeZone);
    if (profile.verify !== undefined) checkSchedule(profile.verify, options.timeZone);
    await requireConnections(context, profile);
    const same = await store.profiles.byName(profile.name);
    if (same && same.id !== profile.id) {
      throw new TaskSyncError(
        'invalid-input',
        `There is already a profile “${profile.name}”. Choose another name. Nothing was saved.`,
      );
    }
    await store.transaction('profile', async (tx) => {
      await tx.profiles.put(profile);
      await noteChanges(tx, profile.id, newScripts(before, profile));
      // A new mapping or policy is a reason to look at every task again; what comes of it shows in the preview first.
      if (!before) {
        if (previewFirst) await waitForFirstRun(tx, profile.id);
        return;
      }
      await tx.links.markAllDirty(profile.id);
      const changes = settingsChanges(before, profile);
      await noteChanges(tx, profile.id, changes);
      if (changes.includes('matching')) await askToMatchAgain(tx, profile.id);
      if (before.backlinks !== profile.backlinks && profile.backlinks) await tx.comments.markAllDirty(profile.id);
      const isNew =
        (before.comments === false && profile.comments !== false) || (!before.attachments && profile.attachments);
      if (isNew) await readAgain(tx, profile);
      if (before.attachments && !profile.attachments) await dropAttachmentWrites(tx, profile);
      // Another mode or limit: what was said of its files may not hold any more.
      if (before.attachments && profile.attachments) await tx.attachments.markAllDirty(profile.id);
    });
    changed(context);
    return await viewProfile(context, profile);
  };

  return {
    'profiles.list': async () => {
      const views: ProfileView[] = [];
      for (const profile of await store.profiles.list()) views.push(await viewProfile(context, profile));
      return views;
    },
    'profiles.get': async ({ profile }) => {
      const { writeProfile } = await import('./profile-format.ts');
      return writeProfile(await requireProfile(context, profile));
    },
    'profiles.save': async ({ file, replaces, previewFirst = false }) => await save(file, replaces, previewFirst),
    'profiles.import': async ({ yaml, previewFirst = false }) => {
      const { parseProfileYaml } = await import('./profile-yaml.ts');
      return await save(parseProfileYaml(yaml), undefined, previewFirst);
    },
    'profiles.export': async ({ profile }) => {
      const { writeProfile } = await import('./profile-format.ts');
      const { stringify } = await import('yaml');
      return { yaml: stringify(writeProfile(await requireProfile(context, profile)), { lineWidth: 100 }) };
    },
    'profiles.people': async ({ profile: name }) => {
      const { endpoints, people = {} } = await requireProfile(context, name);
      const places: Accounts[] = [];
      for (const { id, name: endpoint } of endpoints) {
        const { schema } = await store.endpoints.get(id);
        places.push({ endpoint, options: schema?.fields['assignees']?.options ?? [] });
      }
      return proposePeople(places, people);
    },
    'profiles.enable': async ({ profile: name, enabled }) => {
      const profile = { ...(await requireProfile(context, name)), enabled };
      await store.transaction('profile', async (tx) => {
        await tx.profiles.put(profile);
        if (enabled) await resume(tx, profile.id);
      });
      changed(context);
      return await viewProfile(context, profile);
    },
    'profiles.coverage': async ({ profile: name }) => {
      const { endpoints } = await requireProfile(context, name);
      const ids = endpoints.map(({ id }) => id);
      const groups = await store.links.coverage(ids);
      const onlyAt = (id: string) => groups.find((group) => group.endpoints.length === 1 && group.endpoints[0] === id);
      return {
        matched: groups.reduce((sum, group) => sum + (group.endpoints.length > 1 ? group.tasks : 0), 0),
        only: endpoints.map(({ id, name: endpoint }) => ({ endpoint, count: onlyAt(id)?.tasks ?? 0 })),
        excluded: await store.links.countOutOfScope(ids),
      };
    },
    'profiles.remove': async ({ profile: name }) => {
      const profile = await requireProfile(context, name);
      if (context.runs.isRunning(profile.id)) {
        throw new TaskSyncError('held', `“${profile.name}” is syncing now. Stop it first. Nothing was removed.`);
      }
      await store.transaction('profile', (tx) => tx.profiles.remove(profile.id));
      changed(context);
      return null;
    },
  };
}

/** Files stay where they are from now on: what was to be written, and what was said of it, is over. */
async function dropAttachmentWrites(tx: Store, { id, endpoints }: Profile): Promise<void> {
  const ops = await tx.attachments.ops(id);
  await tx.attachments.removeOps(ops.map((op) => op.id));
  const said = (await tx.problems.open({ profile: id })).filter(({ field }) => field === attachmentsField);
  const tasks = said.flatMap(({ task }) => task ?? []);
  for (const endpoint of endpoints) await tx.problems.clear(endpoint.id, { tasks, field: attachmentsField });
}

/** Comments or attachments that nobody read until now: the next run reads every record once more. */
async function readAgain(tx: Store, { endpoints }: Profile): Promise<void> {
  for (const { id } of endpoints) await tx.endpoints.put({ ...(await tx.endpoints.get(id)), cursor: null });
}

function changed(context: ApiContext): void {
  context.emit({ kind: 'changed', what: ['profiles', 'tasks', 'status'] });
  context.reschedule();
}

async function requireConnections(context: ApiContext, profile: Profile): Promise<void> {
  for (const { connection, direction } of profile.endpoints) {
    const found = await context.options.store.connections.byName(connection);
    if (found?.readOnly && direction !== 'pull') {
      throw new TaskSyncError(
        'invalid-input',
        `The connection “${connection}” only reads, so the profile can only take from it. Choose that direction, or let the connection write. Nothing was saved.`,
      );
    }
    if (found) continue;
    throw new TaskSyncError(
      'invalid-input',
      `The profile uses the connection “${connection}”, which does not exist. Add it first. Nothing was saved.`,
    );
  }
}

export async function viewProfile(
  context: Pick<ApiContext, 'options' | 'runs'>,
  profile: Profile,
): Promise<ProfileView> {
  const { store } = context.options;
  const runs = context.runs.begun(profile.id);
  const wasRunning = context.runs.isRunning(profile.id);
  const recent = await store.runs.list({ profile: profile.id, limit: 14 });
  const lastRun = recent[0] ? viewRun(recent[0], profile.name) : null;
  const problems = await store.problems.open({ profile: profile.id });
  const conflicts = (await store.conflicts.open(profile.id)).length;
  const pending = profile.endpoints.length === 0 ? 0 : await store.outbox.countWaiting(profile.id);
  const connectors = new Map((await store.connections.list()).map(({ name, connector }) => [name, connector]));
  const matches = await store.proposals.countOpen(profile.id);
  const counts = { conflicts, matches, pending, problems };
  const pause = profile.enabled ? await readPause(store, profile.id, context.options.ports.clock.now()) : null;
  const isPaused = !profile.enabled || pause !== null || (await readCrashLoop(store)) !== null;
  // What was counted while a run began or ended is of before it: it is said with the next look, when the run is over.
  const isRunning = wasRunning || context.runs.isRunning(profile.id) || context.runs.begun(profile.id) !== runs;
  const state = stateOf(profile, lastRun, { ...counts, isPaused, isRunning });
  const isRestored = await isDoubtful(store, profile.id);
  const sentence =
    state === 'paused' ? pauseSentence(pause, context.options.timeZone) : sentenceOf(profile, state, lastRun, counts);
  const slot = await store.settings.get<{ schedule: string; at: number }>(nextRunKey(profile.id));
  const isUnseen = await awaitsFirstRun(store, profile.id);
  const dueAt = profile.enabled && !isUnseen && slot?.schedule === profile.schedule ? slot.at : null;
  return {
    id: profile.id,
    name: profile.name,
    enabled: profile.enabled,
    schedule: profile.schedule,
    endpoints: await Promise.all(
      profile.endpoints.map(async ({ id, name, connection, container, direction }) => ({
        id,
        name,
        connection,
        connector: connectors.get(connection) ?? '',
        container,
        direction,
        linked: await store.links.countLive(id),
      })),
    ),
    state,
    why: whyState(profile, state, { run: recent[0] ?? null, problems, isRestored }),
    sentence: isRestored ? `An older copy was put back. ${sentence}` : sentence,
    tasks: (await store.tasks.list({ profile: profile.id, limit: 1 })).total,
    lastRun,
    recent: recent.map((run) => run.state),
    nextRun: dueAt === null ? null : nextRunOf(dueAt, pause, context.options.ports.clock.now()),
    ...(pause ? { pause: viewPause(pause) } : {}),
    pending,
    conflicts,
    matches,
    problems: problems.length,
    progress: context.runs.progress(profile.id),
    verify: profile.verify ?? null,
    verified: await viewVerified(store, profile.id),
  };
}

export function viewPause({ until, of }: Pause): PauseView {
  return { until: until === null ? null : new Date(until).toISOString(), of };
}

/** What falls into a pause is made up for at its end. A time that is past was meant for a scheduler that does not run now. */
function nextRunOf(dueAt: number, pause: Pause | null, now: number): string | null {
  if (pause?.until === null) return null;
  const at = Math.max(dueAt, pause?.until ?? 0);
  return at > now ? new Date(at).toISOString() : null;
}

export function pauseSentence(pause: Pause | null, timeZone: string): string {
  if (!pause || pause.until === null) return 'Paused';
  return `Paused until ${new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(pause.until)}`;
}

interface Counts {
  readonly conflicts: number;
  readonly matches: number;
  readonly pending: number;
  readonly problems: readonly Problem[];
}

function stateOf(
  profile: Profile,
  lastRun: RunView | null,
  counts: Counts & { readonly isPaused: boolean; readonly isRunning: boolean },
): SyncState {
  if (profile.endpoints.length === 0) return 'local';
  if (counts.isRunning) return 'syncing';
  if (lastRun?.state === 'held') return 'held';
  const whole = counts.problems.filter((problem) => problem.task === null && problem.remoteId === null);
  if (whole.some((problem) => problem.code === 'auth-expired' || problem.code === 'no-keychain')) return 'needs-you';
  if (whole.some((problem) => problem.code === 'unavailable' || problem.code === 'rate-limited')) return 'offline';
  if (counts.problems.length > 0) return 'problem';
  if (counts.conflicts + counts.matches > 0) return 'conflict';
  if (counts.isPaused) return 'paused';
  // Of what a stopped run did not reach, or a person left out, nobody knows whether it is in step.
  const isUnproven = lastRun === null || lastRun.state === 'stopped' || (lastRun.left ?? 0) > 0;
  return counts.pending > 0 || isUnproven ? 'waiting' : 'in-sync';
}

/** The state in words; which service, how many, what to do. */
function sentenceOf(
  profile: Profile,
  state: SyncState,
  lastRun: RunView | null,
  { conflicts, matches, pending, problems }: Counts,
): string {
  const whole = problems.find((problem) => problem.task === null && problem.remoteId === null);
  switch (state) {
    case 'held':
      return `Held: ${lastRun?.brakes[0] ?? 'it would delete unusually much.'}`;
    case 'needs-you':
      return `${whole?.endpointName ?? 'A service'} needs you to sign in again`;
    case 'problem':
      return `${whole?.message ?? `${count(problems.length, 'task')} could not be sent. See why`}`;
    case 'conflict':
      return decisionSentence(conflicts, matches);
    case 'offline':
      return `${whole?.endpointName ?? 'A service'} cannot be reached. ${offlineDetail(pending)}`;
    case 'paused':
      return 'Paused';
    case 'syncing':
      return 'Syncing';
    case 'waiting':
      if (lastRun === null) return 'Not synced yet';
      if (pending > 0) return `${count(pending, 'task')} waiting to be sent`;
      return lastRun.left
        ? `The last run left ${count(lastRun.left, 'task')} for later`
        : 'The last run was stopped before its end';
    case 'local':
      return 'A list on this device only';
    case 'in-sync':
      return `In sync with ${profile.endpoints.map((endpoint) => endpoint.name).join(' and ')}`;
  }
}

function offlineDetail(pending: number): string {
  return pending > 0 ? `${count(pending, 'change')} saved on this device` : 'Nothing waits to be sent';
}

/** What waits for a person's decision. */
export function decisionSentence(conflicts: number, matches: number): string {
  const parts = [
    ...(conflicts > 0 ? [count(conflicts, 'conflict')] : []),
    ...(matches > 0 ? [`${count(matches, 'pair')} of tasks that may be the same`] : []),
  ];
  return `${parts.join(' and ')} ${conflicts + matches === 1 ? 'needs' : 'need'} a decision`;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
