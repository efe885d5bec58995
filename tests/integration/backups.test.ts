import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryService, type MemoryService } from '../../src-main/connectors/memory/memory-service.ts';
import type { Snapshots } from '../../src-main/core/store/snapshots.ts';
import { openBackedUpWorld } from '../fakes/backed-up-world.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import type { World } from '../fakes/world.ts';

/** Backups of a real data file between two simulated services: made, looked at, restored. */
let data: string;
let clock: FakeClock;
let reuse: Record<'A' | 'B', MemoryService>;
let world: World;
const pathOf = (name: string): string => join(data, 'backups', name);
const open = (spoil?: (snapshots: Snapshots) => Snapshots, idPrefix = 'id'): Promise<World> =>
  openBackedUpWorld({ data, clock, reuse, idPrefix, ...(spoil ? { spoil } : {}) });
const create = async (passphrase?: string): Promise<string> =>
  (await world.call('backups.create', passphrase === undefined ? {} : { passphrase })).name;
const reasons = async (): Promise<readonly string[]> =>
  (await world.call('backups.list', {})).backups.map(({ reason }) => reason);
const edit = async (title: string, fields: { readonly title: string }): Promise<void> =>
  void (await world.call('tasks.edit', { task: (await world.task(title)).id, edit: fields }));
const titles = async (): Promise<readonly string[]> => (await world.tasks()).map(({ title }) => title);
const titlesAt = (name: 'A' | 'B'): readonly unknown[] =>
  reuse[name]
    .all()
    .map(({ fields }) => fields['title'])
    .sort();

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'task-sync-backups-'));
  clock = createFakeClock({ auto: true });
  reuse = { A: createMemoryService({ name: 'A', clock }), B: createMemoryService({ name: 'B', clock }) };
  world = await open();
  for (const title of ['One', 'Two', 'Three']) reuse.A.add({ title, body: 'text' });
  await world.sync();
});
afterEach(async () => {
  await world.close();
  rmSync(data, { recursive: true, force: true });
});

