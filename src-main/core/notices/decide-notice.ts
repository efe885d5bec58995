import type { NoticeSettings } from '../../../src-shared/domain/notice.ts';
import { isQuiet } from './quiet-hours.ts';
import { isWorse, type Trouble } from './trouble.ts';

/** What is remembered of a profile between its runs. */
export interface ProfileMemory {
  /** What the notification centre says of it. */
  readonly noted: Trouble | null;
  /** What the person knows of it, from the system or because they looked on. */
  readonly known: Trouble | null;
  /** A message of the system about `known` is, or was, on the screen. */
  readonly isTold: boolean;
  /** Not to be told of again until it is worse than this. */
  readonly muted: Trouble | null;
  /** Since when a service is away; null: none is. */
  readonly awaySince: number | null;
}

export const nothingKnown: ProfileMemory = {
  ...{ noted: null, known: null, isTold: false, muted: null, awaySince: null },
};

/** How a run ended, as far as anybody has to be told. */
export interface Outcome {
  /** Null: all is well; undefined: it says nothing about that. */
  readonly trouble: Trouble | null | undefined;
  /** A person started it and sees how it ended. */
  readonly isSeen: boolean;
  readonly isAway: boolean;
  readonly pending: number;
}

export interface Moment {
  readonly now: number;
  /** The host can show messages; if not, what is to be told waits for one that can. */
  readonly canTell: boolean;
  /** Minutes of the day on the wall. */
  readonly minute: number;
  /** Messages of the system in the last 24 hours: of all profiles, and of this one. */
  readonly told: number;
  readonly toldOfThis: number;
}

export interface Decision {
  readonly memory: ProfileMemory;
  /** For the centre: `new` trouble, the same `again`, `solved`, or nothing to note. */
  readonly note: { readonly kind: 'new' | 'again'; readonly trouble: Trouble } | { readonly kind: 'solved' } | null;
  /** For the system: a message of a fall or of the recovery from it, or the last one taken away. */
  readonly say:
    | { readonly kind: 'fall'; readonly trouble: Trouble }
    | { readonly kind: 'recovered' | 'withdraw' }
    | null;
}

/** Messages of the system in 24 hours; only the first of a profile is told in spite of it. */
export const mostTold = 6;
const longAwayMs = 2 * 3_600_000;

/**
 * The policy (ux.md 2.13): the bot is quiet. A person is told once of each change for the worse, never of the same again, and
 * of a recovery only if they were told of the fall. Quiet hours and the limit put a message off; what is over by then is not
 * told at all. Pure.
 */
export function decideNotice(
  before: ProfileMemory,
  outcome: Outcome,
  settings: NoticeSettings,
  moment: Moment,
): Decision {
  const awaySince = outcome.isAway ? (before.awaySince ?? moment.now) : null;
  const trouble = outcome.trouble === undefined ? longAway(awaySince, outcome, moment) : outcome.trouble;
  if (trouble === undefined) return { memory: { ...before, awaySince }, note: null, say: null };
  const after = { ...before, awaySince, noted: trouble };
  if (trouble === null) return recovered(before, after, outcome, settings, moment);

  const note = { kind: isNews(trouble, before.noted) ? ('new' as const) : ('again' as const), trouble };
  if (outcome.isSeen || !settings.isOn) {
    const isStale = before.isTold && isNews(trouble, before.known);
    return { memory: { ...after, known: trouble, isTold: false }, note, say: isStale ? { kind: 'withdraw' } : null };
  }
  const isTold =
    moment.canTell &&
    isWorse(trouble, before.known) &&
    (before.muted === null || isWorse(trouble, before.muted)) &&
    // One message is kept for the recovery.
    (moment.told < mostTold - 1 || moment.toldOfThis === 0) &&
    !isQuiet(settings.quiet, moment.minute);
  if (!isTold) return { memory: after, note, say: null };
  return { memory: { ...after, known: trouble, isTold: true, muted: null }, note, say: { kind: 'fall', trouble } };
}

/** Undefined: a service is away, which is no trouble yet. */
function longAway(since: number | null, { pending }: Outcome, { now }: Moment): Trouble | undefined {
  if (since === null || pending === 0 || now - since < longAwayMs) return undefined;
  return { kind: 'offline', causes: ['offline'], count: pending, place: null };
}

function recovered(
  before: ProfileMemory,
  after: ProfileMemory,
  { isSeen }: Outcome,
  { isOn, recovery, quiet }: NoticeSettings,
  { canTell, minute, told }: Moment,
): Decision {
  const memory = { ...after, known: null, isTold: false };
  const note = before.noted === null ? null : ({ kind: 'solved' } as const);
  if (!before.isTold) return { memory, note, say: null };
  // Beyond the limit the message of the fall goes, which says enough: many profiles can fall and recover together.
  const isTold = canTell && isOn && recovery && !isSeen && told < mostTold && !isQuiet(quiet, minute);
  return { memory, note, say: { kind: isTold ? 'recovered' : 'withdraw' } };
}

function isNews(trouble: Trouble, before: Trouble | null): boolean {
  return before === null || trouble.kind !== before.kind || isWorse(trouble, before);
}
