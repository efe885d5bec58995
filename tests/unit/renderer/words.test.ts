import { describe, expect, test } from 'vitest';
import { parseMinutes } from '../../../src-renderer/features/inspector/minutes.ts';
import { flowBetween, flowFromHere } from '../../../src-renderer/features/profiles/direction.ts';
import { minutesText, valueText } from '../../../src-renderer/features/words/field-text.ts';
import { progressText, runSentence } from '../../../src-renderer/features/words/run-text.ts';
import { safeHref } from '../../../src-renderer/features/words/safe-href.ts';
import {
  countdownText,
  dayHeading,
  durationText,
  isPast,
  whenLabel,
} from '../../../src-renderer/features/words/time-text.ts';
import type { RunView } from '../../../src-shared/api/views.ts';

describe('estimates', () => {
  test.each([
    ['90', 90],
    ['1:30', 90],
    ['1h 30m', 90],
    ['1.5 h', 90],
    ['45 min', 45],
    ['2 hours', 120],
    ['', null],
    ['soon', undefined],
  ])('"%s" is read as %s', (text, minutes) => {
    expect(parseMinutes(text)).toBe(minutes);
  });

  test('come back as they are shown', () => {
    for (const minutes of [0, 5, 60, 95, 1440]) expect(parseMinutes(minutesText(minutes))).toBe(minutes);
  });
});

describe('values', () => {
  test.each([
    ['status', 'todo', 'To do'],
    ['status', 'In Review', 'In Review'],
    ['priority', null, ''],
    ['labels', ['bug', 'docs'], 'bug, docs'],
    ['labels', [], ''],
    ['estimate', 150, '2 h 30 min'],
    ['progress', 40, '40 %'],
    ['x.Billable', true, 'Yes'],
    ['title', 'todo', 'todo'],
  ] as const)('%s %s is shown as "%s"', (field, value, text) => {
    expect(valueText(field, value)).toBe(text);
  });
});

describe('dates', () => {
  const now = new Date(2026, 2, 1, 9, 0);

  test('a day is the same day in every zone', () => {
    expect(whenLabel('2026-03-01', now)).toBe('Today');
    expect(whenLabel('2026-02-28', now)).toBe('Yesterday');
    expect(whenLabel('2026-03-02', now)).toBe('Tomorrow');
    expect(whenLabel('not a date', now)).toBe('not a date');
  });

  test('a day has passed when it is over, a time when it is reached', () => {
    expect(isPast('2026-03-01', now)).toBe(false);
    expect(isPast('2026-02-28', now)).toBe(true);
    expect(isPast('2026-03-01T08:59:00', now)).toBe(true);
    expect(isPast('2026-03-01T09:01:00', now)).toBe(false);
  });

  test('days have headings', () => {
    expect(dayHeading(new Date(2026, 2, 1, 1).toISOString(), now)).toBe('Today');
    expect(dayHeading(new Date(2026, 1, 28, 23).toISOString(), now)).toBe('Yesterday');
  });

  test('durations are as exact as they are interesting', () => {
    expect([300, 8400, 372_000, 3_900_000].map(durationText)).toEqual(['0.3 s', '8 s', '6 min 12 s', '1 h 5 min']);
    expect([372_000, 9000, -5].map(countdownText)).toEqual(['6:12', '0:09', '0:00']);
  });
});

test('only web addresses become links', () => {
  expect(safeHref('https://example.org/1')).toBe('https://example.org/1');
  expect(safeHref('javascript:alert(1)')).toBeUndefined();
  expect(safeHref('data:text/html,x')).toBeUndefined();
  expect(safeHref(null)).toBeUndefined();
});

describe('the arrow between two places', () => {
  test.each([
    ['both', 'both', 'both'],
    ['pull', 'push', 'right'],
    ['push', 'pull', 'left'],
    ['pull', 'both', 'right'],
    ['both', 'pull', 'left'],
    ['pull', 'pull', 'none'],
    ['push', 'push', 'none'],
  ] as const)('%s and %s: %s', (left, right, flow) => {
    expect(flowBetween(left, right)).toBe(flow);
  });

  test('from this device it only depends on the other place', () => {
    expect(['both', 'pull', 'push'].map((direction) => flowFromHere(direction as 'both'))).toEqual([
      'both',
      'left',
      'right',
    ]);
  });
});

describe('a run', () => {
  const counts = {
    endpoint: 'Work',
    connector: 'memory',
    observed: 9,
    created: 1,
    updated: 2,
    closed: 1,
    deleted: 0,
    requests: 5,
  };
  const run: RunView = {
    run: 'r1',
    profile: 'Both',
    trigger: 'you',
    state: 'done',
    startedAt: '2026-03-01T09:00:00.000Z',
    finishedAt: '2026-03-01T09:00:08.000Z',
    endpoints: [counts],
    tasks: { created: 2, updated: 0, deleted: 0 },
    conflicts: 1,
    matches: 0,
    problems: [],
    brakes: [],
    pending: 0,
    durationMs: 8000,
  };

  test('says what it changed and what is open', () => {
    expect(runSentence(run)).toBe('Done: 2 created, 3 changed. 1 conflict to decide.');
    expect(runSentence({ ...run, endpoints: [], tasks: { created: 0, updated: 0, deleted: 0 }, conflicts: 0 })).toBe(
      'Done: nothing to change.',
    );
  });

  test('that was held says why and that nothing was written', () => {
    expect(runSentence({ ...run, state: 'held', brakes: ['It would delete 9 of 10 tasks in Work.'] })).toBe(
      'Held: It would delete 9 of 10 tasks in Work. Nothing was written.',
    );
  });

  test('under way says where it stands', () => {
    const progress = {
      run: 'r1',
      profile: 'p1',
      phase: 'write',
      endpoint: 'Work',
      done: 120,
      total: 400,
      waitingUntil: null,
    } as const;
    expect(progressText(progress)).toBe('Writing to Work, 120 of 400');
    expect(progressText({ ...progress, phase: 'read', done: 0, total: null })).toBe('Reading Work');
  });
});
