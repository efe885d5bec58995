import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src-main/core/store/snapshots.ts';
import { schemaVersion } from '../../src-main/core/store/sqlite/format.ts';
import { migrate } from '../../src-main/core/store/sqlite/migrate.ts';
import { migrations } from '../../src-main/core/store/sqlite/migrations/all.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import { SqlConnection } from '../../src-main/core/store/sqlite/sql-connection.ts';
import type { TaskView } from '../../src-shared/api/views.ts';
import { afterPowerLoss, type Files, readFiles, writeFiles } from '../disk/power-loss.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createDice } from '../fakes/seeded.ts';
import { createWorld, type World } from '../fakes/world.ts';
import { type Frozen, frozenFiles, frozenServices, readFrozen, thaw, thawServices } from './frozen-database.ts';

/** Upgrade and downgrade (T13): what released versions left on disks, with today's code. */
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'task-sync-frozen-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
const freshFolder = (): string => mkdtempSync(join(root, 'data-'));

async function openWorld(frozen: Frozen, file: string): Promise<World> {
  const { clock, reuse } = await thawServices(frozen);
  const store = await openSqliteStore({ file, clock });
  return await createWorld({ services: frozenServices, reuse, clock, store, idPrefix: 'today-' });
}

const brief = ({ title, body, status, labels, due, links }: TaskView) => ({
  ...{ title, body, status, labels, due },
  links: links.map((link) => `${link.endpoint} ${link.state}`),
});

