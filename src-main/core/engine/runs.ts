import type { ProfileId, RunId } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Progress, Run, RunTrigger } from '../../../src-shared/domain/run.ts';
import type { Verification } from '../../../src-shared/domain/verification.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { CoreOptions } from '../core.ts';
import type { EditHold } from '../edit-hold.ts';
import { requireNoCrashLoop } from '../store/crash-loop.ts';
import type { Acceptance } from './choice.ts';
import { type Preview, previewSync } from './preview.ts';
import { runSync } from './run-sync.ts';

/** The runs under way: one at a time per profile. */
export interface Runs {
  /** Starts a run, or joins the one under way; one of chosen changes joins none. Resolves when it has ended. */
  start(profile: Profile, how: { trigger: RunTrigger; acceptBrakes?: boolean; acceptance?: Acceptance }): Promise<Run>;
  preview(profile: Profile): Promise<Preview>;
  /** Reads everything again and compares; runs of the profile wait meanwhile, so that it sees one picture. */
  verify(profile: Profile): Promise<Verification>;
  progress(profile: ProfileId): Progress | null;
  isRunning(profile: ProfileId): boolean;
  /** How many runs of the profile have begun: whoever looks at several things sees whether one went by meanwhile. */
  begun(profile: ProfileId): number;
  /** When what the last run left to a person's second thoughts may leave; null: it left nothing. */
  freeAt(profile: ProfileId): number | null;
  /** Lets writes in flight finish, then stops. */
  stop(profile: ProfileId): void;
  stopAll(): Promise<void>;
  /** Does the work while nothing is under way. Throws `held` when something is, and so does whatever is started meanwhile. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
}

type Start = Parameters<Runs['start']>[1];

export interface RunListener {
  onProgress(progress: Progress, profile: Profile): void;
  /** A preview reads and compares. */
  onPreviewing(progress: Progress, profile: Profile): void;
  onBegun(profile: Profile): void;
  /** The run is stored, and its profile takes no other one yet. */
  onEnding(): Promise<void>;
  /** The run is over; whoever waits for it hears of it after this. */
  onFinished(run: Run, profile: Profile): Promise<void>;
}

interface Active {
  readonly run: RunId;
  /** Lets writes in flight finish. */
  readonly stopping: AbortController;
  readonly acceptBrakes: boolean;
  /** It carries out only what a person chose. */
  readonly isChosen: boolean;
  readonly result: Promise<Run>;
  progress: Progress | null;
  /** A person started it, or asked for it since. */
  isAwaited: boolean;
}

/** How long a service may take to answer writes in flight after "stop"; then they are cut off and looked up later. */
const graceMs = 10_000;

