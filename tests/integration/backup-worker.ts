import { writeSync } from 'node:fs';
import { openBackedUpWorld } from '../fakes/backed-up-world.ts';

/**
 * A program of its own that makes a backup or restores the oldest one, and is killed in the middle: at the given turn of the
 * event loop, which is wherever the work is by then. Without one it says how many turns it took.
 */
const [data = '', work = 'create', at = '0'] = process.argv.slice(2);
const world = await openBackedUpWorld({ data, idPrefix: 'worker' });
const { backups } = await world.call('backups.list', {});

let turns = 0;
let isWorking = true;
const count = (): void => {
  turns++;
  if (turns === Number(at)) process.kill(process.pid, 'SIGKILL');
  if (isWorking) setImmediate(count);
};
setImmediate(count);
if (work === 'create') await world.call('backups.create', {});
else await world.call('backups.restore', { name: backups.at(-1)?.name ?? '' });
isWorking = false;
writeSync(1, String(turns));
await world.close();
