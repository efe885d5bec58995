import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectors } from '../../src-main/connectors/registry.ts';
import { createNoticeDesk } from '../../src-main/core/notices/notice-desk.ts';
import { noticeSettingsKey } from '../../src-main/core/notices/notice-memory.ts';
import { openMemoryStore } from '../../src-main/core/store/sqlite/open.ts';
import { defaultNoticeSettings } from '../../src-shared/domain/notice.ts';
import type { Profile } from '../../src-shared/domain/profile.ts';
import type { RunState } from '../../src-shared/domain/run.ts';
import { sampleProblem, sampleProfile, sampleRun } from '../contract/store/samples.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { offlinePorts } from '../fakes/offline-ports.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';

const minute = 60_000;
const day = 1440 * minute;
const profile = sampleProfile({});

interface Ending {
  readonly state: RunState;
  readonly conflicts: number;
  readonly code: string;
  readonly count: number;
}

/** The real desk and store, a run every five minutes. @returns when the system showed a message */
async function play(endings: readonly Ending[], profiles: readonly Profile[] = [profile]) {
  const clock = createFakeClock();
  const store = await openMemoryStore({ clock });
  for (const each of profiles) await store.profiles.put(each);
  await store.settings.set(noticeSettingsKey, defaultNoticeSettings);
  const said: { readonly at: number; readonly tag: string; readonly body: string }[] = [];
  const shown = new Set<string>();
  const notifier = {
    notify: ({ tag, body }: { readonly tag: string; readonly body: string }) => {
      said.push({ at: clock.now(), tag, body });
      shown.add(tag);
    },
    withdraw: (tag: string) => void shown.delete(tag),
  };
  let next = 0;
  const ids = { next: () => `n${next++}` };
  const ports = { ...offlinePorts, clock, ids, logger: createRecordingLogger(), notifier };
  const desk = createNoticeDesk(
    { store, ports, connectors, timeZone: 'Europe/Berlin' },
    () => {},
    () => expect.unreachable(),
  );
  for (const { state, conflicts, code, count } of endings) {
    const problems = Array.from({ length: state === 'problems' ? count : 0 }, (_, index) =>
      sampleProblem({ code, task: `t${index}` }),
    );
    for (const each of profiles) {
      const run = sampleRun(`r${next++}`, { profile: each.id, state, conflicts, problems, pending: 3 });
      await desk.afterRun(run, each);
    }
    clock.set(clock.now() + 5 * minute);
  }
  await desk.stop();
  const notices = await store.notices.list(200);
  await store.close();
  return { said, shown, notices };
}

const ending = fc.record({
  state: fc.constantFrom<RunState>('done', 'problems', 'held', 'failed', 'offline', 'stopped'),
  conflicts: fc.nat(4),
  code: fc.constantFrom('rejected', 'forbidden', 'too-long'),
  count: fc.constantFrom(1, 2, 40),
});

describe('a bot that is quiet', () => {
  it('shows at most six messages in any 24 hours, whatever happens to a profile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ending, { minLength: 20, maxLength: 120 }), async (endings) => {
        const { said } = await play(endings);
        for (const { at } of said) {
          const within = said.filter((other) => other.at >= at && other.at < at + day);
          expect(within.length).toBeLessThanOrEqual(6);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('shows at most six in a day that flaps with every run, and leaves none that does not hold', async () => {
    const well: Ending = { state: 'done', conflicts: 0, code: '', count: 0 };
    const ill: Ending = { state: 'problems', conflicts: 2, code: 'rejected', count: 2 };
    const endings = Array.from({ length: 288 }, (_, index) => (index % 2 === 0 ? ill : well));
    const { said, shown, notices } = await play([...endings, well]);
    expect(said.length).toBeGreaterThan(1);
    expect(said.length).toBeLessThanOrEqual(6);
    expect(said.at(-1)?.body === 'All is well again' || shown.size === 0).toBe(true);
    expect(notices.every(({ solvedAt }) => solvedAt !== null)).toBe(true);
  });

  it('shows a bounded number of messages, whatever others write in however many profiles at once (SEC-57)', async () => {
    const profiles = Array.from({ length: 10 }, (_, index) =>
      sampleProfile({ id: `p${index}`, name: `P${index}`, endpoints: [] }),
    );
    // Every run finds more conflicts and worse problems than the one before, with a code of their own each time.
    const endings = Array.from({ length: 40 }, (_, index): Ending => {
      const states: readonly RunState[] = ['problems', 'failed', 'held', 'done'];
      return { state: states[index % 4] ?? 'done', conflicts: index * 50, code: `made-up-${index}`, count: 1 + index };
    });
    const { said } = await play(endings, profiles);
    // Six in a day, and the first one of each profile.
    expect(said.length).toBeLessThanOrEqual(6 + profiles.length);
    expect(new Set(said.map(({ tag }) => tag)).size).toBeLessThanOrEqual(1 + profiles.length);
  });

  it('never shows a title of a task', async () => {
    const { said } = await play([{ state: 'problems', conflicts: 1, code: 'rejected', count: 1 }]);
    expect(said.map(({ body }) => body)).toEqual(['1 task could not be sent', '1 new conflict needs a decision']);
  });
});
