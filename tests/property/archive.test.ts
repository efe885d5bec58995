import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ArchiveFolder, OldRow } from '../../src-main/core/archive/archive.ts';
import { moveOld } from '../../src-main/core/archive/move-old.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import type { CompactionCuts, Store } from '../../src-main/core/store/store.ts';
import { createArchiveFolder } from '../../src-main/hosts/node/archive/archive-folder.ts';
import type { Comment } from '../../src-shared/domain/comment.ts';
import type { HistoryEntry } from '../../src-shared/domain/run.ts';
import { sampleConflict, sampleHistory, sampleRun, sampleTask, withProfiles } from '../contract/store/samples.ts';
import { createCrashingStore } from '../fakes/crashing-store.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'task-sync-archive-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dayMs = 24 * 3_600_000;
const now = Date.UTC(2026, 10, 1);
const daysAgo = (days: number): string => new Date(now - days * dayMs).toISOString();

/** Each number says how old it is, in days. */
interface Data {
  readonly tasks: readonly {
    readonly deleted: number | null;
    readonly isDirty: boolean;
    readonly changes: readonly number[];
    readonly comments: number;
    /** Age and whether it is decided. */
    readonly conflict: readonly [number, boolean] | null;
  }[];
  readonly runs: readonly number[];
  readonly keep: { readonly history: number | null; readonly bin: number | null };
}

const age = fc.integer({ min: 0, max: 200 });
const data: fc.Arbitrary<Data> = fc.record({
  tasks: fc.array(
    fc.record({
      deleted: fc.option(age),
      isDirty: fc.boolean(),
      changes: fc.array(age, { maxLength: 5 }),
      comments: fc.integer({ min: 0, max: 2 }),
      conflict: fc.option(fc.tuple(age, fc.boolean())),
    }),
    { maxLength: 6 },
  ),
  runs: fc.array(age, { maxLength: 30 }),
  keep: fc.record({ history: fc.option(fc.constantFrom(30, 90)), bin: fc.option(fc.constantFrom(7, 30)) }),
});
/** Where programs die, one after the other: at the nth transaction, or at the nth call of the folder. */
const deaths: fc.Arbitrary<readonly Death[]> = fc.array(
  fc.record({
    what: fc.constantFrom('store' as const, 'folder' as const),
    at: fc.integer({ min: 1, max: 4 }),
    isAfter: fc.boolean(),
  }),
  { maxLength: 3 },
);

function commentOf(task: string, id: string): Comment {
  return {
    ...{ id, task, identity: id, origin: 'jira', originName: 'Jira', author: 'Ana', createdAt: daysAgo(150) },
    ...{ editedAt: null, text: 'Seen\u2029by me', isInternal: false, deletedAt: null },
  };
}

async function fill(store: Store, { tasks, runs }: Data): Promise<void> {
  for (const [index, { deleted, isDirty, changes, comments, conflict }] of tasks.entries()) {
    const id = `t${index}`;
    const task = sampleTask(
      id,
      { title: `Task\u2028${index}` },
      { deletedAt: deleted === null ? null : daysAgo(deleted) },
    );
    await store.tasks.put([task]);
    if (isDirty) await store.links.markDirty(task.profile, [id]);
    await store.history.append(changes.map((days) => sampleHistory({ task: id, at: daysAgo(days) })));
    for (let n = 0; n < comments; n++) {
      await store.comments.put([commentOf(id, `${id}c${n}`)]);
    }
    if (conflict === null) continue;
    const [days, isDecided] = conflict;
    const how = isDecided ? ({ state: 'resolved', resolution: 'person' } as const) : {};
    await store.conflicts.put([sampleConflict(`${id}conflict`, { task: id, since: daysAgo(days), ...how })]);
  }
  for (const [index, days] of runs.entries())
    await store.runs.put(sampleRun(`r${index}`, { startedAt: daysAgo(days) }));
}

/** Everything that may be archived, as text: each row once. */
async function rowsIn(store: Store): Promise<readonly string[]> {
  const { tasks } = await store.tasks.list({ deleted: 'both' });
  const ids = tasks.map(({ id }) => id);
  return named({
    tasks,
    changes: await store.history.list({}),
    comments: await store.comments.byTasks(ids),
    conflicts: await store.conflicts.byTasks(ids),
    runs: await store.runs.list({}),
  });
}

