import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryService, type MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import { openSqliteStore } from '../../../src-main/core/store/sqlite/open.ts';
import type { ConflictView } from '../../../src-shared/api/views.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createWorld, type ServiceOptions, type World, type WorldOptions } from '../../fakes/world.ts';

/**
 * An older copy of the database is put back (S23, seeded bug 35): equal values match again, unequal ones become conflicts,
 * nothing is overwritten or deleted at any service, and nothing is created twice.
 */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'task-sync-restored-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kinds: readonly { readonly name: string; readonly service: ServiceOptions }[] = [
  { name: 'identity A', service: { identity: 'A' } },
  { name: 'identity C, no preconditions', service: { identity: 'C', precondition: false, deletions: 'listing' } },
];

interface Past {
  readonly service?: ServiceOptions;
  readonly profile?: WorldOptions['profile'];
  readonly endpoints?: WorldOptions['endpoints'];
  /** Until the copy is made. */
  readonly before: (world: World) => Promise<void>;
  /** After it was made, until it is put back. */
  readonly since?: (world: World) => Promise<void>;
}

interface Return {
  readonly world: World;
  /** Writes at the services since the copy was put back, as `A update`. */
  readonly writes: () => readonly string[];
  readonly conflicts: () => Promise<readonly ConflictView[]>;
  sync(): Promise<void>;
}

async function putBack({ service = {}, profile, endpoints, before, since }: Past): Promise<Return> {
  const clock = createFakeClock({ auto: true });
  const services = { A: service, B: service };
  const reuse: Record<string, MemoryService> = {
    A: createMemoryService({ ...service, name: 'A', clock }),
    B: createMemoryService({ ...service, name: 'B', clock }),
  };
  const file = join(folder, 'task-sync.db');
  let lives = 0;
  const live = async (): Promise<World> => {
    const store = await openSqliteStore({ file, clock });
    const more = { ...(profile ? { profile } : {}), ...(endpoints ? { endpoints } : {}) };
    return createWorld({ services, reuse, clock, store, idPrefix: `life${++lives}-`, ...more });
  };
  const past = await live();
  await before(past);
  await past.close();
  copyFileSync(file, `${file}.copy`);
  const lost = await live();
  await since?.(lost);
  await lost.close();
  copyFileSync(`${file}.copy`, file);
  // Some time passes: the clocks of services tell what came first.
  clock.set(clock.now() + 3_600_000);
  const world = await live();
  const logs = Object.entries(reuse).map(([name, { log }]) => ({ name, log, from: log.length }));
  return {
    world,
    writes: () =>
      logs.flatMap(({ name, log, from }) =>
        log
          .slice(from)
          .filter(({ by }) => by === 'sync')
          .map(({ operation }) => `${name} ${operation}`),
      ),
    conflicts: () => world.call('conflicts.list', {}),
    sync: async () => {
      for (let times = 0; times < 3; times++) {
        await world.sync({ acceptBrakes: true });
        clock.set(clock.now() + 3_600_000);
      }
    },
  };
}

const all = (world: World, name: string): readonly Fields[] =>
  world
    .service(name)
    .all()
    .map(({ fields }) => fields);
const titles = (world: World, name: string): readonly unknown[] =>
  all(world, name)
    .map(({ title }) => title)
    .sort();
const edit = (world: World, name: string, title: string, fields: Fields): void =>
  void world.service(name).edit(world.record(name, title).id, fields);
const fill = async (world: World): Promise<void> => {
  for (const title of ['One', 'Two', 'Three']) world.service('A').add({ title, labels: ['red', title], body: 'text' });
  await world.sync();
};

