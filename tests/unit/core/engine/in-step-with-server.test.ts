import { expect, test } from 'vitest';
import { inStepWithServer } from '../../../../src-main/core/engine/in-step-with-server.ts';
import type { Place, RunContext } from '../../../../src-main/core/engine/run-context.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';

/** Each item takes ten milliseconds of its own, however many are on their way. */
function setUp() {
  let now = 0;
  let inFlight = 0;
  let most = 0;
  const abort = new AbortController();
  const context = { ports: { clock: { now: () => now } }, signal: abort.signal } as RunContext;
  const place = { descriptor: { capabilities: { concurrency: { start: 1, max: 4 } } }, failure: null } as Place;
  const waiting: (() => void)[] = [];
  const oneTurn = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length > 1) return;
      setImmediate(() => {
        now += 10;
        for (const each of waiting.splice(0)) each();
      });
    });
  const done: number[] = [];
  const work = async (item: number, finished: (outcome: 'ok') => void): Promise<void> => {
    inFlight++;
    most = Math.max(most, inFlight);
    await oneTurn();
    inFlight--;
    done.push(item);
    finished('ok');
  };
  return { abort, context, place, done, work, most: () => most };
}

const items = Array.from({ length: 200 }, (_, at) => at);

test('begins as the connector says, and takes more side by side where that brings more', async () => {
  const { context, place, done, work, most } = setUp();
  await inStepWithServer(context, place, items, work);
  expect(done.toSorted((a, b) => a - b)).toEqual(items);
  expect(most()).toBe(4);
});

test('begins nothing more once the place is away or the run is stopped', async () => {
  const away = setUp();
  await inStepWithServer(away.context, away.place, items, async (item, finished) => {
    await away.work(item, finished);
    if (item === 5) away.place.failure = new TaskSyncError('unavailable', 'It is away.');
  });
  expect(away.done.length).toBeLessThan(12);

  const stopped = setUp();
  await inStepWithServer(stopped.context, stopped.place, items, async (item, finished) => {
    await stopped.work(item, finished);
    if (item === 5) stopped.abort.abort();
  });
  expect(stopped.done.length).toBeLessThan(12);
});