describe('a backup', () => {
  it('is whole, its owner’s alone, and says what is in it', async () => {
    const made = await world.call('backups.create', {});
    expect(made).toMatchObject({
      reason: 'you',
      tasks: 3,
      profiles: 1,
      connections: 2,
      isSealed: false,
      isWhole: true,
    });
    expect(await world.call('backups.list', {})).toEqual({
      folder: join(data, 'backups'),
      canShow: false,
      backups: [made],
    });
    expect(readdirSync(pathOf('.work'))).toEqual([]);
    if (process.platform !== 'win32') {
      expect(statSync(pathOf('')).mode & 0o777).toBe(0o700);
      expect(statSync(pathOf(made.name)).mode & 0o777).toBe(0o600);
    }
    clock.set(clock.now() + 3_600_000);
    const verified = await world.call('backups.verify', { name: made.name });
    expect(verified).toEqual({ ...made, verifiedAt: new Date(clock.now()).toISOString() });
  });

  it('holds what was committed when it was asked for, whatever is written meanwhile', async () => {
    const making = create();
    for (const title of ['Four', 'Five', 'Six']) await world.call('tasks.add', { profile: 'Work', edit: { title } });
    const name = await making;
    await world.call('backups.restore', { name });
    const found = await titles();
    // One moment of the work, not a mixture of several.
    expect(['One,Three,Two', 'Four,One,Three,Two', 'Five,Four,One,Three,Two', 'Five,Four,One,Six,Three,Two']).toContain(
      found.join(),
    );
  });

  it('under a passphrase cannot be read, is opened by it, and by no other', async () => {
    const name = await create('correct horse');
    const bytes = readFileSync(pathOf(name));
    expect(bytes.includes('SQLite format')).toBe(false);
    const plan = (passphrase?: string) =>
      world.call('backups.restorePlan', { name, ...(passphrase === undefined ? {} : { passphrase }) });
    await expect(plan()).rejects.toMatchObject({ code: 'invalid-input', facts: { field: 'passphrase' } });
    await expect(plan('wrong horse')).rejects.toMatchObject({ code: 'invalid-input', facts: { field: 'passphrase' } });
    expect(await plan('correct horse')).toMatchObject({ counts: { gone: 0, changed: 0, back: 0 } });
    // A wrong passphrase says nothing about the file.
    expect((await world.call('backups.list', {})).backups[0]).toMatchObject({ isSealed: true, isWhole: true });
    expect(readdirSync(pathOf('.work'))).toHaveLength(1);
  });

  it('that is damaged is refused, is known as damaged, and changes nothing', async () => {
    const name = await create();
    const whole = readFileSync(pathOf(name));
    const start = whole.indexOf('\n', 20) + 1;
    const middle = Math.floor((start + whole.length) / 2);
    // A single bit can stand for the same content in another way: among many zeros it does not matter which are repeated.
    const scratched = (at: number, length: number): Buffer => {
      const copy = Buffer.from(whole);
      for (let index = at; index < at + length; index++) copy[index] = (copy[index] ?? 0) ^ 0x5a;
      return copy;
    };
    await edit('One', { title: 'Edited' });
    for (const bytes of [
      whole.subarray(0, middle),
      whole.subarray(0, start),
      scratched(middle, 64),
      scratched(whole.length - 3, 1),
    ]) {
      writeFileSync(pathOf(name), bytes);
      await expect(world.call('backups.restore', { name })).rejects.toMatchObject({ code: 'invalid-input' });
    }
    expect(await titles()).toEqual(['Edited', 'Three', 'Two']);
    await expect(world.call('backups.verify', { name })).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await world.call('backups.list', {})).backups).toMatchObject([{ reason: 'you', isWhole: false }]);
    truncateSync(pathOf(name), 10);
    expect((await world.call('backups.list', {})).backups).toEqual([]);
  });

  it('is one of those in the folder: a path is none, wherever it leads (SEC-11, SEC-43)', async () => {
    const name = await create();
    const file = `precious${extname(name)}`;
    const precious = join(data, file);
    writeFileSync(precious, readFileSync(pathOf(name)));
    for (const way of [
      `../${file}`,
      precious,
      `..\\${file}`,
      `x/../../${file}`,
      `x\\..\\..\\${file}`,
      '..',
      extname(name),
    ]) {
      for (const call of ['backups.verify', 'backups.restorePlan', 'backups.restore', 'backups.remove'] as const) {
        await expect(world.call(call, { name: way })).rejects.toMatchObject({ code: 'invalid-input' });
      }
    }
    expect(readFileSync(precious)).toEqual(readFileSync(pathOf(name)));
  });

  it('whose database would do something by itself is refused (SEC-46)', async () => {
    await world.close();
    world = await open((all) => ({
      ...all,
      hold: () => {
        const held = all.hold();
        return {
          ...held,
          copyTo: async (file) => {
            const facts = await held.copyTo(file);
            const db = new Database(file);
            db.exec('create trigger evil after update on task begin delete from task; end');
            db.close();
            return facts;
          },
        };
      },
    }));
    const name = await create();
    await expect(world.call('backups.restore', { name })).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await titles()).toHaveLength(3);
  });

  it('that cannot be written leaves nothing behind, and says why', async () => {
    await create();
    await world.close();
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC', syscall: 'write' });
    world = await open((all) => ({ ...all, hold: () => ({ copyTo: () => Promise.reject(full), release: () => {} }) }));
    await expect(world.call('backups.create', {})).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/The disk is full/),
    });
    expect(await reasons()).toEqual(['you']);
    expect(readdirSync(pathOf('.work'))).toEqual([]);
    const { name = '' } = (await world.call('backups.list', {})).backups[0] ?? {};
    // What is here now could not be kept, so it is not replaced.
    await expect(world.call('backups.restore', { name })).rejects.toMatchObject({ code: 'unavailable' });
    expect(await titles()).toHaveLength(3);
  });
});

