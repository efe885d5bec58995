import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openArchivedWorld } from '../fakes/archived-world.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

/**
 * A program of its own that lets go of what is old, and is killed in the middle: so many turns of the event loop after a file of
 * the archive has begun (`.part`) or has its name (`.gz`).
 */
const [data = '', now = '', stage = '', after = '0'] = process.argv.slice(2);
const clock = createFakeClock({ auto: true });
clock.set(Number(now));
const world = await openArchivedWorld({ data, clock, idPrefix: 'worker' });

const folder = join(data, 'archive');
const isReached = (): boolean => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(stage));
let turns = 0;
const count = (): void => {
  if (turns > 0 || isReached()) turns++;
  if (turns > Number(after)) process.kill(process.pid, 'SIGKILL');
  setImmediate(count);
};
setImmediate(count);
await world.sync();
process.exit();
