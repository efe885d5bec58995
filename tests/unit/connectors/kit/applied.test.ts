import { expect, test } from 'vitest';
import { afterWriting, beforeWriting, withApplied } from '../../../../src-main/connectors/kit/applied.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';

const busy = new TaskSyncError('rate-limited', 'Slow down.', {
  applied: 'unknown',
  retryAfterMs: 5_000,
  facts: { status: 429 },
});

test('what fails before a write was not carried out, and says everything else as before', async () => {
  const error = await beforeWriting(Promise.reject(busy)).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    ...{ code: 'rate-limited', message: 'Slow down.', retryAfterMs: 5_000, facts: { status: 429 } },
    ...{ applied: 'no', cause: busy },
  });
});

test('what fails after a write may have been carried out', async () => {
  const gone = new TaskSyncError('not-found', 'Gone.');
  await expect(afterWriting(Promise.reject(gone))).rejects.toMatchObject({ code: 'not-found', applied: 'unknown' });
  await expect(afterWriting(Promise.reject(gone))).rejects.not.toHaveProperty('retryAfterMs', expect.anything());
});

test('success, strange errors and errors that say so already go through as they are', async () => {
  expect(await beforeWriting(Promise.resolve(7))).toBe(7);
  expect(await afterWriting(Promise.resolve(7))).toBe(7);
  const strange = new RangeError('not ours');
  expect(withApplied(strange, 'no')).toBe(strange);
  expect(withApplied(busy, 'unknown')).toBe(busy);
});
