import type { PlanView, ProfileView, StateWhy, StatusView } from '../api/views.ts';
import type { Progress } from '../domain/run.ts';
import type { Key } from './en/index.ts';
import type { Translate } from './translate.ts';

/** Of a profile, whole or as the status has it. */
export type ProfileStatus = Pick<
  ProfileView,
  'name' | 'state' | 'why' | 'pause' | 'pending' | 'conflicts' | 'matches' | 'problems'
>;

/** The reader's words, and what time it is. */
export interface Say {
  readonly t: Translate<Key>;
  readonly now: Date;
}

const nothingKnown: StateWhy = {
  ...{ places: [], place: null, code: null, brake: null, goesOnAt: null, lastRun: null, left: 0, isRestored: false },
};

/** Where a profile stands, in the same words wherever it is said. `progress`: of its run, if that is known. */
export function profileSentence(profile: ProfileStatus, say: Say, progress: Progress | null = null): string {
  const sentence = plainSentence(profile, say, progress);
  return profile.why?.isRestored ? say.t('words.status.restored', { sentence }) : sentence;
}

/** Until when the profile waits because a service asked for patience; null: it does not, or nobody knows how long. */
export function limitEnd(
  { state, why }: Pick<ProfileStatus, 'state' | 'why'>,
  now: Date,
  progress: Progress | null = null,
): string | null {
  const end =
    state === 'syncing' ? progress?.waitingUntil : why?.code === 'rate-limited' && state === 'offline' && why.goesOnAt;
  return end && Date.parse(end) > now.getTime() ? end : null;
}

/** Where everything stands: the strongest state of all profiles, and which of them it is. */
export function statusSentence(
  status: Pick<StatusView, 'state' | 'pause' | 'profiles'>,
  say: Say,
  progressOf: (profile: string) => Progress | null = () => null,
): string {
  const { state, profiles } = status;
  const same = profiles.filter((profile) => profile.state === state);
  const [first] = same;
  if (!first) return say.t('words.status.nothing');
  if (state === 'in-sync') return inSync(profiles, say);
  if (state === 'paused' && same.length === profiles.length) return paused(status.pause ?? first.pause, say);
  if (state === 'conflict') return decisions(total(profiles, 'conflicts'), total(profiles, 'matches'), say);
  const sentence = profileSentence(first, say, progressOf(first.name));
  return same.length === 1
    ? say.t('words.status.named', { profile: first.name, sentence })
    : say.t('words.status.several', { count: same.length, sentence });
}

function plainSentence(profile: ProfileStatus, say: Say, progress: Progress | null): string {
  const { state, pause, pending, conflicts, matches, problems, why = nothingKnown } = profile;
  const place = why.place ?? say.t('words.status.service');
  switch (state) {
    case 'held':
      return held(why.brake, say);
    case 'needs-you':
      return say.t(why.code === 'no-keychain' ? 'words.status.noPassword' : 'words.status.signIn', { place });
    case 'problem':
      return why.code === null
        ? say.t('words.status.problems', { count: problems })
        : say.t('words.status.problemAt', { place, what: problemWords(why.code, say) });
    case 'conflict':
      return decisions(conflicts, matches, say);
    case 'offline':
      if (why.code === 'rate-limited') return limit(place, why.goesOnAt, say);
      return pending > 0
        ? say.t('words.status.offlineSaved', { place, count: pending })
        : say.t('words.status.offline', { place });
    case 'paused':
      return paused(pause, say);
    case 'syncing':
      return syncing(progress, say);
    case 'waiting':
      if (why.lastRun === null) return say.t('words.status.neverRun');
      if (pending > 0) return say.t('words.status.waiting', { count: pending });
      return why.left > 0 ? say.t('words.status.left', { count: why.left }) : say.t('words.status.stopped');
    case 'local':
      return say.t('words.status.local');
    case 'in-sync':
      return say.t('words.status.inSync', { places: why.places });
  }
}

const heldKeys = {
  'mass-delete': 'words.status.heldDelete',
  'mass-create': 'words.status.heldCreate',
  'mass-overwrite': 'words.status.heldOverwrite',
  'emptied-side': 'words.status.heldEmptied',
  'changed-settings': 'words.status.heldChanged',
} as const satisfies Record<NonNullable<StateWhy['brake']>['kind'], Key>;

type Held = Pick<PlanView, 'brakes' | 'holds'>;

/** What would hold a run, as sentences in the reader's language; those of the core are more exact, and English. */
export function heldReasons({ brakes, holds = [] }: Held, say: Say): readonly string[] {
  if (say.t.locale.startsWith('en') || holds.length === 0) return brakes;
  return holds.map((hold) => say.t('words.status.heldReason', { why: held(hold, say) }));
}

/** How a run ended that was held. */
export function heldSentence(run: Held, say: Say): string {
  const why = heldReasons(run, say).join(' ');
  return say.t(why === run.brakes.join(' ') ? 'words.run.held' : 'words.run.heldWhy', { why });
}

function held(brake: StateWhy['brake'], say: Say): string {
  if (brake === null) return say.t('words.status.heldUnknown');
  const { kind, what, place, count, of } = brake;
  // Deletions that a service told of have no `what`; those that a run would make have one.
  if (kind === 'mass-delete' && what === undefined) return say.t('words.status.heldDeleted', { place, count, of });
  return say.t(heldKeys[kind], { what: what ?? 'tasks', place, count, of });
}

function decisions(conflicts: number, pairs: number, say: Say): string {
  if (conflicts > 0 && pairs > 0) return say.t('words.status.conflictsAndPairs', { conflicts, pairs });
  return pairs > 0
    ? say.t('words.status.pairs', { count: pairs })
    : say.t('words.status.conflicts', { count: conflicts });
}

function limit(place: string, goesOnAt: string | null, say: Say): string {
  return goesOnAt === null
    ? say.t('words.status.limit', { place })
    : say.t('words.status.limitUntil', { place, time: clock(goesOnAt, say) });
}

function syncing(progress: Progress | null, say: Say): string {
  if (progress?.waitingUntil)
    return limit(progress.endpoint ?? say.t('words.status.service'), progress.waitingUntil, say);
  const { done = 0, total: all = null } = progress ?? {};
  return all === null ? say.t('words.status.syncing') : say.t('words.status.syncingCount', { done, total: all });
}

function paused(pause: ProfileStatus['pause'], say: Say): string {
  return pause?.until
    ? say.t('words.status.pausedUntil', { time: clock(pause.until, say) })
    : say.t('words.status.paused');
}

/** As of the profile whose last run is the longest ago: of the others more is known. */
function inSync(profiles: StatusView['profiles'], say: Say): string {
  const oldest = profiles.flatMap(({ lastRun }) => lastRun ?? []).sort()[0];
  return oldest ? say.t('words.status.allInSyncAt', { time: clock(oldest, say) }) : say.t('words.status.allInSync');
}

function problemWords(code: string, say: Say): string {
  const key = `words.problem.${code}`;
  return say.t.has(key) ? say.t(key) : code;
}

function total(profiles: StatusView['profiles'], of: 'conflicts' | 'matches'): number {
  return profiles.reduce((sum, profile) => sum + profile[of], 0);
}

/** 14:32, with the day unless it is today. */
function clock(instant: string, { t, now }: Say): string {
  const at = new Date(instant);
  const isToday = at.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(t.locale, {
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}
