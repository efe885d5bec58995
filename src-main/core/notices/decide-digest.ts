import type { NoticeSettings } from '../../../src-shared/domain/notice.ts';
import { type Moment, mostTold } from './decide-notice.ts';
import { isQuiet, quietForMs } from './quiet-hours.ts';

/** New conflicts are told together, at most every 30 minutes. */
export interface DigestMemory {
  /** Open ones by profile, as of its last run. */
  readonly open: Readonly<Record<string, number>>;
  /** New since the last digest. */
  readonly waiting: number;
  readonly lastAt: number | null;
}

export const noDigest: DigestMemory = { open: {}, waiting: 0, lastAt: null };

const restMs = 30 * 60_000;

/** After a run: more open ones than before are new, unless the person looked on. Pure. */
export function countConflicts(memory: DigestMemory, profile: string, open: number, isSeen: boolean): DigestMemory {
  const before = memory.open[profile] ?? 0;
  const news = isSeen ? 0 : Math.max(0, open - before);
  const all = { ...memory.open, [profile]: open };
  return { ...memory, open: all, waiting: Math.min(memory.waiting + news, totalOf(all)) };
}

export interface DigestDecision {
  readonly memory: DigestMemory;
  /** How many are told now; 0: none. */
  readonly count: number;
  /** By the system as well; the centre always. */
  readonly isTold: boolean;
  /** When to ask again; null: with the next run. */
  readonly againInMs: number | null;
}

export function decideDigest(
  memory: DigestMemory,
  settings: NoticeSettings,
  { now, canTell, minute, told }: Omit<Moment, 'toldOfThis'>,
): DigestDecision {
  const wait = (againInMs: number | null): DigestDecision => ({ memory, count: 0, isTold: false, againInMs });
  if (memory.waiting === 0) return wait(null);
  const since = memory.lastAt === null ? restMs : now - memory.lastAt;
  // A clock that was set back must not silence it.
  if (since >= 0 && since < restMs) return wait(restMs - since);
  const isWanted = canTell && settings.isOn && settings.conflicts;
  if (isWanted && settings.quiet !== null && isQuiet(settings.quiet, minute))
    return wait(quietForMs(settings.quiet, minute));
  // Two messages are kept for a profile that falls and recovers.
  const isTold = isWanted && told < mostTold - 2;
  return { memory: { ...memory, waiting: 0, lastAt: now }, count: memory.waiting, isTold, againInMs: null };
}

export function totalOf(open: DigestMemory['open']): number {
  return Object.values(open).reduce((sum, count) => sum + count, 0);
}
