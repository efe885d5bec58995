import { join } from 'node:path';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import type { Link } from '../../src-shared/domain/link.ts';
import type { Endpoint, Profile } from '../../src-shared/domain/profile.ts';
import type { Task } from '../../src-shared/domain/task.ts';
import { createDice, type Dice } from '../fakes/seeded.ts';

/** As many tasks as this have the label `bulk`. */
export const bulkSize = 5_000;

const batchSize = 1_000;
const dayMs = 86_400_000;
const begin = Date.parse('2026-01-05T08:00:00.000Z');

/**
 * Fills the data folder's real store with tasks of one profile at two places, as a sync would have left them: fields of every
 * kind, texts of some length, a link at each place. The same ones every time.
 */
export async function seedTasks(dataFolder: string, count: number): Promise<void> {
  const store = await openSqliteStore({ file: join(dataFolder, 'task-sync.db'), clock: systemClock });
  try {
    await store.profiles.put(profile);
    const dice = createDice(count);
    for (let first = 0; first < count; first += batchSize) {
      const numbers = Array.from({ length: Math.min(batchSize, count - first) }, (_, index) => first + index);
      const tasks = numbers.map((number) => makeTask(number, dice));
      await store.transaction('task', async (tx) => {
        await tx.tasks.put(tasks);
        await tx.links.put(tasks.flatMap((task, index) => linksOf(task, first + index)));
        await tx.links.clearDirty(tasks.map(({ id }) => id));
      });
    }
  } finally {
    await store.close();
  }
}

const places: readonly Endpoint[] = ['left', 'right'].map((connection) => ({
  id: `bench-${connection}`,
  name: connection,
  connection,
  container: `/bench-${connection}/`,
  direction: 'both',
  mapping: {},
  timeZone: 'Europe/Berlin',
}));

const profile: Profile = {
  id: 'bench',
  name: 'bench',
  enabled: false,
  schedule: 'manual',
  conflicts: { policy: 'manual', fields: {}, priority: [] },
  deletions: 'close',
  match: { mode: 'create-only', by: [] },
  endpoints: places,
  createdAt: new Date(begin).toISOString(),
};

const verbs = ['Fix', 'Write', 'Review', 'Move', 'Test', 'Ask about', 'Measure', 'Clean up', 'Plan', 'Order'];
const things = 'login invoice kitchen report server garden contract database ticket poster meeting keyboard'.split(' ');
const people = ['ada@example.com', 'ben@example.com', 'chi@example.com', 'dora@example.com'];
const labels = ['bug', 'home', 'urgent', 'later', 'idea', 'office'];
const statuses = ['todo', 'todo', 'doing', 'done', 'cancelled'];
const priorities = ['urgent', 'high', 'medium', 'low', null];

function makeTask(number: number, dice: Dice): Task {
  const at = new Date(begin + number * 60_000).toISOString();
  const words = Array.from({ length: dice.between(1, 3) }, () => dice.pick(things)).join(' ');
  const due = new Date(begin + dice.between(0, 500) * dayMs).toISOString().slice(0, 10);
  const fields = {
    title: `${dice.pick(verbs)} the ${words} ${number}`,
    body: Array.from({ length: dice.between(0, 60) }, () => dice.pick(things)).join(' '),
    status: dice.pick(statuses) ?? 'todo',
    priority: dice.pick(priorities) ?? null,
    assignees: dice.chance(0.7) ? [dice.pick(people) ?? ''] : [],
    labels: [...(number < bulkSize ? ['bulk'] : []), ...(dice.chance(0.6) ? [dice.pick(labels) ?? ''] : [])],
    due: dice.chance(0.5) ? ({ kind: 'date', date: due } as const) : null,
  };
  const stamp = { rev: 1, origin: 'bench-left', at, by: null };
  const stamps = Object.fromEntries(Object.keys(fields).map((field) => [field, stamp]));
  const id = `bench-${String(number).padStart(6, '0')}`;
  return { id, profile: profile.id, fields, stamps, rev: 1, createdAt: at, updatedAt: at, deletedAt: null };
}

function linksOf(task: Task, number: number): readonly Link[] {
  return places.map((place): Link => {
    const seen = { version: '"1"', updatedAt: task.updatedAt, updatedBy: null, url: null, raw: null };
    return {
      id: `${place.id}-${number}`,
      task: task.id,
      endpoint: place.id,
      remoteId: `${place.container}${number}.ics`,
      state: 'linked',
      base: task.fields,
      evidence: { kind: 'observed', run: null, version: '"1"', at: task.updatedAt },
      observation: { fields: task.fields, ...seen, seenAt: task.updatedAt },
      sent: {},
    };
  });
}
