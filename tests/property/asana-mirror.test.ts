import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Task } from '../../src-main/demo/asana/model.ts';
import type { RemoteTask } from '../../src-shared/connector/connector.ts';
import { type AsanaDoor, openAsana } from '../integration/asana-door.ts';

/** What people do at the service; the number picks a task. */
const step = fc.record({
  act: fc.constantFrom(
    ...[
      'create',
      'create',
      'subtask',
      'rename',
      'move',
      'complete',
      'tag',
      'comment',
      'delete',
      'take out',
      'put back',
    ],
    ...['adopt', 'wait', 'wait', 'pull', 'pull'],
  ),
  which: fc.nat(999),
});

/**
 * Whoever follows a project by its changes ends up with what a reading of all of it shows, whatever happened in between, in
 * whatever order the events arrived.
 */
it('a mirror that follows the changes of an Asana project equals the project', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const door = await openAsana({ eventLagMs: 30_000 });
      try {
        const mirror = createMirror(door);
        await mirror.pull();
        for (const { act, which } of steps) {
          if (act === 'pull') await mirror.pull();
          else carryOut(door, act, which);
        }
        door.service.clock.advance(600_000);
        await mirror.pull();
        const { tasks } = await door.pull(null);
        expect(mirror.tasks()).toEqual(sorted(tasks));
        await mirror.pull();
        expect(mirror.lastNews()).toBe(0);
      } finally {
        await door.close();
      }
    }),
    { seed: 20_261_127, numRuns: 60 },
  );
});

function createMirror(door: AsanaDoor) {
  const tasks = new Map<string, RemoteTask>();
  let cursor: string | null = null;
  let news = 0;
  return {
    pull: async (): Promise<void> => {
      const pulled = await door.pull(cursor, [...tasks.values()]);
      for (const id of pulled.deleted) tasks.delete(id);
      for (const task of pulled.tasks) tasks.set(task.id, task);
      for (const [id] of pulled.problems) tasks.delete(id);
      news = pulled.tasks.length + pulled.deleted.length + pulled.problems.length;
      cursor = pulled.cursor;
    },
    tasks: () => sorted([...tasks.values()]),
    lastNews: () => news,
  };
}

function sorted(tasks: readonly RemoteTask[]): readonly RemoteTask[] {
  return [...tasks].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function carryOut({ service, container }: AsanaDoor, act: string, which: number): void {
  const { store, changes, places, clock } = service;
  const user = places.users.admin;
  const sections = Object.values(places.sections);
  const pick = <T>(from: readonly T[]): T | undefined => from[which % Math.max(1, from.length)];
  const isMember = (task: Task): boolean => task.memberships.some(({ project }) => project === container);
  const inside = [...store.tasks.values()].filter((task) => store.streamsOf(task).has(container));
  const members = inside.filter(isMember);
  // What stands below a task that leaves is told of by nobody; the daily reading finds it.
  const alone = members.filter(({ gid, parent }) => parent === null && store.subtasksOf(gid).length === 0);
  const outside = [...store.tasks.values()].filter((task) => !store.streamsOf(task).has(container));
  const task = pick(inside);
  switch (act) {
    case 'create':
      changes.create({ name: `Task ${which}`, memberships: [{ project: container, section: pick(sections) }] }, user);
      return;
    case 'wait':
      clock.advance((which % 60) * 1_000);
      return;
    case 'take out': {
      const leaving = pick(alone);
      if (leaving) changes.takeOut(leaving, container, user);
      return;
    }
    case 'put back': {
      const coming = pick(outside);
      if (coming) changes.place(coming, container, null, user);
      return;
    }
    case 'move': {
      const moving = pick(members);
      if (moving) changes.place(moving, container, pick(sections) ?? null, user);
      return;
    }
    case 'adopt': {
      const [child, parent] = [pick(alone), pick(inside.filter(({ gid }) => gid !== pick(alone)?.gid))];
      if (child && parent) changes.setParent(child, parent.gid, user);
      return;
    }
  }
  if (task === undefined) return;
  if (act === 'subtask') changes.create({ name: `Below ${which}`, parent: task.gid }, user);
  if (act === 'rename') changes.update(task, { name: `Renamed ${which}` }, user);
  if (act === 'complete') changes.update(task, { completed: task.completedAt === null }, user);
  if (act === 'comment') store.tell(task, 'comment_added', '<body>Seen</body>', user);
  if (act === 'delete') changes.remove(task, user);
  if (act === 'tag') {
    const gid = store.nextGid();
    store.tags.set(gid, { gid, name: `tag ${which}`, workspace: places.workspace });
    changes.addTag(task, gid, user);
  }
}
