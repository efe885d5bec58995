import { openSqliteStore } from '../../../../src-main/core/store/sqlite/open.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';

/**
 * A program of its own for the tests: opens the store, commits `committed`, writes `uncommitted` inside a transaction, says
 * "ready" and stays there until it is killed.
 */
const store = await openSqliteStore({ file: process.argv[2] ?? '', clock: createFakeClock() });
await store.settings.set('committed', 'kept');
await store.transaction('task', async (tx) => {
  await tx.settings.set('committed', 'lost');
  await tx.settings.set('uncommitted', 'x'.repeat(100_000));
  process.stdout.write('ready\n');
  await new Promise(() => setInterval(() => {}, 60_000));
});
