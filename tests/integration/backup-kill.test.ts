import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackedUpWorld } from '../fakes/backed-up-world.ts';

/** A program is killed while it makes a backup, and while it restores one. */
const moments = 6;
let folder: string;
let original: string;

/** Larger than what is copied at once. */
const filler = 'x'.repeat(6_000_000);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'task-sync-backup-kill-'));
  original = join(folder, 'original');
  const world = await openBackedUpWorld({ data: original });
  await world.call('tasks.add', { profile: 'Work', edit: { title: 'Then' } });
  await world.store.settings.set('filler', filler);
  await world.call('backups.create', {});
  await world.call('tasks.add', { profile: 'Work', edit: { title: 'Now' } });
  await world.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function work(what: 'create' | 'restore', at: number): Promise<{ readonly data: string; readonly said: string }> {
  const data = mkdtempSync(join(folder, 'life-'));
  cpSync(original, data, { recursive: true });
  const script = join(import.meta.dirname, 'backup-worker.ts');
  const child = spawn(process.execPath, [script, data, what, String(at)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code, signal] = await once(child, 'close');
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`it ended with ${code} by itself`);
  return { data, said };
}

/** Opens what the program left, and tries all backups in it. */
async function leftIn(
  data: string,
): Promise<{ readonly titles: readonly string[]; readonly reasons: readonly string[] }> {
  const world = await openBackedUpWorld({ data, idPrefix: 'after' });
  const titles = (await world.tasks()).map(({ title }) => title);
  expect(await world.store.settings.get('filler')).toBe(filler);
  const { backups } = await world.call('backups.list', {});
  for (const { name } of backups) await world.call('backups.verify', { name });
  // What the dead one had begun is gone.
  expect(readdirSync(join(data, 'backups', '.work'))).toEqual([]);
  // The data takes writes as before.
  await world.call('tasks.add', { profile: 'Work', edit: { title: 'Later' } });
  await world.close();
  return { titles, reasons: backups.map(({ reason }) => reason) };
}

describe('a kill', () => {
  it.each(['create', 'restore'] as const)(
    'during a %s leaves whole backups, and the data old or new',
    async (what) => {
      const all = await work(what, 0);
      const turns = Number(all.said);
      const ends = new Set<string>();
      for (let moment = 1; moment <= moments; moment++) {
        const { data } = await work(what, Math.max(1, Math.round((turns * moment) / (moments + 1))));
        const { titles, reasons } = await leftIn(data);
        if (what === 'create') expect(titles).toEqual(['Now', 'Then']);
        else expect(titles.join()).toMatch(/^(Now,)?Then$/);
        // What was here is never gone: it is still the data, or a backup.
        if (!titles.includes('Now')) expect(reasons).toContain('restore');
        ends.add(`${titles.join()} ${reasons.join()}`);
      }
      expect(turns).toBeGreaterThan(moments);
      expect((await leftIn(all.data)).titles).toEqual(what === 'create' ? ['Now', 'Then'] : ['Then']);
      expect(ends.size).toBeGreaterThanOrEqual(1);
    },
    120_000,
  );
});