describe('a large change', () => {
  it('is preceded by a backup, which is not waited for', async () => {
    const ids = (await world.tasks()).map(({ id }) => id);
    const many = { tasks: Array.from({ length: 501 }, (_, index) => ids[index % 3] ?? '') };
    await world.call('tasks.editMany', { of: many, change: { edit: { status: 'done' } } });
    expect(await world.tasks({ query: 'status:done' })).toHaveLength(3);
    const { name } = await world.call('backups.create', {});
    expect(await reasons()).toEqual(['you', 'bulk']);
    await world.call('backups.remove', { name });
    const [bulk] = (await world.call('backups.list', {})).backups;
    await world.call('backups.restore', { name: bulk?.name ?? '' });
    expect(await world.tasks({ query: 'status:done' })).toHaveLength(0);
  });

  it('an import is one, from 501 tasks on', async () => {
    const profile = (await world.call('profiles.list', {}))[0]?.name ?? '';
    const rows = (count: number): string => ['title', ...Array.from({ length: count }, (_, at) => `T${at}`)].join('\n');
    await world.call('data.import', { profile, text: rows(500) });
    expect(await reasons()).toEqual([]);
    await world.call('data.import', { profile, text: rows(1_001) });
    await world.call('backups.create', {});
    expect(await reasons()).toEqual(['you', 'bulk']);
  });

  it('goes on when the backup fails, and a person is told once', async () => {
    await world.close();
    world = await open((all) => ({
      ...all,
      hold: () => {
        throw Object.assign(new Error('denied'), { code: 'EACCES', syscall: 'open' });
      },
    }));
    const [task] = await world.tasks();
    const many = { tasks: Array.from({ length: 501 }, () => task?.id ?? '') };
    await world.call('tasks.editMany', { of: many, change: { edit: { status: 'done' } } });
    expect(await world.tasks({ query: 'status:done' })).toHaveLength(1);
    const kinds = async () => (await world.call('status.get', {})).notices.map(({ kind }) => kind);
    expect(await kinds()).toEqual(['backup-failed']);
    await world.call('notices.dismiss', { kind: 'backup-failed' });
    await world.call('tasks.editMany', { of: many, change: { edit: { status: 'todo' } } });
    expect(await kinds()).toEqual([]);
    clock.set(clock.now() + 25 * 3_600_000);
    await world.call('tasks.editMany', { of: many, change: { edit: { status: 'done' } } });
    expect(await kinds()).toEqual(['backup-failed']);
  });
});

