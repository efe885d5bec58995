import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createArchiveFolder } from '../../src-main/hosts/node/archive/archive-folder.ts';
import { openArchivedWorld } from '../fakes/archived-world.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

/** A program is really killed while it moves what is old into the archive. */
const dayMs = 24 * 3_600_000;
let folder: string;
let original: string;
let changes: readonly number[];
let later: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'task-sync-archive-kill-'));
  original = join(folder, 'original');
  const world = await openArchivedWorld({ data: original });
  await world.call('tasks.add', { profile: 'Work', edit: { title: 'Long ago', body: 'x'.repeat(2_000) } });
  const { id } = await world.task('Long ago');
  const [entry] = await world.store.history.list({ task: id });
  if (!entry) throw new Error('nothing was written down');
  await world.store.history.append(Array.from({ length: 1_200 }, (_, n) => ({ ...entry, title: `Long ago ${n}` })));
  changes = (await world.store.history.list({})).map((one) => one.id);
  later = world.clock.now() + 95 * dayMs;
  await world.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @returns where the data of the killed program is */
async function work(stage: string, after: number): Promise<string> {
  const data = mkdtempSync(join(folder, 'life-'));
  cpSync(original, data, { recursive: true });
  const script = join(import.meta.dirname, 'archive-worker.ts');
  const child = spawn(process.execPath, [script, data, String(later), stage, String(after)], { stdio: 'inherit' });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
  return data;
}

/** Ids of the old changes in the data and in the archive, after the next program has done its work. */
async function leftIn(data: string): Promise<readonly number[]> {
  const clock = createFakeClock({ auto: true });
  clock.set(later + dayMs);
  const world = await openArchivedWorld({ data, clock, idPrefix: 'after' });
  await world.sync();
  const kept = (await world.store.history.list({})).map(({ id }) => id);
  const archive = createArchiveFolder(join(data, 'archive'));
  for (const { name } of await archive.list()) {
    for await (const row of archive.read(name)) if (row.kind === 'change') kept.push(row.entry.id);
  }
  expect(readdirSync(join(data, 'archive')).filter((name) => !name.endsWith('.gz'))).toEqual([]);
  await world.close();
  return kept.filter((id) => changes.includes(id)).toSorted((a, b) => a - b);
}

it.each([
  ['.part', 0],
  ['.gz', 0],
  ['.gz', 60],
] as const)(
  'a kill when there is a %s, %i turns later, loses no change and doubles none',
  async (stage, after) => {
    expect(await leftIn(await work(stage, after))).toEqual(changes.toSorted((a, b) => a - b));
  },
  60_000,
);
