import { expect, it } from 'vitest';
import { createRequestLog } from '../../../../src-main/hosts/node/request-log.ts';
import type { LoggedRequest } from '../../../../src-shared/ports/ports.ts';

const at = (time: number): LoggedRequest => ({
  ...{
    request: 0,
    at: time,
    method: 'GET',
    host: 'desk.example.org',
    path: '/',
    status: 200,
    code: null,
    ms: 1,
    bytes: 2,
  },
  ...{ isCached: false, connection: 'desk', run: null },
});

it('keeps the last requests, oldest first', () => {
  const log = createRequestLog(3);
  const seen: number[][] = [];
  for (let time = 0; time < 7; time++) {
    log.add(at(time));
    seen.push(log.recent().map((request) => request.at));
  }
  expect(seen).toEqual([[0], [0, 1], [0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [4, 5, 6]]);
});