describe('a restore', () => {
  it('shows first what would change', async () => {
    const name = await create();
    await edit('One', { title: 'First' });
    await world.call('tasks.delete', { task: (await world.task('Two')).id });
    await world.call('tasks.add', { profile: 'Work', edit: { title: 'Four' } });
    await world.call('connections.change', { name: 'A', rename: 'Alpha' });
    const plan = await world.call('backups.restorePlan', { name });
    expect(plan).toMatchObject({
      counts: { gone: 1, changed: 2, back: 0 },
      waiting: 3,
      profiles: [{ name: 'Work', kind: 'changed' }],
    });
    expect(plan.connections).toEqual([{ name: 'Alpha', kind: 'changed' }]);
    expect(plan.tasks.map(({ title, kind, fields }) => [title, kind, fields])).toEqual([
      ['Four', 'gone', []],
      ['First', 'changed', ['title']],
      ['Two', 'changed', ['bin']],
    ]);
    expect((await world.call('backups.restorePlan', { name, offset: 1, limit: 1 })).tasks).toEqual([plan.tasks[1]]);
    expect(await titles()).toEqual(['First', 'Four', 'Three']);
  });

  it('gives back all of it, keeps what was here, and can be taken back', async () => {
    const name = await create();
    await edit('One', { title: 'First' });
    await world.call('profiles.save', { file: { name: 'Second', endpoints: [] } });
    const { before } = await world.call('backups.restore', { name });
    expect(before).toMatchObject({ reason: 'restore', profiles: 2 });
    expect(await titles()).toEqual(['One', 'Three', 'Two']);
    expect((await world.call('profiles.list', {})).map((profile) => profile.name)).toEqual(['Work']);
    // Everything goes on as usual: writes are kept, also over a restart.
    await edit('Two', { title: 'Second of all' });
    await world.close();
    world = await open();
    expect(await titles()).toEqual(['One', 'Second of all', 'Three']);
    expect((await world.call('status.get', {})).writable).toBe(true);
    await world.call('backups.restore', { name: before.name });
    expect(await titles()).toEqual(['First', 'Three', 'Two']);
  });

  it('pushes nothing wrong: what was edited, made or deleted since stays as it is at the services (S23)', async () => {
    const name = await create();
    const edited = reuse.A.all().find(({ fields }) => fields['title'] === 'One');
    reuse.A.edit(edited?.id ?? '', { title: 'Edited at A' });
    reuse.A.remove(reuse.A.all().find(({ fields }) => fields['title'] === 'Two')?.id ?? '');
    reuse.A.add({ title: 'New at A' });
    await edit('Three', { title: 'Edited here' });
    await world.sync({ acceptBrakes: true });
    const now = [titlesAt('A'), titlesAt('B')];
    expect(now[0]).toEqual(['Edited at A', 'Edited here', 'New at A']);

    await world.call('backups.restore', { name });
    expect(await titles()).toEqual(['One', 'Three', 'Two']);
    const status = await world.call('status.get', {});
    expect(status.notices.map(({ kind }) => kind)).toEqual(['restored']);
    const logged = [reuse.A.log.length, reuse.B.log.length];
    await world.call('plans.preview', { profile: 'Work' });
    await world.sync({ acceptBrakes: true });
    await world.sync({ acceptBrakes: true });
    expect([titlesAt('A'), titlesAt('B')]).toEqual(now);
    const writes = [reuse.A, reuse.B].flatMap(({ log }, index) =>
      log.slice(logged[index]).filter(({ by }) => by === 'sync'),
    );
    expect(writes).toEqual([]);
    const conflicts = await world.call('conflicts.list', {});
    expect(new Set(conflicts.map(({ field }) => field))).toEqual(new Set(['title', 'status', 'task']));
    for (const { conflict, side } of conflicts.flatMap((one) => ({
      conflict: one.id,
      side: one.sides[1]?.side ?? '',
    }))) {
      await world.call('conflicts.resolve', { conflict, use: side }).catch(() => {});
    }
    await world.sync({ acceptBrakes: true });
    expect([titlesAt('A'), titlesAt('B')]).toEqual(now);
  });

  it('lets nothing start by itself before a person has run the profile', async () => {
    await world.call('profiles.save', {
      file: {
        name: 'Work',
        schedule: '*/15 * * * *',
        endpoints: ['A', 'B'].map((name) => ({ connection: name, container: 'inbox' })),
      },
      replaces: 'Work',
    });
    const name = await create();
    await world.call('backups.restore', { name });
    const nextRun = async () => (await world.call('profiles.list', {}))[0]?.nextRun;
    expect(await nextRun()).toBeNull();
    await world.core.startScheduler();
    clock.set(clock.now() + 2 * 3_600_000);
    world.core.wake();
    expect((await world.call('runs.list', {})).filter(({ trigger }) => trigger === 'schedule')).toEqual([]);
    expect(await nextRun()).toBeNull();
  });

  it('and a run never meet', async () => {
    const name = await create();
    await edit('One', { title: 'First' });
    const ended = await Promise.allSettled([world.sync(), world.call('backups.restore', { name })]);
    const refused = ended.filter((one) => one.status === 'rejected');
    expect(refused.map(({ reason }) => reason)).toMatchObject([{ code: 'held' }]);
  });

  it('is refused where another program writes, and so are all changes of backups (S22)', async () => {
    const name = await create();
    const other = await open(undefined, 'other');
    for (const call of [
      () => other.call('backups.create', {}),
      () => other.call('backups.restore', { name }),
      () => other.call('backups.remove', { name }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'locked' });
    }
    expect((await other.call('backups.list', {})).backups).toHaveLength(1);
    // It sees the new data as soon as the other has it.
    await edit('One', { title: 'First' });
    await world.call('backups.restore', { name });
    expect((await other.tasks()).map(({ title }) => title)).toEqual(['One', 'Three', 'Two']);
    await other.close();
  });
});
