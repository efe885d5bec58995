import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { carryOut, historyOf, prepare } from './history.ts';

/**
 * A program of its own: carries a history out from the beginning and says each deed's number when it was promised. It dies by
 * itself inside a deed, or just after one was promised and before it says so; or it is killed from outside.
 */
const [file = '', seed = '', length = '', when = 'never', at = '0'] = process.argv.slice(2);
const die = async (): Promise<void> => {
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => setInterval(() => {}, 60_000));
};

const store = await openSqliteStore({ file, clock: createFakeClock() });
await prepare(store);
writeSync(1, 'ready\n');
const history = historyOf(Number(seed), Number(length));
for (let start = 0; start < history.length; start += 3) {
  await Promise.all(
    history.slice(start, start + 3).map(async (deed) => {
      const isLast = deed.number === Number(at);
      const dieInside = async (): Promise<void> => (isLast && when === 'inside' ? await die() : undefined);
      // A refusal comes at once and promises nothing, not even about the deeds before it.
      const isPromised = await carryOut(store, deed, dieInside).then(
        () => true,
        () => false,
      );
      if (isLast && when === 'promised') await die();
      if (isPromised) writeSync(1, `${deed.number}\n`);
    }),
  );
}
await store.close();