export function createRuns(options: CoreOptions, hold: EditHold, listener: RunListener): Runs {
  const active = new Map<ProfileId, Active>();
  const begun = new Map<ProfileId, number>();
  const previews = new Map<ProfileId, Promise<Preview>>();
  const verifications = new Map<ProfileId, { readonly result: Promise<Verification>; readonly cut: () => void }>();
  /** Something else has all data to itself. */
  let isExclusive = false;
  const requireTurn = (): void => {
    if (isExclusive) throw exchanged();
  };
  /** What is being read of a profile; a run begins when it is over. */
  const readings = (profile: ProfileId): Promise<unknown> =>
    Promise.allSettled([previews.get(profile), verifications.get(profile)?.result]);

  const begin = (profile: Profile, { trigger, acceptBrakes = false, acceptance }: Start): Active => {
    requireTurn();
    const stopping = new AbortController();
    const cutting = new AbortController();
    const ended = new AbortController();
    const run = options.ports.ids.next();
    const chosen = acceptance ? { acceptance } : {};
    const signals = { signal: stopping.signal, cutSignal: cutting.signal };
    const cut = (): void => {
      const { clock } = options.ports;
      clock.sleep(graceMs, ended.signal).then(
        () => cutting.abort(),
        () => {},
      );
    };
    stopping.signal.addEventListener('abort', cut, { once: true });
    const onProgress = (progress: Progress): void => {
      entry.progress = progress;
      listener.onProgress(progress, profile);
    };
    const isAwaited = (): boolean => entry.isAwaited;
    const result = readings(profile.id)
      .then(() =>
        runSync(options, { profile, run, trigger, acceptBrakes, ...chosen, ...signals, onProgress, isAwaited, hold }),
      )
      .then(async (run) => {
        await listener.onEnding();
        return run;
      })
      .finally(() => {
        active.delete(profile.id);
        ended.abort();
      })
      .then(async (run) => {
        await listener.onFinished(run, profile);
        return run;
      });
    const isChosen = acceptance !== undefined;
    const isAsked = isByHand(trigger);
    const entry: Active = { run, stopping, acceptBrakes, isChosen, result, progress: null, isAwaited: isAsked };
    active.set(profile.id, entry);
    begun.set(profile.id, (begun.get(profile.id) ?? 0) + 1);
    listener.onBegun(profile);
    return entry;
  };

  return {
    async start(profile, how) {
      if (!options.store.writable) throw lookOnly();
      await requireNoCrashLoop(options.store);
      for (let current = active.get(profile.id); current; current = active.get(profile.id)) {
        if (isByHand(how.trigger)) current.isAwaited = true;
        // It has left edits out before the person asked: the next one takes them.
        const isLate = isByHand(how.trigger) && hold.left(profile.id) !== null;
        if (doesAsMuch(current, how) && !isLate) return await current.result;
        await current.result.catch(() => {});
      }
      return await begin(profile, how).result;
    },
    async preview(profile) {
      await requireNoCrashLoop(options.store);
      await active.get(profile.id)?.result.catch(() => {});
      requireTurn();
      const made =
        previews.get(profile.id) ??
        previewSync(options, profile, {
          signal: new AbortController().signal,
          onProgress: (progress) => listener.onPreviewing(progress, profile),
        });
      previews.set(profile.id, made);
      return await made.finally(() => previews.delete(profile.id));
    },
    async verify(profile) {
      if (!options.store.writable) throw lookOnly();
      await active.get(profile.id)?.result.catch(() => {});
      requireTurn();
      const known = verifications.get(profile.id);
      if (known) return await known.result;
      const cutting = new AbortController();
      // Loaded when needed: a run has no use for it.
      const result = import('./verify.ts')
        .then(({ verifyProfile }) => verifyProfile(options, profile, cutting.signal))
        .finally(() => verifications.delete(profile.id));
      verifications.set(profile.id, { result, cut: () => cutting.abort() });
      return await result;
    },
    progress: (profile) => active.get(profile)?.progress ?? null,
    isRunning: (profile) => active.has(profile),
    begun: (profile) => begun.get(profile) ?? 0,
    freeAt: (profile) => hold.left(profile)?.freeAt ?? null,
    stop: (profile) => active.get(profile)?.stopping.abort(),
    async exclusively(work) {
      if (isExclusive || active.size + previews.size + verifications.size > 0) throw underWay();
      isExclusive = true;
      return await work().finally(() => {
        isExclusive = false;
      });
    },
    async stopAll() {
      for (const { stopping } of active.values()) stopping.abort();
      for (const { cut } of verifications.values()) cut();
      await Promise.allSettled([...active.values(), ...verifications.values()].map(({ result }) => result));
    },
  };
}

/** Whether joining it is as good; "go on in spite of the brake" is more than a run without it may do. */
function doesAsMuch(current: Active, { acceptBrakes = false, acceptance }: Start): boolean {
  if (current.isChosen || acceptance !== undefined) return false;
  return current.acceptBrakes || !acceptBrakes;
}

function isByHand(trigger: RunTrigger): boolean {
  return trigger === 'you' || trigger === 'tray' || trigger === 'undo';
}

function exchanged(): TaskSyncError {
  return new TaskSyncError(
    'held',
    'A backup is being restored, so nothing was started. Look at what came back, then try again.',
  );
}

function underWay(): TaskSyncError {
  return new TaskSyncError(
    'held',
    'A profile is syncing, or being compared, now. Nothing was changed. Wait until it is done, or stop it, then try again.',
  );
}

function lookOnly(): TaskSyncError {
  return new TaskSyncError(
    'locked',
    'Another Task Sync is working on this data. This one can only look; use the other one.',
  );
}
