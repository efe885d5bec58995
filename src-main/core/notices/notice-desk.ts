import type { ApiEvent } from '../../../src-shared/api/contract.ts';
import type { ProfileId } from '../../../src-shared/domain/ids.ts';
import type { Notice, NoticeSettings } from '../../../src-shared/domain/notice.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Run } from '../../../src-shared/domain/run.ts';
import type { CoreOptions } from '../core.ts';
import type { Store } from '../store/store.ts';
import { countConflicts, decideDigest } from './decide-digest.ts';
import { type Decision, decideNotice, nothingKnown } from './decide-notice.ts';
import {
  dayMs,
  mostListed,
  type NoticeMemory,
  readNoticeMemory,
  readNoticeSettings,
  withTold,
  writeNoticeMemory,
} from './notice-memory.ts';
import { minuteAt } from './quiet-hours.ts';
import { createReminders } from './reminders.ts';
import { type Said, systemMessage } from './system-message.ts';
import { troubleOf } from './trouble.ts';

/** How long the notification centre keeps what it says. */
const keptDays = 30;

export interface NoticeDesk {
  /** After each run of a profile; one after the other. */
  afterRun(run: Run, profile: Profile): Promise<void>;
  /** Puts a notice off for an hour, or no longer. A notice that is over or not there: nothing happens. */
  snooze(notice: string, isSnoozed: boolean): Promise<void>;
  /** After a start or a sleep: what was put off until before now is told. */
  wake(): void;
  /** Nothing is asked of the store any more when it resolves. */
  stop(): Promise<void>;
}

/** Carries out what the policy decides: the notification centre in the store, the messages of the system through the port. */
export function createNoticeDesk(
  options: CoreOptions,
  emit: (event: ApiEvent) => void,
  /** A person asks for a run, and is told here how it ended. */
  retry: (profile: Profile) => Promise<Run>,
): NoticeDesk {
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
      minute: settings.quiet === null ? 0 : minuteAt(options.timeZone, now),
      told: told.length,
      toldOfThis,
    };
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
    const told = isMessage(said) ? withTold(after, profile.id, ports.clock.now()) : after;
    const write = decision.note === null ? null : (tx: Store) => note(tx, decision, profile.id);
    const isNew = await remember(before, told, write);
    if (said) await say(said, settings);
    return isNew;
  };

  /** What a person asked for is told whatever the limit and the quiet hours are: they wait for it. */
  const retryAndTell = async (id: ProfileId): Promise<void> => {
    const profile = await store.profiles.get(id);
    if (!profile) return;
    const trouble = troubleOf(await retry(profile));
    // Whoever is offline sees that by themselves.
    if (trouble === undefined) return;
    const said: Said = { ...(trouble ?? { kind: 'recovered', count: 0, place: null }), profile };
    await inTurn(async () => void (await say(said, await readNoticeSettings(store))));
  };

  const reminders = createReminders(options, { say: (said, settings) => say(said, settings), inTurn, emit });

  const sendDigest = async (): Promise<boolean> => {
    const before = await readNoticeMemory(store);
    const settings = await readNoticeSettings(store);
    const moment = momentOf(before, settings, '');
    const { memory: digest, count, isTold, againInMs } = decideDigest(before.digest, settings, moment);
    if (againInMs !== null) await askAgainIn(againInMs);
    const said: Said | null = isTold ? { kind: 'conflicts', count, place: null, profile: null } : null;
    const after = said ? withTold({ ...before, digest }, null, moment.now) : { ...before, digest };
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
      if (isNew) await writeNoticeMemory(tx, after);
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
    const now = { at: at(), lastAt: at(), times: 1, isRead: false, solvedAt: null, snoozedUntil: null };
    await tx.notices.put({ id: ports.ids.next(), ...notice, ...now });
    await tx.notices.removeBefore(new Date(ports.clock.now() - keptDays * dayMs).toISOString());
  };

  const solve = async (tx: Store, which: (notice: Notice) => boolean): Promise<void> => {
    const open = (await tx.notices.list(mostListed)).filter((notice) => notice.solvedAt === null && which(notice));
    for (const notice of open) await tx.notices.put({ ...notice, solvedAt: at() });
  };

  const say = async (said: Said, settings: NoticeSettings): Promise<void> => {
    const tag = tagOf(said.profile?.id ?? null);
    if (said.kind === 'withdraw') return ports.notifier?.withdraw?.(tag);
    const profile = said.profile?.id ?? null;
    const doing = {
      snooze: () => void snoozeWhere((notice) => notice.profile === profile && isSameKind(notice, said), true),
      retry: () =>
        void (profile === null ? null : retryAndTell(profile).catch(() => ports.logger.warn('retry-failed'))),
    };
    ports.notifier?.notify({ tag, ...(await systemMessage(said, settings, store, doing)) });
  };

  const snoozeWhere = (which: (notice: Notice) => boolean, isSnoozed: boolean): Promise<void> =>
    inTurn(async () => {
      for (const { profile } of await reminders.put(which, isSnoozed)) ports.notifier?.withdraw?.(tagOf(profile));
      emit({ kind: 'changed', what: ['notices'] });
    });

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
    snooze: (id, isSnoozed) => snoozeWhere((notice) => notice.id === id, isSnoozed),
    wake: () => void inTurn(() => reminders.look()),
    async stop() {
      isStopped = true;
      callOff();
      reminders.stop();
      await working;
    },
  };
}

/** A digest and the trouble of a profile are different matters. */
function isSameKind({ kind }: Notice, said: Said): boolean {
  return (kind === 'conflicts') === (said.kind === 'conflicts');
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

function isMessage(said: Said | null): boolean {
  return said !== null && said.kind !== 'withdraw';
}