/** All rows of all tables, so that two databases can be compared whatever their pages look like. */
function contentOf(file: string): unknown {
  const db = new Database(file, { readonly: true });
  try {
    const tables = db
      .prepare<[], { name: string }>("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
      .all();
    const rows = tables.map(({ name }) => [name, db.prepare(`select * from "${name}"`).all()]);
    return { version: db.pragma('user_version', { simple: true }), rows };
  } finally {
    db.close();
  }
}

const isWhole = (file: string): boolean => {
  const db = new Database(file, { readonly: true });
  const answer = db.pragma('integrity_check', { simple: true });
  db.close();
  return answer === 'ok';
};

describe.each(frozenFiles())('%s', (name) => {
  const frozen = readFrozen(name);

  it('says the same as when its own version left it', async () => {
    const world = await openWorld(frozen, thaw(frozen, freshFolder()));
    expect((await world.tasks()).map(brief)).toEqual(frozen.tasks);
    expect((await world.tasks({ deleted: true })).map(brief)).toEqual(frozen.bin);
    const conflicts = await world.call('conflicts.list', {});
    expect(
      conflicts.map(({ field, title, sides }) => ({
        field,
        title,
        sides: sides.map(({ side, value }) => [side, value]),
      })),
    ).toEqual(frozen.conflicts);
    for (const [title, entries] of frozen.history) {
      const all = [...(await world.tasks()), ...(await world.tasks({ deleted: true }))];
      const task = all.find((one) => one.title === title);
      expect((await world.call('tasks.show', { task: task?.id ?? '' })).history).toHaveLength(entries);
    }
    expect(await world.call('runs.list', {})).toHaveLength(frozen.runs);
    const ids = (await world.tasks()).map(({ id }) => id);
    const open = (await world.store.outbox.byTasks(ids)).filter(({ state }) => state !== 'acked');
    expect(open.map(({ kind, state, fields }) => `${kind} ${state} ${fields['title']}`)).toEqual(frozen.outbox);
    expect(await world.call('status.get', {})).toMatchObject({ profiles: [{ pending: frozen.pending }], notices: [] });
    await world.close();
  });

  it('is synced on: nothing lost, nothing doubled, then silence (S3, S4, L2)', async () => {
    const world = await openWorld(frozen, thaw(frozen, freshFolder()));
    world.clock.set(world.clock.now() + 3_600_000);
    expect(await world.sync()).toMatchObject({ problems: [], pending: 0, conflicts: frozen.conflicts.length });
    for (const side of ['A', 'B']) {
      const titles = world
        .service(side)
        .all()
        .map(({ fields }) => fields['title']);
      expect(titles).toHaveLength(new Set(titles).size);
      const disputed = frozen.conflicts.map((conflict) => conflict.title);
      for (const { title } of frozen.tasks) if (!disputed.includes(title)) expect(titles).toContain(title);
    }
    const [conflict] = await world.call('conflicts.list', {});
    await world.call('conflicts.resolve', { conflict: conflict?.id ?? '', use: 'B' });
    expect(await world.sync()).toMatchObject({ state: 'done', conflicts: 0, pending: 0 });
    const before = ['A', 'B'].map((side) => world.service(side).log.length);
    expect(await world.sync()).toMatchObject({ state: 'done' });
    expect(['A', 'B'].map((side) => world.service(side).log.length)).toEqual(before);
    await world.close();
  });

  it.runIf(frozen.version < schemaVersion)(
    'is copied before it is changed, so that its own version can go on',
    async () => {
      const file = thaw(frozen, freshFolder());
      const before = contentOf(file);
      const copy = join(dirname(file), 'copy.db');
      const backUp = async (snapshot: Snapshot) => expect((await snapshot.copyTo(copy)).schema).toBe(frozen.version);
      await (await openSqliteStore({ file, clock: createFakeClock(), backUp })).close();
      expect(contentOf(copy)).toEqual(before);
      expect(isWhole(copy)).toBe(true);
      expect(contentOf(file)).toMatchObject({ version: schemaVersion });
    },
  );

  it.runIf(frozen.version < schemaVersion)(
    'survives a crash or a power loss inside every step of its migration',
    async () => {
      const folder = freshFolder();
      const file = thaw(frozen, folder);
      const before = contentOf(file);
      const moments = await momentsOfMigration(file);
      expect(moments.length).toBeGreaterThan(schemaVersion - frozen.version);
      const dice = createDice(1);
      for (const [index, files] of moments.entries()) {
        const older = moments[index - 1] ?? files;
        const torn = { ...files, wal: afterPowerLoss(older.wal, files.wal, dice) };
        for (const left of [files, torn]) {
          const found = writeFiles(freshFolder(), left);
          expect(isWhole(found)).toBe(true);
          expect(contentOf(found), `statement ${index}`).toEqual(before);
          // Today's version begins again.
          await (await openSqliteStore({ file: found, clock: createFakeClock() })).close();
          expect(contentOf(found)).toMatchObject({ version: schemaVersion });
          rmSync(dirname(found), { recursive: true, force: true });
        }
      }
    },
    // Two databases for each statement, and each version has more of them.
    120_000,
  );
});

/** The files at every statement of the migration, which is when a program can die. */
async function momentsOfMigration(file: string): Promise<readonly Files[]> {
  const moments: Files[] = [];
  let isTaking = false;
  const verbose = (): void => {
    if (isTaking) moments.push(readFiles(dirname(file)));
  };
  const db = new SqlConnection(file, { verbose }, ['journal_mode = wal', 'synchronous = full', 'cache_size = 4']);
  isTaking = true;
  await migrate(db, migrations);
  isTaking = false;
  db.raw.close();
  return moments;
}

describe('a database of a newer version', () => {
  it('is refused with a sentence, and neither changed nor copied', async () => {
    const file = join(freshFolder(), 'task-sync.db');
    await (await openSqliteStore({ file, clock: createFakeClock() })).close();
    const db = new Database(file);
    db.pragma(`user_version = ${schemaVersion + 1}`);
    db.close();
    const before = readFileSync(file);
    await expect(openSqliteStore({ file, clock: createFakeClock() })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(
        /saved by a newer Task Sync, so this one left it as it is\. Install the newest version/,
      ),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(dirname(file)).filter((one) => one.includes('before'))).toEqual([]);
  });
});
