import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createDice, type Dice } from '../fakes/seeded.ts';
import { countDeeds, historyOf, readContent } from './history.ts';
import { dbName } from './power-loss.ts';

/**
 * A program that works is killed (T6): what it had been promised is there, and the rest is there as a whole or not at all
 * (S1, S21). `DISK_KILLS` and `DISK_SEED` look for more; a power loss, which takes more, has its own file.
 */
const kills = Number(process.env['DISK_KILLS'] ?? 12);
const seed = Number(process.env['DISK_SEED'] ?? 1);
const length = 400;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'task-sync-kill-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Killed {
  readonly file: string;
  /** Deeds that it had been promised, as far as it could say. */
  readonly promised: number;
}

async function workUntilKilled(lifeSeed: number, dice: Dice): Promise<Killed> {
  const file = join(mkdtempSync(join(folder, 'life-')), dbName);
  const when = dice.pick(['inside', 'promised', 'from outside'] as const) ?? 'inside';
  const script = join(import.meta.dirname, 'worker.ts');
  const at = dice.between(1, length);
  const args = [script, file, String(lifeSeed), String(length), when, String(at)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    // Where in its work that is depends on the machine; the judgement does not.
    if (when === 'from outside' && numbersIn(said).length >= at) child.kill('SIGKILL');
  });
  const [code] = await once(child, 'close');
  if (code !== null && when !== 'from outside') throw new Error(`it ended with ${code} by itself`);
  return { file, promised: Math.max(0, ...numbersIn(said)) };
}

function numbersIn(said: string): readonly number[] {
  return said.split('\n').slice(0, -1).map(Number).filter(Number.isFinite);
}

describe('a kill', () => {
  it(`takes nothing that was promised, and leaves nothing half done (S1, S21): ${kills} times`, async () => {
    const dice = createDice(seed);
    for (let kill = 0; kill < kills; kill++) {
      const lifeSeed = seed * 1_000 + kill;
      const { file, promised } = await workUntilKilled(lifeSeed, dice);
      const store = await openSqliteStore({ file, clock: createFakeClock() });
      const content = await readContent(store);
      const deeds = countDeeds(historyOf(lifeSeed, length), content, promised);
      expect(deeds, `kill ${kill}`).toBeGreaterThanOrEqual(promised);
      expect(store.writable).toBe(true);
      await store.close();
    }
  }, 600_000);
});
