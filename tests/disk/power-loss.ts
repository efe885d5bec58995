import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Dice } from '../fakes/seeded.ts';

/** Bytes of the database's files at one moment; an empty one may also be absent. */
export interface Files {
  readonly db: Buffer;
  readonly wal: Buffer;
  readonly lock: Buffer;
}

export const dbName = 'task-sync.db';

export function readFiles(folder: string): Files {
  const read = (name: string): Buffer => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  };
  return { db: read(dbName), wal: read(`${dbName}-wal`), lock: read('writer.lock') };
}

/** @returns the path of the database */
export function writeFiles(folder: string, { db, wal, lock }: Files): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, dbName);
  writeFileSync(path, db);
  if (wal.length > 0) writeFileSync(`${path}-wal`, wal);
  if (lock.length > 0) writeFileSync(join(dirname(path), 'writer.lock'), lock);
  return path;
}

/** What a disk writes at once or not at all. */
const sector = 512;

/**
 * A file that was being written when the power went: what was on the disk before, with any part of what was written since,
 * in any order, with sectors that were never written and sectors that were torn.
 */
export function afterPowerLoss(before: Buffer, since: Buffer, dice: Dice): Buffer {
  const how = dice.pick(['cut', 'some sectors', 'some sectors', 'torn', 'nothing', 'all'] as const);
  switch (how) {
    case 'nothing':
    case undefined:
      return before;
    case 'all':
      return since;
    case 'cut':
      return cut(before, since, dice.between(0, since.length));
    case 'torn':
      return torn(before, since, dice);
    case 'some sectors':
      return someSectors(before, since, dice);
  }
}

/** Everything before the offset was written, nothing behind it. */
function cut(before: Buffer, since: Buffer, offset: number): Buffer {
  return Buffer.concat([since.subarray(0, offset), before.subarray(offset)]);
}

/** As cut, and the last page written is half garbage. */
function torn(before: Buffer, since: Buffer, dice: Dice): Buffer {
  const offset = dice.between(0, since.length);
  const whole = Buffer.from(cut(before, since, offset));
  const length = Math.min(dice.between(1, 4096), offset, firstDifferenceBack(before, since, offset));
  for (let index = offset - length; index < offset; index++) whole[index] = dice.between(0, 255);
  return whole;
}

/** How many bytes before the offset belong to what was being written: only these can be torn. */
function firstDifferenceBack(before: Buffer, since: Buffer, offset: number): number {
  let length = 0;
  while (length < 4096 && offset - length > 0 && before[offset - length - 1] !== since[offset - length - 1]) length++;
  return length;
}

function someSectors(before: Buffer, since: Buffer, dice: Dice): Buffer {
  const length = dice.chance(0.5) ? since.length : Math.max(before.length, since.length);
  const mixed = Buffer.alloc(length);
  const share = dice.between(0, 100) / 100;
  for (let start = 0; start < length; start += sector) {
    const end = Math.min(start + sector, length);
    const from = dice.chance(share) ? since : before;
    // Behind the end of what it is taken from: allocated, and never written.
    mixed.set(from.subarray(start, end), start);
  }
  return mixed;
}
