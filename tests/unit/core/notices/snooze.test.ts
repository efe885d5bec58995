import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectors } from '../../../../src-main/connectors/registry.ts';
import { createNoticeDesk, type NoticeDesk } from '../../../../src-main/core/notices/notice-desk.ts';
import { mute, noticeSettingsKey } from '../../../../src-main/core/notices/notice-memory.ts';
import { openMemoryStore } from '../../../../src-main/core/store/sqlite/open.ts';
import type { Store } from '../../../../src-main/core/store/store.ts';
import { defaultNoticeSettings } from '../../../../src-shared/domain/notice.ts';
import type { RunState } from '../../../../src-shared/domain/run.ts';
import type { NoticeAction, Notifier } from '../../../../src-shared/ports/ports.ts';
import {
  sampleConflict,
  sampleProblem,
  sampleProfile,
  sampleRun,
  sampleTask,
} from '../../../contract/store/samples.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { offlinePorts } from '../../../fakes/offline-ports.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';

const minute = 60_000;
const profile = sampleProfile({});
const clock = createFakeClock();
let store: Store;
let desk: NoticeDesk;
let next = 0;
/** How the run ends that a person asks for in a message. */
let retried: RunState = 'done';
let said: string[] = [];
let shown = new Map<string, readonly NoticeAction[]>();

const notifier: Notifier = {
  notify: ({ tag, body, actions = [] }) => {
    said.push(body);
    shown.set(tag, actions);
  },
  withdraw: (tag) => void shown.delete(tag),
};

function open(canTell = true): NoticeDesk {
  const { notifier: _, ...without } = offlinePorts;
  const ports = { ...without, clock, ids: { next: () => `n${next++}` }, logger: createRecordingLogger() };
  return createNoticeDesk(
    { store, ports: canTell ? { ...ports, notifier } : ports, connectors, timeZone: 'UTC' },
    () => {},
    async () => runOf(retried),
  );
}

const runOf = (state: RunState, conflicts = 0) =>
  sampleRun(`r${next++}`, { state, conflicts, problems: state === 'problems' ? [sampleProblem({})] : [] });
const runEnds = (state: RunState, conflicts = 0) => desk.afterRun(runOf(state, conflicts), profile);
const later = async (minutes: number): Promise<void> => {
  clock.set(clock.now() + minutes * minute);
  desk.wake();
  // One after the other: what was asked before is done by then.
  await desk.snooze('nobody', true);
};
const newest = async () => (await store.notices.list(1))[0] ?? expect.unreachable();
const press = async (label: string): Promise<void> => {
  const action = shown.get(`run ${profile.id}`)?.find((one) => one.label === label) ?? expect.unreachable();
  action.run?.();
  await desk.snooze('nobody', true);
};

beforeEach(async () => {
  store = await openMemoryStore({ clock });
  await store.profiles.put(profile);
  await store.settings.set(noticeSettingsKey, defaultNoticeSettings);
  [said, shown, retried] = [[], new Map(), 'done'];
  desk = open();
});
afterEach(async () => {
  await desk.stop();
  await store.close();
});

describe('a notice that is put off', () => {
  it('goes away, is silent for an hour, comes back once, and counts as unread again', async () => {
    await runEnds('problems');
    await desk.snooze((await newest()).id, true);
    expect(shown.size).toBe(0);
    expect(await store.notices.countUnread()).toBe(0);
    await later(59);
    await runEnds('problems');
    expect(said).toHaveLength(1);
    await later(1);
    await later(1);
    expect(said).toEqual(['1 task could not be sent', '1 task could not be sent']);
    expect([shown.size, await store.notices.countUnread()]).toEqual([1, 1]);
    await runEnds('done');
    expect(said.at(-1)).toBe('All is well again');
  });

  it('is silent although the system had not told of it before', async () => {
    await desk.stop();
    desk = open(false);
    await runEnds('held');
    await desk.snooze((await newest()).id, true);
    await desk.stop();
    desk = open();
    await runEnds('held');
    expect(said).toEqual([]);
    await later(60);
    expect(said).toHaveLength(1);
  });

  it('never comes back when it is over by then, nor when it is put off no longer', async () => {
    await runEnds('problems');
    await desk.snooze((await newest()).id, true);
    await runEnds('done');
    said = [];
    await later(60);
    await runEnds('problems');
    await desk.snooze((await newest()).id, true);
    await desk.snooze((await newest()).id, false);
    expect((await newest()).snoozedUntil).toBeNull();
    await later(60);
    expect(said).toEqual(['1 task could not be sent']);
  });

  it('is told of before, when it gets worse', async () => {
    await runEnds('problems');
    await desk.snooze((await newest()).id, true);
    await runEnds('held');
    expect(said).toHaveLength(2);
    await later(60);
    expect(said).toHaveLength(2);
  });

  it('waits for the end of the quiet hours, and not at all for a profile that was muted since', async () => {
    clock.set(Date.parse('2026-03-01T21:30:00Z'));
    await store.settings.set(noticeSettingsKey, { ...defaultNoticeSettings, quiet: { from: '22:00', to: '07:00' } });
    await runEnds('problems');
    await desk.snooze((await newest()).id, true);
    await later(60);
    expect(said).toHaveLength(1);
    await later(9 * 60);
    expect(said).toHaveLength(2);
    await desk.snooze((await newest()).id, true);
    await store.transaction('notice', (tx) => mute(tx, profile.id, true));
    await later(60);
    expect(said).toHaveLength(2);
  });

  it('is remembered when the program ends, and kept for a host that can show it', async () => {
    await runEnds('problems');
    await desk.snooze((await newest()).id, true);
    await desk.stop();
    desk = open(false);
    await later(61);
    expect([said.length, await store.notices.countUnread()]).toEqual([1, 1]);
    await desk.stop();
    desk = open();
    await runEnds('problems');
    expect(said).toHaveLength(2);
  });
});

describe('the buttons of a message', () => {
  it('lead to it, try again where that helps, and put it off', async () => {
    const labels = () => shown.get(`run ${profile.id}`)?.map(({ label }) => label);
    await runEnds('problems');
    expect(labels()).toEqual(['See why', 'Retry', 'Snooze 1 h']);
    await runEnds('held');
    expect(labels()).toEqual(['Review', 'Snooze 1 h']);
    await press('Snooze 1 h');
    expect([shown.size, (await newest()).snoozedUntil]).toEqual([0, new Date(clock.now() + 60 * minute).toISOString()]);
  });

  it.each([
    ['done', 'All is well again'],
    ['problems', '1 task could not be sent'],
  ] as const)('tell how a second try ended: %s', async (state, text) => {
    await runEnds('problems');
    retried = state;
    await press('Retry');
    await expect.poll(() => said).toEqual(['1 task could not be sent', text]);
  });

  it('put a digest of conflicts off, and not what else is wrong', async () => {
    await store.transaction('conflict', async (tx) => {
      await tx.tasks.put([sampleTask('t1')]);
      await tx.conflicts.put([sampleConflict('c1')]);
    });
    await runEnds('problems', 2);
    expect([...shown.keys()]).toEqual([`run ${profile.id}`, 'conflicts']);
    shown.get('conflicts')?.at(-1)?.run?.();
    await desk.snooze('nobody', true);
    expect([...shown.keys()]).toEqual([`run ${profile.id}`]);
    const put = (await store.notices.list(10)).filter(({ snoozedUntil }) => snoozedUntil !== null);
    expect(put.map(({ kind }) => kind)).toEqual(['conflicts']);
  });
});
