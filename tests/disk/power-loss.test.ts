import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRestored } from '../../src-main/core/store/restored.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createDice } from '../fakes/seeded.ts';
import { carryOut, countDeeds, readContent } from './history.ts';
import { type Life, type Loss, live, loseThePower, synchronousOfStore } from './lives.ts';
import { writeFiles } from './power-loss.ts';

/**
 * The power goes while the real store writes a real file (T6). What was promised is there, the rest is there as a whole or
 * not at all, and the store goes on (S1, S2, S21). `DISK_RUNS` and `DISK_SEED` look for more.
 */
const runs = Number(process.env['DISK_RUNS'] ?? 300);
const seed = Number(process.env['DISK_SEED'] ?? 1);
const lifeLength = 24;
const casesPerLife = 25;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'task-sync-power-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let places = 0;
const freshPlace = (): string => join(folder, String(++places));

/** @returns what is wrong; null: nothing */
async function judge({ history }: Life, { files, promised }: Loss): Promise<string | null> {
  const place = freshPlace();
  const file = writeFiles(place, files);
  try {
    const store = await openSqliteStore({ file, clock: createFakeClock() });
    try {
      if (!store.writable) return 'cannot be written';
      if ((await readRestored(store)) !== null) return 'taken for a restored copy';
      const deeds = countDeeds(history, await readContent(store), promised);
      // It goes on from there.
      const next = { ...(history[0] ?? never()), number: 1_000 + deeds, fails: false };
      await carryOut(store, next);
      const content = await readContent(store);
      return next.items.every((item) => content.get(item) === next.number) ? null : 'forgets what comes after';
    } finally {
      await store.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function never(): never {
  throw new Error('a history is not empty');
}

/** @returns how many losses were judged, and what was wrong with which */
async function judgeMany(count: number, asIf?: 'normal' | 'off'): Promise<readonly string[]> {
  const synchronous = asIf ?? synchronousOfStore(freshFolder());
  const wrong: string[] = [];
  for (let done = 0; done < count; ) {
    const lifeSeed = seed * 1_000_003 + done;
    const place = freshFolder();
    const life = await live(place, lifeSeed, lifeLength);
    rmSync(place, { recursive: true, force: true });
    const dice = createDice(lifeSeed + 1);
    for (let one = 0; one < casesPerLife && done < count; one++, done++) {
      const problem = await judge(life, loseThePower(life, synchronous, dice));
      if (problem !== null) wrong.push(`DISK_SEED=${seed}, case ${done}: ${problem}`);
    }
  }
  return wrong;
}

function freshFolder(): string {
  return mkdtempSync(join(folder, 'life-'));
}

describe('a power loss', () => {
  it(`takes nothing that was promised, and leaves nothing half done (S1, S2, S21): ${runs} times`, async () => {
    expect(await judgeMany(runs)).toEqual([]);
  }, 600_000);

  it.each(['normal', 'off'] as const)(
    'would be noticed with synchronous=%s (seeded bug 17)',
    async (synchronous) => {
      const wrong = await judgeMany(60, synchronous);
      expect(wrong.length).toBeGreaterThan(5);
    },
    60_000,
  );
});
