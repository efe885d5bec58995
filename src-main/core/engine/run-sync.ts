import type { RunId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { Brake } from '../../../src-shared/domain/plan.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Problem, Progress, Run, RunPhase, RunState, RunTrigger } from '../../../src-shared/domain/run.ts';
import { type TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { limitScripts } from '../../../src-shared/rules/limit-scripts.ts';
import type { CoreOptions } from '../core.ts';
import type { EditHold } from '../edit-hold.ts';
import { openOps } from '../store/open-ops.ts';
import { clearDoubt, isDoubtful } from '../store/restored.ts';
import { releaseBrakes } from './brakes.ts';
import { type Acceptance, createChoice } from './choice.ts';
import { commitAttachments } from './commit-attachments.ts';
import { commitComments } from './commit-comments.ts';
import { type Committed, commitPlan } from './commit-plan.ts';
import { executeAttachments } from './execute-attachments.ts';
import { executeComments } from './execute-comments.ts';
import { executeOps } from './execute-ops.ts';
import { logFailures, logRun } from './log-run.ts';
import { makePlan } from './make-plan.ts';
import { missingFields } from './missing-fields.ts';
import { observe } from './observe.ts';
import { openPlaces } from './open-places.ts';
import { proposeTwins } from './propose-twins.ts';
import { createReporter } from './report-progress.ts';
import { type Place, problemAt, type RunContext, timestamp } from './run-context.ts';
import { rememberParkedAttachments } from './settle-attachment.ts';
import { rememberParked } from './settle-comment.ts';
import { skippedTasks } from './skipped-tasks.ts';

export interface RunRequest {
  readonly profile: Profile;
  readonly run: RunId;
  readonly trigger: RunTrigger;
  readonly acceptBrakes: boolean;
  /** The run carries out only this of its plan. */
  readonly acceptance?: Acceptance;
  /** Stop: nothing new is begun. */
  readonly signal: AbortSignal;
  /** Cut off: requests in flight are given up. */
  readonly cutSignal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Whether a person waits for it by now: somebody may ask for it while it runs in the background. */
  readonly isAwaited: () => boolean;
  readonly hold: EditHold;
}

/** Rounds in which what the services answered to our writes is taken in again; two are usual. */
const mostRounds = 6;

/**
 * One pass of one profile: observe, plan, guard, commit, execute, settle, and again until nothing is left to do. Every
 * step can be repeated after a crash. Never throws for what services do: the run's state and problems say it.
 */
export async function runSync(options: CoreOptions, request: RunRequest): Promise<Run> {
  return await logRun(options.ports.logger, request, () => carryOut(options, request));
}

async function carryOut(options: CoreOptions, request: RunRequest): Promise<Run> {
  const { ports, store } = options;
  const startedAt = ports.clock.now();
  request.hold.leave(request.profile.id, new Set());
  const reporter = createReporter({ ...request, clock: ports.clock });
  const places = await openPlaces(options, request.profile, {
    ...{ signal: request.cutSignal, mode: 'sync', run: request.run },
    ...{ isAwaited: request.isAwaited, onWait: reporter.onWait },
  });
  const context: RunContext = {
    store,
    ports,
    profile: request.profile,
    run: request.run,
    signal: request.signal,
    byHand: request.trigger !== 'schedule',
    places,
    skipped: new Set((await skippedTasks(store, request.profile.id)).keys()),
    scripts: limitScripts(ports.scripts),
    isPastLost: await isDoubtful(store, request.profile.id),
    ...(request.acceptance ? { choice: createChoice(request.acceptance) } : {}),
    report: reporter.report,
    leaveOut: (dirty) => leaveOut(request, dirty),
  };
  const tasks = { created: 0, updated: 0, deleted: 0 };
  let brakes: readonly Brake[] = [];
  let failure: TaskSyncError | null = null;
  try {
    brakes = await runRounds(context, request, tasks);
  } catch (error) {
    failure = toTaskSyncError(error);
    if (failure.code === 'bug' || failure.code === 'locked') throw failure;
  }
  logFailures(context);
  await rememberFailures(context);
  await rememberParked(context);
  await rememberParkedAttachments(context);
  return await finish(context, request, { startedAt, tasks, brakes, failure, phases: reporter.phases() });
}

/** A run that nobody waits for leaves a person's second thoughts time. */
function leaveOut({ profile, trigger, isAwaited, hold }: RunRequest, dirty: readonly TaskId[]): ReadonlySet<TaskId> {
  const held = hold.heldAmong(trigger === 'schedule' && !isAwaited() ? dirty : []);
  hold.leave(profile.id, held);
  return held;
}

async function runRounds(
  context: RunContext,
  request: RunRequest,
  tasks: { created: number; updated: number; deleted: number },
): Promise<readonly Brake[]> {
  let toObserve = context.places;
  for (let round = 0; round < mostRounds; round++) {
    context.report({ phase: round === 0 ? 'read' : 'check', endpoint: null, done: 0, total: null, waitingUntil: null });
    await Promise.all(toObserve.map((place) => observe(context, place)));
    context.signal.throwIfAborted();
    await proposeTwins(context);
    const { brakes, committed } = await planRound(context, request);
    if (!committed) return brakes;
    await commitComments(context);
    await commitAttachments(context);
    tasks.created += committed.tasks.created;
    tasks.updated += committed.tasks.updated;
    tasks.deleted += committed.tasks.deleted;
    const before = new Map(context.places.map((place) => [place, writesOf(place)]));
    await executeOps(context);
    await executeComments(context);
    await executeAttachments(context);
    context.signal.throwIfAborted();
    toObserve = context.places.filter((place) => writesOf(place) > (before.get(place) ?? 0));
    if (toObserve.length === 0 && committed.overtaken === 0) break;
  }
  await releaseBrakes(context);
  return [];
}

/** What a plan was made from is large, so it ends here, before the writes begin. */
async function planRound(
  context: RunContext,
  { acceptBrakes }: RunRequest,
): Promise<{ readonly brakes: readonly Brake[]; readonly committed: Committed | null }> {
  const made = await makePlan(context);
  const isHeld = made.brakes.length > 0 && !acceptBrakes;
  return { brakes: made.brakes, committed: isHeld ? null : await commitPlan(context, made) };
}

function writesOf({ tally }: Place): number {
  return tally.created + tally.updated + tally.closed + tally.deleted + tally.comments + tally.attachments;
}

/** What keeps an endpoint out of the run is a problem of the endpoint, until a run reaches it again. */
async function rememberFailures(context: RunContext): Promise<void> {
  await context.store.transaction('failures', async (tx) => {
    for (const place of context.places) {
      await tx.problems.clear(place.endpoint.id, { whole: true });
      await tx.problems.put(await missingFields(tx, context, place));
      if (place.failure === null || place.failure.code === 'cancelled') continue;
      const { code, message, facts } = place.failure;
      await tx.problems.put([problemAt(context, place, { code, message, facts })]);
    }
  });
}

interface Outcome {
  readonly startedAt: number;
  readonly tasks: Run['tasks'];
  readonly brakes: readonly Brake[];
  readonly phases: readonly RunPhase[];
  readonly failure: TaskSyncError | null;
}

async function finish(context: RunContext, request: RunRequest, outcome: Outcome): Promise<Run> {
  const { store, profile, ports } = context;
  const problems = await store.problems.open({ profile: profile.id });
  const run: Run = {
    id: request.run,
    profile: profile.id,
    trigger: request.trigger,
    state: stateOf(context, outcome, problems),
    startedAt: new Date(outcome.startedAt).toISOString(),
    finishedAt: timestamp(ports),
    endpoints: context.places.map(({ endpoint, descriptor, tally, http }) => ({
      endpoint: endpoint.id,
      name: endpoint.name,
      connector: descriptor.id,
      ...tally,
      requests: http.requests,
    })),
    tasks: outcome.tasks,
    conflicts: (await store.conflicts.open(profile.id)).length,
    matches: await store.proposals.countOpen(profile.id),
    pending: (await countPending(context)) + (request.hold.left(profile.id)?.tasks ?? 0),
    problems,
    brakes: outcome.brakes,
    phases: outcome.phases,
    ...leftovers(context),
    durationMs: ports.clock.now() - outcome.startedAt,
  };
  await store.transaction('run', async (tx) => {
    await tx.runs.put(run);
    if (context.isPastLost && isClear(run)) await clearDoubt(tx, profile.id);
  });
  return run;
}

/** What a run of chosen changes left for later. */
function leftovers({ choice }: RunContext): Pick<Run, 'left' | 'changed'> {
  return choice === undefined ? {} : { left: choice.left.size, changed: choice.changed.size };
}

/** Everything was read and compared, and nothing waits for anybody. */
function isClear({ state, conflicts, matches, pending, left }: Run): boolean {
  return state === 'done' && conflicts === 0 && !matches && pending === 0 && !left;
}

function stateOf(context: RunContext, outcome: Outcome, problems: readonly Problem[]): RunState {
  if (outcome.failure?.code === 'cancelled' || context.signal.aborted) return 'stopped';
  if (outcome.brakes.length > 0) return 'held';
  const failures = context.places.flatMap(({ failure }) => failure ?? []);
  const isAway = (failure: TaskSyncError): boolean => failure.code === 'unavailable' || failure.code === 'rate-limited';
  if (outcome.failure || failures.some((failure) => !isAway(failure))) return 'failed';
  if (failures.length > 0) return 'offline';
  return problems.length > 0 ? 'problems' : 'done';
}

/** Tasks with something still to send: open writes, and edits that no plan has seen yet. */
async function countPending(context: RunContext): Promise<number> {
  const { store, profile } = context;
  const carried = [...(await store.comments.ops(profile.id)), ...(await store.attachments.ops(profile.id))];
  const others = new Set(carried.map((op) => `${op.task} ${op.endpoint}`));
  let pending = others.size;
  // A task has one open write at an endpoint.
  for await (const page of openOps(context, profile.id)) {
    pending += page.filter((op) => !others.has(`${op.task} ${op.endpoint}`)).length;
  }
  return pending;
}
