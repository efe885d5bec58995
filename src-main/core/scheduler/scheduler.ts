import nodeSchedule from 'node-schedule';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Run } from '../../../src-shared/domain/run.ts';
import { toErrorData } from '../../../src-shared/errors.ts';
import type { CoreOptions } from '../core.ts';
import type { Runs } from '../engine/runs.ts';
import { awaitsFirstRun } from './first-run.ts';
import { nextRuns } from './next-run.ts';
import { readPause } from './pause.ts';
import { nextRunKey, nextVerificationKey } from './scheduler-keys.ts';

/** Runs profiles by their schedules. Timers only wake it; what is due is decided by the clock and what is stored. */
export interface Scheduler {
  start(): Promise<void>;
  /** The computer woke up, the network came back, or profiles changed: look again, now. */
  wake(): void;
  stop(): void;
}

/** So that profiles with one schedule do not knock at one server in the same second. Milliseconds. */
const mostJitter = 20_000;
const unseenLookMs = 60_000;
const shortestBackOff = 60_000;
const longestBackOff = 3_600_000;

/** Something that a profile has on a schedule. */
interface Job {
  readonly profile: Profile;
  /** Setting that holds its slot. */
  readonly key: string;
  readonly schedule: string;
  /** Something was left to a run at this time, whatever the schedule says; null: nothing was. */
  freeAt(): number | null;
  start(): Promise<void>;
}

interface Slot {
  /** Schedule it was computed for. */
  readonly schedule: string;
  readonly at: number;
}

export function createScheduler(options: CoreOptions, runs: Runs, onPauseEnded: () => void = () => {}): Scheduler {
  const { store, ports, timeZone } = options;
  /** Connections whose service was away: how often in a row, and not before when. */
  const away = new Map<string, { readonly failures: number; readonly until: number }>();
  let timer: { cancel(): boolean } | null = null;
  let isStopped = true;
  let looking: Promise<void> = Promise.resolve();
  /** When the next pause ends; views change then, whether or not anything is due. */
  let pauseEnd = Number.POSITIVE_INFINITY;

  const computeSlot = ({ schedule }: Job): Slot => {
    const [at = Number.POSITIVE_INFINITY] = nextRuns(schedule, ports.clock.now(), timeZone);
    return { schedule, at: at + Math.floor(ports.random.next() * mostJitter) };
  };

  const slotOf = async (job: Job): Promise<Slot> => {
    const stored = await store.settings.get<Slot>(job.key);
    if (stored?.schedule === job.schedule) return stored;
    return await saveSlot(job, computeSlot(job));
  };

  const saveSlot = async (job: Job, slot: Slot): Promise<Slot> => {
    await store.transaction('schedule', (tx) => tx.settings.set(job.key, slot));
    return slot;
  };

  const jobsOf = (profile: Profile): readonly Job[] => {
    if (!profile.enabled || profile.endpoints.length === 0) return [];
    const { id, schedule, verify = 'manual' } = profile;
    const jobs: readonly Job[] = [
      {
        profile,
        key: nextRunKey(id),
        schedule,
        freeAt: () => runs.freeAt(id),
        start: async () => remember(profile, await runs.start(profile, { trigger: 'schedule' })),
      },
      {
        profile,
        key: nextVerificationKey(id),
        schedule: verify,
        freeAt: () => null,
        start: async () => void (await runs.verify(profile)),
      },
    ];
    return jobs.filter((job) => job.schedule !== 'manual');
  };

  const restUntil = (profile: Profile): number =>
    Math.max(0, ...profile.endpoints.map((endpoint) => away.get(endpoint.connection)?.until ?? 0));

  /** 0: it does not rest; infinite: until a person resumes. */
  const pausedUntil = async (profile: Profile): Promise<number> => {
    const pause = await readPause(store, profile.id, ports.clock.now());
    return pause ? (pause.until ?? Number.POSITIVE_INFINITY) : 0;
  };

  const startNow = async (job: Job): Promise<void> => {
    // Missed times fold into this one: the next is counted from now.
    await saveSlot(job, computeSlot(job));
    try {
      await job.start();
    } catch (error) {
      ports.logger.error('scheduled-run-failed', { profile: job.profile.id, code: toErrorData(error).code });
    }
  };

  const remember = (profile: Profile, run: Run): void => {
    for (const endpoint of profile.endpoints) {
      const isAway = run.problems.some(
        (problem) => problem.endpoint === endpoint.id && problem.task === null && problem.remoteId === null,
      );
      if (!isAway) away.delete(endpoint.connection);
      else {
        const failures = (away.get(endpoint.connection)?.failures ?? 0) + 1;
        const pause = Math.min(longestBackOff, shortestBackOff * 2 ** (failures - 1));
        away.set(endpoint.connection, { failures, until: ports.clock.now() + pause });
      }
    }
  };

  const look = async (): Promise<void> => {
    if (isStopped) return;
    timer?.cancel();
    if (pauseEnd <= ports.clock.now()) onPauseEnded();
    const profiles = await store.profiles.list();
    const rests = new Map<string, number>();
    for (const profile of profiles) rests.set(profile.id, await pausedUntil(profile));
    pauseEnd = Math.min(...[...rests.values()].filter((end) => end > 0), Number.POSITIVE_INFINITY);
    let earliest = pauseEnd;
    const unseen = new Set<string>();
    for (const { id } of profiles) if (await awaitsFirstRun(store, id)) unseen.add(id);
    // Nobody tells us when a person has run it.
    if (unseen.size > 0) earliest = Math.min(earliest, ports.clock.now() + unseenLookMs);
    for (const job of profiles.filter(({ id }) => !unseen.has(id)).flatMap(jobsOf)) {
      const rest = Math.max(restUntil(job.profile), rests.get(job.profile.id) ?? 0);
      const slot = Math.min((await slotOf(job)).at, job.freeAt() ?? Number.POSITIVE_INFINITY);
      let due = Math.max(slot, rest);
      if (due <= ports.clock.now()) {
        if (!runs.isRunning(job.profile.id)) void startNow(job).then(wake);
        due = computeSlot(job).at;
      }
      earliest = Math.min(earliest, due);
    }
    // A stop may have come while the profiles were read.
    if (!isStopped && Number.isFinite(earliest)) {
      timer = nodeSchedule.scheduleJob(new Date(Math.max(earliest, ports.clock.now() + 1_000)), wake);
    }
  };

  const wake = (): void => {
    looking = looking.then(look).catch((error: unknown) => {
      ports.logger.error('scheduler-failed', { code: toErrorData(error).code });
    });
  };

  return {
    async start() {
      isStopped = false;
      wake();
      await looking;
    },
    wake() {
      away.clear();
      wake();
    },
    stop() {
      isStopped = true;
      timer?.cancel();
      timer = null;
    },
  };
}
