import type { ApiEvent } from '../../../src-shared/api/contract.ts';
import type { ProfileId } from '../../../src-shared/domain/ids.ts';
import { defaultNoticeSettings, type Notice, type NoticeSettings } from '../../../src-shared/domain/notice.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Run } from '../../../src-shared/domain/run.ts';
import { wallClockIn } from '../api/time-columns.ts';
import type { CoreOptions } from '../core.ts';
import type { Store } from '../store/store.ts';
import { countConflicts, type DigestMemory, decideDigest, noDigest } from './decide-digest.ts';
import { type Decision, decideNotice, nothingKnown, type ProfileMemory } from './decide-notice.ts';
import { type Said, systemMessage } from './system-message.ts';
import { troubleOf } from './trouble.ts';

/** Setting: how a person wants to be told. */
export const noticeSettingsKey = 'notices.settings';
const memoryKey = 'notices.memory';
const dayMs = 24 * 3_600_000;
/** How long the notification centre keeps what it says. */
const keptDays = 30;
/** As many as anybody scrolls through. */
export const mostListed = 200;

/** What is remembered between runs. */
export interface NoticeMemory {
  readonly profiles: Readonly<Record<ProfileId, ProfileMemory>>;
  readonly digest: DigestMemory;
  /** Messages of the system in the last 24 hours; profile null: the digest. */
  readonly told: readonly { readonly at: number; readonly profile: ProfileId | null }[];
}

const noMemory: NoticeMemory = { profiles: {}, digest: noDigest, told: [] };

export async function readNoticeSettings({ settings }: Pick<Store, 'settings'>): Promise<NoticeSettings> {
  return { ...defaultNoticeSettings, ...(await settings.get<Partial<NoticeSettings>>(noticeSettingsKey)) };
}

export async function readNoticeMemory({ settings }: Pick<Store, 'settings'>): Promise<NoticeMemory> {
  return (await settings.get<NoticeMemory>(memoryKey)) ?? noMemory;
}

export interface NoticeDesk {
  /** After each run of a profile; one after the other. */
  afterRun(run: Run, profile: Profile): Promise<void>;
  /** Nothing is asked of the store any more when it resolves. */
  stop(): Promise<void>;
}

