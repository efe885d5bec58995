import { expect, test } from 'vitest';
import { lastingStates } from '../../../src-renderer/features/shell/lasting-states.ts';
import type { StatusView, SyncState } from '../../../src-shared/api/views.ts';
import type { Progress } from '../../../src-shared/domain/run.ts';
import { en } from '../../../src-shared/i18n/en/index.ts';
import { pauseEnds } from '../../../src-shared/i18n/pause-ends.ts';
import { createTranslate } from '../../../src-shared/i18n/translate.ts';

const now = new Date();
const say = { t: createTranslate('en-GB', en), now: new Date(2026, 2, 1, 12) };

function profile(name: string, state: SyncState, conflicts = 0): StatusView['profiles'][number] {
  return {
    ...{ name, enabled: true, tasks: 1, state, sentence: '', lastRun: null, nextRun: null, pending: 0 },
    ...{ conflicts, matches: 0, problems: 0, verified: null },
  };
}

function status(profiles: StatusView['profiles'], changes: Partial<StatusView> = {}): StatusView {
  return { state: 'in-sync', sentence: '', profiles, writable: true, notices: [], ...changes };
}

test('what is most pressing comes first', () => {
  const all = status([
    profile('Resting', 'paused'),
    profile('Away', 'offline'),
    profile('Asking', 'conflict', 2),
    profile('Locked out', 'needs-you'),
    profile('Stopped', 'held'),
  ]);
  const states = lastingStates(all, null, say);
  expect(states.map(({ kind }) => kind)).toEqual(['held', 'needs-you', 'conflict', 'offline', 'paused']);
  expect(states.map(({ text }) => text)).toEqual([
    'Stopped: Held: it would change unusually much',
    'Locked out: A service needs you to sign in again',
    '2 conflicts need a decision',
    'Away: A service cannot be reached. Nothing waits to be sent. You can keep working.',
    'Resting is paused.',
  ]);
});

test('each says where it can be acted on, if it can', () => {
  const [held, conflict, paused] = lastingStates(
    status([profile('Web', 'held', 1), profile('Home', 'paused')]),
    null,
    say,
  );
  expect(held?.step?.route).toEqual({ kind: 'preview', profile: 'Web' });
  expect(conflict?.step?.route).toEqual({ kind: 'conflicts', conflict: null });
  expect(paused?.step).toBeNull();
});

test('a limit has a line of its own with when it ends, until then; a run that waits as well', () => {
  const until = new Date(2026, 2, 1, 12, 6).toISOString();
  const why = { places: [], place: 'GitHub', code: 'rate-limited', brake: null, goesOnAt: until, lastRun: null };
  const asked = status([
    { ...profile('Web', 'offline'), why: { ...why, left: 0, isRestored: false } },
    profile('Home', 'syncing'),
    profile('Away', 'offline'),
  ]);
  const waits: Progress = {
    ...{ run: 'r', profile: 'p', phase: 'write', endpoint: 'Jira', done: 3, total: 9, waitingUntil: until },
  };
  const states = lastingStates(asked, null, say, (name) => (name === 'Home' ? waits : null));
  expect(states.map(({ kind, text, until: end }) => [kind, text, end])).toEqual([
    ['limit', 'Web: GitHub asked to wait, goes on at 12:06', until],
    ['limit', 'Home: Jira asked to wait, goes on at 12:06', until],
    ['offline', expect.stringContaining('Away'), undefined],
  ]);
  const later = { ...say, now: new Date(2026, 2, 1, 12, 7) };
  expect(lastingStates(asked, null, later).map(({ kind }) => kind)).toEqual(['offline', 'offline']);
});

test('a host that is lost is all that is said: nothing else is known', () => {
  expect(lastingStates(status([profile('Web', 'held')]), now, say).map(({ kind }) => kind)).toEqual(['lost']);
});

test('when everything rests, it says until when', () => {
  const until = new Date(2026, 2, 1, 16).toISOString();
  const resting = status([profile('Web', 'paused'), profile('Home', 'in-sync')], { pause: { until, of: 'all' } });
  expect(lastingStates(resting, null, say).map(({ text }) => text)).toEqual([
    'Paused until 16:00. What you start yourself runs all the same.',
  ]);
});

test('a pause ends later than now, and tomorrow is tomorrow', () => {
  const now = new Date(2026, 11, 31, 23, 30);
  expect(pauseEnds.map(({ until }) => until(now)?.toLocaleString('sv') ?? null)).toEqual([
    ...['2027-01-01 00:00:00', '2027-01-01 00:30:00', '2027-01-01 09:00:00', null],
  ]);
});

test('the demonstration is offered where nothing is set up, below everything else', () => {
  const offered = (profiles: Parameters<typeof status>[0]) =>
    lastingStates(status(profiles), null, say, () => null, true).map(({ kind }) => kind);
  expect(offered([])).toEqual(['demo']);
  expect(offered([profile('Web', 'in-sync')])).toEqual([]);
  expect(lastingStates(status([]), null, say)).toEqual([]);
});
