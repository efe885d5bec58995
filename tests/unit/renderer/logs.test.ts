import { describe, expect, it } from 'vitest';
import { chooseRequests, type RequestChoice } from '../../../src-renderer/features/connections/request-lines.ts';
import { responseTimes } from '../../../src-renderer/features/dashboard/response-times.ts';
import { findLines } from '../../../src-renderer/features/logs/log-text.ts';
import { percentile } from '../../../src-shared/domain/percentile.ts';
import type { LoggedRequest, LogLine } from '../../../src-shared/ports/ports.ts';

const line = (event: string, facts: LogLine['facts'] = {}): LogLine => ({
  ...{ time: '2026-03-01T09:00:00.000Z', level: 'info', event, facts },
});
const request = (change: Partial<LoggedRequest>): LoggedRequest => ({
  ...{ request: 1, at: 0, connection: 'Jira', method: 'GET', host: 'a.example', path: '/issues', status: 200 },
  ...{ code: null, ms: 100, bytes: 3, isCached: false, run: null, ...change },
});

describe('the lines of the log', () => {
  it('are the newest first, of those that have every word', () => {
    const lines = [
      line('run.began', { run: 'r1' }),
      line('run.ended', { run: 'r1', state: 'done' }),
      line('run.began', { run: 'r2' }),
    ];
    expect(findLines(lines, 'R1 run')).toEqual([
      '2026-03-01T09:00:00.000Z  info   run.ended  run=r1 state=done',
      '2026-03-01T09:00:00.000Z  info   run.began  run=r1',
    ]);
    expect(findLines(lines, '')).toHaveLength(3);
  });
});

describe('the requests that are chosen', () => {
  const all = [
    request({ request: 1, run: 'r1' }),
    request({ request: 2, run: 'r1', status: 503 }),
    request({ request: 3, connection: 'Trello', status: null, code: 'unavailable', ms: 1_000 }),
  ];
  it.each<[Partial<RequestChoice>, readonly number[]]>([
    [{}, [3, 2, 1]],
    [{ connection: 'Jira' }, [2, 1]],
    [{ run: 'r1', outcome: 'failed' }, [2]],
    [{ outcome: 'failed' }, [3, 2]],
    [{ outcome: 'slow' }, [3]],
    [{ words: 'trello unavailable' }, [3]],
  ])('%j', (choice, expected) => {
    const chosen = chooseRequests(all, { words: '', connection: null, run: null, outcome: 'all', ...choice });
    expect(chosen.map((one) => one.request)).toEqual(expected);
  });
});

describe('how fast services answer', () => {
  it('is told of each, the slowest first, and of none that gave no answer', () => {
    const times = responseTimes([
      ...[10, 20, 30, 400].map((ms) => request({ ms })),
      request({ connection: 'Trello', ms: 50, status: 429 }),
      request({ connection: 'Gone', status: null, code: 'unavailable' }),
    ]);
    expect(times).toEqual([
      { connection: 'Trello', requests: 1, failed: 1, median: 50, slow: 50 },
      { connection: 'Jira', requests: 4, failed: 0, median: 20, slow: 400 },
    ]);
  });

  it.each([
    [[], 0.5, null],
    [[7], 0.95, 7],
    [[1, 2, 3, 4], 0.5, 2],
    [[1, 2, 3, 4], 1, 4],
  ] as const)('of %j, %d is %j', (ordered, share, expected) => expect(percentile(ordered, share)).toBe(expected));
});
