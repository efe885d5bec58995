import type { ApiEvent } from '../../../src-shared/api/contract.ts';
import { type Notice, type NoticeSettings, snoozeMs } from '../../../src-shared/domain/notice.ts';
import type { CoreOptions } from '../core.ts';
import type { Store } from '../store/store.ts';
import {
  mostListed,
  readNoticeMemory,
  readNoticeSettings,
  withProfile,
  withTold,
  writeNoticeMemory,
} from './notice-memory.ts';
import { isQuiet, minuteAt, quietForMs } from './quiet-hours.ts';
import type { Said } from './system-message.ts';

export interface Reminders {
  /** Tells what was put off until before now and still lasts, and sets the alarm for the rest. */
  look(): Promise<void>;
  /** Puts open notices off for an hour, or no longer. @returns those it met */
  put(which: (notice: Notice) => boolean, isSnoozed: boolean): Promise<readonly Notice[]>;
  stop(): void;
}

interface Desk {
  say(said: Said, settings: NoticeSettings): Promise<void>;
  inTurn(work: () => Promise<void>): Promise<void>;
  emit(event: ApiEvent): void;
}

/** Notices that a person put off. They come back in spite of the day's limit, because they were asked for; not in quiet hours. */
export function createReminders({ store, ports, timeZone }: CoreOptions, { say, inTurn, emit }: Desk): Reminders {
  let callOff = (): void => {};
  let isStopped = false;

  const setAlarm = async (inMs: number | null): Promise<void> => {
    callOff();
    if (inMs === null || isStopped) return;
    // Loaded when needed, which is seldom.
    const { wakeAt } = await import('../scheduler/wake-at.ts');
    if (!isStopped) callOff = wakeAt(ports.clock.now() + inMs, () => void inTurn(look));
  };

  const look = async (): Promise<void> => {
    const now = ports.clock.now();
    const waiting = (await openNotices(store)).filter(({ snoozedUntil }) => snoozedUntil !== null);
    const isDue = ({ snoozedUntil }: Notice): boolean => Date.parse(snoozedUntil ?? '') <= now;
    const settings = await readNoticeSettings(store);
    const due = waiting.filter(isDue);
    const rest = waiting
      .filter((notice) => !isDue(notice))
      .map((notice) => Date.parse(notice.snoozedUntil ?? '') - now);
    const minute = settings.quiet === null ? 0 : minuteAt(timeZone, now);
    if (due.length > 0 && settings.quiet !== null && isQuiet(settings.quiet, minute))
      return await setAlarm(quietForMs(settings.quiet, minute));
    for (const notice of due) await remind(notice, settings, now);
    if (due.length > 0) emit({ kind: 'changed', what: ['notices'] });
    await setAlarm(rest.length > 0 ? Math.min(...rest) : null);
  };

  const remind = async (notice: Notice, settings: NoticeSettings, now: number): Promise<void> => {
    const profile = notice.profile === null ? null : await store.profiles.get(notice.profile);
    const memory = await readNoticeMemory(store);
    const isMuted = profile !== null && (memory.profiles[profile.id]?.muted ?? null) !== null;
    const isTold = ports.notifier !== undefined && settings.isOn && !isMuted && profile !== undefined;
    await store.transaction('notice', async (tx) => {
      await tx.notices.put({ ...notice, snoozedUntil: null, isRead: false });
      // What no message can be shown of here is told by the next host that can.
      const known = profile
        ? withProfile(memory, profile.id, ({ noted }) => ({ known: isTold ? noted : null, isTold }))
        : memory;
      await writeNoticeMemory(tx, isTold ? withTold(known, profile?.id ?? null, now) : known);
    });
    if (isTold) await say({ ...notice, profile: profile ?? null }, settings);
  };

  return {
    look,
    async put(which, isSnoozed) {
      const snoozedUntil = isSnoozed ? new Date(ports.clock.now() + snoozeMs).toISOString() : null;
      const met = (await openNotices(store)).filter(which);
      await store.transaction('notice', async (tx) => {
        let memory = await readNoticeMemory(tx);
        for (const notice of met) {
          await tx.notices.put({ ...notice, snoozedUntil, isRead: true });
          // The person has seen it: only what is worse is told before the hour is over.
          if (notice.profile !== null) memory = withProfile(memory, notice.profile, ({ noted }) => ({ known: noted }));
        }
        await writeNoticeMemory(tx, memory);
      });
      await look();
      return met;
    },
    stop() {
      isStopped = true;
      callOff();
    },
  };
}

async function openNotices({ notices }: Pick<Store, 'notices'>): Promise<readonly Notice[]> {
  return (await notices.list(mostListed)).filter(({ solvedAt }) => solvedAt === null);
}