describe.each(kinds)('an older copy of the data, with $name', ({ service }) => {
  it('matches again where all is equal, and is forgotten after one run', async () => {
    const { world, sync, writes } = await putBack({ service, before: fill });
    expect(await world.call('status.get', {})).toMatchObject({ notices: [{ kind: 'restored' }] });
    await sync();
    expect(writes()).toEqual([]);
    expect(await world.call('status.get', {})).toMatchObject({ state: 'in-sync', notices: [] });
    await world.close();
  });

  it.each([
    ['a title', { title: 'New' }],
    ['a cleared text', { body: '' }],
    ['labels taken away', { labels: [] }],
    ['a label taken away', { labels: ['red'] }],
  ] as const)('does not bring back what was changed since: %s', async (_what, fields) => {
    const { world, sync, writes, conflicts } = await putBack({
      service,
      before: fill,
      since: async (lost) => {
        edit(lost, 'A', 'One', fields);
        await lost.sync();
      },
    });
    const before = [all(world, 'A'), all(world, 'B')];
    await sync();
    expect(writes()).toEqual([]);
    expect([all(world, 'A'), all(world, 'B')]).toEqual(before);
    // The person decides once for each service, and then both have it.
    for (let open = await conflicts(); open.length > 0; open = await conflicts()) {
      const [first] = open;
      await world.call('conflicts.resolve', { conflict: first?.id ?? '', use: first?.sides[1]?.side ?? '' });
      await sync();
    }
    expect(writes()).toEqual([]);
    expect(await world.call('status.get', {})).toMatchObject({ state: 'in-sync', notices: [] });
    await world.close();
  });

  it('takes a service’s own way of writing a value for no edit', async () => {
    const { world, sync, writes, conflicts } = await putBack({
      service,
      before: async (past) => {
        past.service('B').knobs.trimsTitles = true;
        past.service('A').add({ title: 'One ' });
        await past.sync();
      },
    });
    await sync();
    expect(writes()).toEqual([]);
    expect(await conflicts()).toEqual([]);
    expect(titles(world, 'A')).toEqual(['One ']);
    await world.close();
  });

  it('does not send again what was sent and then taken back by somebody', async () => {
    const { world, sync, writes, conflicts } = await putBack({
      service,
      before: async (past) => {
        await fill(past);
        await past.call('tasks.edit', { task: (await past.task('One')).id, edit: { title: 'Ours' } });
      },
      since: async (lost) => {
        await lost.sync();
        for (const name of ['A', 'B']) edit(lost, name, 'Ours', { title: 'One' });
        await lost.sync();
      },
    });
    await sync();
    expect(writes()).toEqual([]);
    expect((await conflicts()).map(({ field }) => field)).toContain('title');
    await world.close();
  });

  it('doubles no comment that waited to be sent, or was written since', async () => {
    const { world, sync } = await putBack({
      service,
      before: async (past) => {
        await fill(past);
        await past.call('tasks.comment', { task: (await past.task('One')).id, text: 'Waited' });
      },
      since: async (lost) => {
        await lost.sync();
        await lost.call('tasks.comment', { task: (await lost.task('One')).id, text: 'Since' });
        lost.service('A').comment(lost.record('A', 'One').id, 'Theirs', { by: 'Ana' });
        await lost.sync();
      },
    });
    const comments = (name: string): readonly string[] =>
      world
        .service(name)
        .comments(world.record(name, 'One').id)
        .map(({ text }) => text);
    const before = [comments('A'), comments('B')];
    expect(before.map((all) => all.length)).toEqual([3, 3]);
    await sync();
    expect([comments('A'), comments('B')]).toEqual(before);
    expect((await world.task('One')).comments).toHaveLength(3);
    await world.close();
  });

  it('asks instead of letting a rule decide for an old value', async () => {
    const { sync, writes, conflicts, world } = await putBack({
      service,
      profile: { conflicts: { policy: 'priority', fields: {}, priority: ['here', 'A', 'B'] } },
      before: async (past) => {
        await fill(past);
        await past.call('tasks.edit', { task: (await past.task('One')).id, edit: { title: 'Ours' } });
      },
      since: async (lost) => {
        await lost.sync();
        edit(lost, 'A', 'Ours', { title: 'Newer' });
        await lost.sync();
      },
    });
    await sync();
    expect(writes()).toEqual([]);
    expect(await conflicts()).not.toEqual([]);
    await world.close();
  });

  it('overwrites no mirror with an old value', async () => {
    const { world, sync, writes } = await putBack({
      service,
      endpoints: { B: { direction: 'push' }, A: { direction: 'push' } },
      before: async (past) => {
        await past.call('tasks.add', { profile: 'Work', edit: { title: 'Old' } });
        await past.sync();
      },
      since: async (lost) => {
        await lost.call('tasks.edit', { task: (await lost.task('Old')).id, edit: { title: 'New' } });
        await lost.sync();
      },
    });
    await sync();
    expect(writes()).toEqual([]);
    expect(titles(world, 'B')).toEqual(['New']);
    await world.close();
  });

  describe.each(['create-only', 'match-then-create'] as const)('in mode %s', (mode) => {
    const profile = { match: { mode, by: [] } };

    it('creates no second twin of what came from a service since', async () => {
      const { world, sync, writes } = await putBack({
        service,
        profile,
        before: fill,
        since: async (lost) => {
          for (const title of ['Same', 'Same', 'Four']) lost.service('A').add({ title });
          lost.service('B').add({ title: 'Same' });
          await lost.sync();
        },
      });
      await sync();
      expect(writes()).toEqual([]);
      expect(await world.tasks()).toHaveLength(7);
      await world.close();
    });

    it('creates no second record of what waited to be created', async () => {
      const { world, sync, writes } = await putBack({
        service,
        profile,
        before: async (past) => {
          await fill(past);
          for (const title of ['Mine', 'Mine']) await past.call('tasks.add', { profile: 'Work', edit: { title } });
          past.service('A').add({ title: 'Theirs' });
          await past.call('plans.preview', { profile: 'Work' });
        },
        since: async (lost) => {
          await lost.sync();
        },
      });
      await sync();
      expect(writes()).toEqual([]);
      expect(await world.tasks()).toHaveLength(6);
      for (const name of ['A', 'B']) expect(titles(world, name)).toHaveLength(6);
      await world.close();
    });

    it('creates no second twin of what was added here since', async () => {
      const { world, sync, writes } = await putBack({
        service,
        profile,
        before: fill,
        since: async (lost) => {
          for (const title of ['Mine', 'Mine', 'Other']) {
            await lost.call('tasks.add', { profile: 'Work', edit: { title } });
          }
          await lost.sync();
        },
      });
      await sync();
      expect(writes()).toEqual([]);
      for (const name of ['A', 'B']) expect(titles(world, name)).toHaveLength(6);
      await world.close();
    });
  });

  describe.each(['close', 'propagate'] as const)('with the policy to %s', (deletions) => {
    it('makes nothing anew that was deleted since', async () => {
      const { world, sync, writes } = await putBack({
        service,
        profile: { deletions: 'propagate' },
        before: fill,
        since: async (lost) => {
          lost.service('A').remove(lost.record('A', 'One').id);
          await lost.sync();
        },
      });
      await sync();
      expect(writes()).toEqual([]);
      expect(await world.tasks()).toHaveLength(2);
      await world.close();
    });

    it('asks before a deletion goes on to a record that may have been edited since', async () => {
      const { world, sync, writes, conflicts } = await putBack({ service, profile: { deletions }, before: fill });
      world.service('A').remove(world.record('A', 'One').id);
      await sync();
      expect(writes()).toEqual([]);
      expect((await conflicts()).map(({ kind }) => kind)).toEqual(['deletion']);
      await world.close();
    });

    it('deletes nothing that was in the bin of the copy and is alive', async () => {
      const { world, sync, writes } = await putBack({
        service,
        profile: { deletions },
        before: async (past) => {
          await fill(past);
          await past.call('tasks.delete', { task: (await past.task('One')).id });
        },
        since: async (lost) => {
          const [task] = await lost.tasks({ deleted: true });
          await lost.call('tasks.restore', { task: task?.id ?? '' });
          await lost.sync();
        },
      });
      await sync();
      expect(writes()).toEqual([]);
      expect(await world.tasks()).toHaveLength(3);
      await world.close();
    });
  });
});

describe('a person is told', () => {
  const changed: Past = {
    before: fill,
    since: async (lost) => {
      edit(lost, 'A', 'One', { title: 'New' });
      await lost.sync();
    },
  };

  it('what it means, until they have read it; what is unclear stays unclear', async () => {
    const { world, sync, conflicts } = await putBack(changed);
    const [notice] = (await world.call('status.get', {})).notices;
    expect(notice?.text).toMatch(/older copy.*put back.*Nothing is overwritten or deleted/);
    expect((await world.call('status.get', {})).profiles[0]?.sentence).toMatch(/older copy/);
    await world.call('notices.dismiss', { kind: 'restored' });
    expect((await world.call('status.get', {})).notices).toEqual([]);
    await sync();
    expect(await conflicts()).not.toEqual([]);
    expect((await world.call('status.get', {})).profiles[0]?.sentence).toMatch(/older copy.*conflicts/);
    await world.close();
  });

  it('as long as differences are open, also without having read it', async () => {
    const { world, sync } = await putBack(changed);
    await sync();
    expect((await world.call('status.get', {})).notices).toHaveLength(1);
    await world.close();
  });
});