async function rowsOf(archive: ArchiveFolder): Promise<readonly string[]> {
  const rows: OldRow[] = [];
  for (const { name } of await archive.list()) for await (const row of archive.read(name)) rows.push(row);
  const tasks = rows.flatMap((row) => (row.kind === 'task' ? [row] : []));
  return named({
    tasks: tasks.map(({ task }) => task),
    changes: [
      ...tasks.flatMap(({ changes }) => changes),
      ...rows.flatMap((row) => (row.kind === 'change' ? [row.entry] : [])),
    ],
    comments: tasks.flatMap(({ comments }) => comments),
    conflicts: [
      ...tasks.flatMap(({ conflicts }) => conflicts),
      ...rows.flatMap((row) => (row.kind === 'conflict' ? [row.conflict] : [])),
    ],
    runs: rows.flatMap((row) => (row.kind === 'run' ? [row.run] : [])),
  });
}

function named(all: Readonly<Record<string, readonly unknown[]>>): readonly string[] {
  return Object.entries(all).flatMap(([kind, rows]) => rows.map((row) => `${kind} ${JSON.stringify(row)}`));
}

/** A folder whose program dies at its nth call: before it does anything, or when it is done. */
function mortal(archive: ArchiveFolder, at: number, isAfter: boolean): ArchiveFolder {
  let count = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Error('the program was killed');
  };
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isDead || (++count === at && !isAfter)) die();
    const result = await work();
    return count === at ? die() : result;
  };
  return {
    ...archive,
    newName: (moment) => step(() => archive.newName(moment)),
    write: (name, head, rows) => step(() => archive.write(name, head, rows)),
    has: (name) => step(() => archive.has(name)),
    remove: (name) => step(() => archive.remove(name)),
    async *read(name) {
      if (isDead || (++count === at && !isAfter)) die();
      for await (const row of archive.read(name)) {
        yield row;
        if (count === at) die();
      }
    },
  };
}

interface Death {
  readonly what: 'store' | 'folder';
  /** Its nth transaction, or the nth call of the folder. */
  readonly at: number;
  readonly isAfter: boolean;
}

/** Programs die one after the other, and one lives. @returns whether all of them died */
async function check(given: Data, ends: readonly Death[]): Promise<boolean> {
  const store = await withProfiles(await openSqliteStore({ file: ':memory:', clock: createFakeClock({ auto: true }) }));
  const archive = createArchiveFolder(mkdtempSync(join(folder, 'of-')));
  await fill(store, given);
  const before = await rowsIn(store);
  const { history, bin } = given.keep;
  const cuts: CompactionCuts = {
    history: history === null ? '' : daysAgo(history),
    idleRuns: daysAgo(14),
    bin: bin === null ? '' : daysAgo(bin),
  };
  let died = 0;
  for (const { what, at, isAfter } of ends) {
    const life = what === 'store' ? createCrashingStore(store, at, isAfter ? 'after' : 'before').store : store;
    const place = what === 'folder' ? mortal(archive, at, isAfter) : archive;
    try {
      await moveOld(life, place, cuts, now);
    } catch (error) {
      expect(String(error)).toMatch(/was killed/);
      died++;
    }
  }
  await moveOld(store, archive, cuts, now);
  const [kept, archived] = [await rowsIn(store), await rowsOf(archive)];
  expect([...kept, ...archived].toSorted()).toEqual([...before].toSorted());
  if (history === null && bin === null) expect(archived.every((row) => row.startsWith('runs'))).toBe(true);
  const contested = new Set((await store.conflicts.open()).map(({ task }) => task));
  const isNeeded = ({ at, task }: HistoryEntry): boolean => at >= cuts.history || contested.has(task);
  expect((await store.history.list({})).every(isNeeded)).toBe(true);
  expect((await store.history.check()).faults).toEqual([]);
  await store.close();
  return died === ends.length;
}

const everyKind: Data = {
  tasks: [
    { deleted: null, isDirty: false, changes: [100, 95, 3], comments: 1, conflict: [100, true] },
    { deleted: 60, isDirty: false, changes: [120, 61, 60], comments: 2, conflict: [70, false] },
    { deleted: 60, isDirty: true, changes: [120], comments: 1, conflict: null },
  ],
  runs: Array.from({ length: 20 }, (_, index) => 30 + index * 5),
  keep: { history: 90, bin: 30 },
};

it('each row is either kept or archived, once, at whatever step a program dies', async () => {
  for (const what of ['store', 'folder'] as const) {
    for (const isAfter of [false, true]) {
      let at = 1;
      while (await check(everyKind, [{ what, at, isAfter }])) at++;
      // It came to an end: all steps were tried.
      expect(at).toBeGreaterThan(3);
    }
  }
}, 30_000);

it('each row is either kept or archived, once, and what is kept may be needed, whatever there is', async () => {
  await fc.assert(
    fc.asyncProperty(data, deaths, async (given, ends) => void (await check(given, ends))),
    { numRuns: 15 },
  );
}, 60_000);