/** Carries out what the policy decides: the notification centre in the store, the messages of the system through the port. */
export function createNoticeDesk(options: CoreOptions, emit: (event: ApiEvent) => void): NoticeDesk {
  const { store, ports } = options;
  let working: Promise<void> = Promise.resolve();
  let callOff = (): void => {};
  let isStopped = false;

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    working = working.then(work).catch(() => {
      ports.logger.warn('notice-not-given');
    });
    return working;
  };

  const momentOf = (memory: NoticeMemory, settings: NoticeSettings, profile: ProfileId) => {
    const now = ports.clock.now();
    const told = memory.told.filter(({ at }) => at > now - dayMs && at <= now);
    const toldOfThis = told.filter((one) => one.profile === profile).length;
    return {
      now,
      canTell: ports.notifier !== undefined,
      minute: settings.quiet === null ? 0 : minuteOf(now),
      told: told.length,
      toldOfThis,
    };
  };

  /** The zone is asked for in need only: loading it takes longer than a run without changes does. */
  const minuteOf = (now: number): number => {
    const { hour, minute } = wallClockIn(options.timeZone)(now);
    return hour * 60 + minute + Math.floor((now % 900_000) / 60_000);
  };

  const look = async (run: Run, profile: Profile): Promise<boolean> => {
    const before = await readNoticeMemory(store);
    const settings = await readNoticeSettings(store);
    const isSeen = run.trigger === 'you' || run.trigger === 'tray' || run.trigger === 'undo';
    const decision = decideNotice(
      before.profiles[profile.id] ?? nothingKnown,
      { trouble: troubleOf(run), isSeen, isAway: run.state === 'offline', pending: run.pending },
      settings,
      momentOf(before, settings, profile.id),
    );
    const after: NoticeMemory = {
      ...before,
      profiles: { ...before.profiles, [profile.id]: decision.memory },
      digest: countConflicts(before.digest, profile.id, run.conflicts, isSeen),
    };
    const said = sayOf(decision, profile);
    const told = tellOf(after, said, profile.id, ports.clock.now());
    const write = decision.note === null ? null : (tx: Store) => note(tx, decision, profile.id);
    const isNew = await remember(before, told, write);
    if (said) await say(said, settings);
    return isNew;
  };

  const sendDigest = async (): Promise<boolean> => {
    const before = await readNoticeMemory(store);
    const settings = await readNoticeSettings(store);
    const moment = momentOf(before, settings, '');
    const { memory: digest, count, isTold, againInMs } = decideDigest(before.digest, settings, moment);
    if (againInMs !== null) await askAgainIn(againInMs);
    const said: Said | null = isTold ? { kind: 'conflicts', count, place: null, profile: null } : null;
    const after = tellOf({ ...before, digest }, said, null, moment.now);
    const write =
      count === 0 ? null : (tx: Store) => putNew(tx, { profile: null, kind: 'conflicts', count, place: null });
    const isNew = await remember(before, after, write);
    if (said) await say(said, settings);
    return isNew;
  };

  /** When the last conflict is decided, what was said of them is over. */
  const endDigest = async (): Promise<boolean> => {
    const open = (await store.notices.list(mostListed)).some(isOpenDigest);
    if (!open || (await store.conflicts.open()).length > 0) return false;
    await store.transaction('notice', (tx) => solve(tx, isOpenDigest));
    ports.notifier?.withdraw?.(tagOf(null));
    return true;
  };

  /** One transaction, and none when nothing is new: most runs are quiet. */
  const remember = async (
    before: NoticeMemory,
    after: NoticeMemory,
    write: ((tx: Store) => Promise<void>) | null,
  ): Promise<boolean> => {
    const isNew = JSON.stringify(before) !== JSON.stringify(after);
    if (!isNew && write === null) return false;
    await store.transaction('notice', async (tx) => {
      await write?.(tx);
      if (isNew) await tx.settings.set(memoryKey, after);
    });
    return true;
  };

  const note = async (tx: Store, { note: news }: Decision, profile: ProfileId): Promise<void> => {
    if (news === null) return;
    const isOwn = (notice: Notice): boolean => notice.profile === profile;
    if (news.kind === 'solved') return await solve(tx, isOwn);
    const { trouble } = news;
    const open = (await tx.notices.list(mostListed)).find((notice) => isOwn(notice) && notice.solvedAt === null);
    if (news.kind === 'again' && open) {
      await tx.notices.put({ ...open, lastAt: at(), times: open.times + 1, count: trouble.count });
      return;
    }
    await solve(tx, isOwn);
    await putNew(tx, { profile, kind: trouble.kind, count: trouble.count, place: trouble.place });
  };

  const putNew = async (tx: Store, notice: Pick<Notice, 'profile' | 'kind' | 'count' | 'place'>): Promise<void> => {
    const now = { at: at(), lastAt: at(), times: 1, isRead: false, solvedAt: null };
    await tx.notices.put({ id: ports.ids.next(), ...notice, ...now });
    await tx.notices.removeBefore(new Date(ports.clock.now() - keptDays * dayMs).toISOString());
  };

  const solve = async (tx: Store, which: (notice: Notice) => boolean): Promise<void> => {
    const open = (await tx.notices.list(mostListed)).filter((notice) => notice.solvedAt === null && which(notice));
    for (const notice of open) await tx.notices.put({ ...notice, solvedAt: at() });
  };

  const say = async (said: Said, settings: NoticeSettings): Promise<void> => {
    if (said.kind === 'withdraw') ports.notifier?.withdraw?.(tagOf(said.profile?.id ?? null));
    else
      ports.notifier?.notify({ tag: tagOf(said.profile?.id ?? null), ...(await systemMessage(said, settings, store)) });
  };

  const askAgainIn = async (ms: number): Promise<void> => {
    callOff();
    // Loaded when needed, which is seldom.
    const { wakeAt } = await import('../scheduler/wake-at.ts');
    if (!isStopped) callOff = wakeAt(ports.clock.now() + ms, () => void inTurn(async () => void (await sendDigest())));
  };

  const at = (): string => new Date(ports.clock.now()).toISOString();

  return {
    afterRun: (run, profile) =>
      inTurn(async () => {
        const isNew = [await look(run, profile), await sendDigest(), await endDigest()];
        if (isNew.includes(true)) emit({ kind: 'changed', what: ['notices'] });
      }),
    async stop() {
      isStopped = true;
      callOff();
      await working;
    },
  };
}

function isOpenDigest({ kind, solvedAt }: Notice): boolean {
  return kind === 'conflicts' && solvedAt === null;
}

/** A later message of a profile replaces the earlier one. */
function tagOf(profile: ProfileId | null): string {
  return profile === null ? 'conflicts' : `run ${profile}`;
}

function sayOf({ say }: Decision, { id, name }: Profile): Said | null {
  if (say === null) return null;
  const profile = { id, name };
  if (say.kind !== 'fall') return { kind: say.kind, count: 0, place: null, profile };
  const { kind, count, place } = say.trouble;
  return { kind, count, place, profile };
}

function tellOf(memory: NoticeMemory, said: Said | null, profile: ProfileId | null, now: number): NoticeMemory {
  if (said === null || said.kind === 'withdraw') return memory;
  const told = memory.told.filter(({ at }) => at > now - dayMs && at <= now);
  return { ...memory, told: [...told, { at: now, profile }] };
}

/** The person wants to hear of a profile only when it is worse than now; null: of everything again. */
export async function mute(tx: Store, profile: ProfileId, isMuted: boolean): Promise<void> {
  const memory = await readNoticeMemory(tx);
  const own = memory.profiles[profile] ?? nothingKnown;
  const muted = isMuted ? own.noted : null;
  await tx.settings.set(memoryKey, { ...memory, profiles: { ...memory.profiles, [profile]: { ...own, muted } } });
}
