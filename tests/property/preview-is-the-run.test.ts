import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanView } from '../../src-shared/api/views.ts';
import type { FieldValue } from '../../src-shared/domain/field.ts';
import { counted } from '../counted.ts';
import { createWorld, type ServiceOptions, type World } from '../fakes/world.ts';

/** The same cases in every run of the suite; `FC_RUNS=5000 FC_SEED=7` looks for new ones. */
const numRuns = Number(process.env['FC_RUNS'] ?? 500);
const seed = Number(process.env['FC_SEED'] ?? 20_261_126);

const sides = ['A', 'B', 'here'] as const;
const edits = ['add', 'title', 'labels', 'body', 'priority', 'due', 'status', 'remove'] as const;

interface Edit {
  readonly side: (typeof sides)[number];
  readonly what: (typeof edits)[number];
  readonly pick: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  side: fc.constantFrom(...sides),
  what: fc.constantFrom(...edits),
  pick: fc.nat(30),
});

const statuses = { remote: ['open', 'started', 'closed', 'dropped'], here: ['todo', 'doing', 'done', 'cancelled'] };
const priorities = { remote: ['p1', 'p2', 'p4'], here: ['urgent', 'high', 'low'] };

async function perform(world: World, { side, what, pick }: Edit, word: string): Promise<void> {
  world.clock.set(world.clock.now() + 5_000);
  if (side === 'here') await performHere(world, what, pick, word);
  else performAt(world, side, what, pick, word);
}

async function performHere({ call, tasks }: World, what: Edit['what'], pick: number, word: string): Promise<void> {
  if (what === 'add') {
    await call('tasks.add', { profile: 'Work', edit: { title: word } });
    return;
  }
  const all = await tasks();
  const task = all[pick % Math.max(1, all.length)];
  if (!task) return;
  const edits = {
    title: { title: word },
    labels: { labels: [...task.labels, word] },
    body: { body: `${task.body}\n${word}` },
    priority: { priority: priorities.here[pick % 3] ?? 'low' },
    due: { due: `2026-04-${String(1 + (pick % 28)).padStart(2, '0')}` },
    status: { status: statuses.here[pick % 4] ?? 'todo' },
  };
  if (what === 'remove') await call('tasks.delete', { task: task.id });
  else await call('tasks.edit', { task: task.id, edit: edits[what] });
}

function performAt(world: World, side: 'A' | 'B', what: Edit['what'], pick: number, word: string): void {
  const service = world.service(side);
  if (what === 'add') {
    service.add({ title: word });
    return;
  }
  const all = service.all();
  const record = all[pick % Math.max(1, all.length)];
  if (!record) return;
  const labels = record.fields['labels'];
  const edits: Readonly<Record<string, FieldValue>> = {
    title: word,
    labels: [...(Array.isArray(labels) ? labels : []), word],
    body: `${word}\n${String(record.fields['body'])}`,
    priority: priorities.remote[pick % 3] ?? 'p4',
    due: { kind: 'date', date: `2026-05-${String(1 + (pick % 28)).padStart(2, '0')}` },
    status: statuses.remote[pick % 4] ?? 'open',
  };
  if (what === 'remove') service.remove(record.id);
  else service.edit(record.id, { [what]: edits[what] ?? null });
}

/** What a preview says will be written at services: place, what, and the values. */
function announced({ actions }: PlanView): readonly string[] {
  return actions
    .filter(({ endpoint, kind }) => endpoint !== 'here' && kind !== 'link' && kind !== 'unlink')
    .map(({ endpoint, kind, fields }) => {
      const operation = kind === 'create' ? 'create' : kind === 'delete' ? 'remove' : 'update';
      return line(endpoint, operation, Object.fromEntries(fields.map(({ field, after }) => [field, after])));
    })
    .sort();
}

function written(world: World, since: Readonly<Record<'A' | 'B', number>>): readonly string[] {
  return (['A', 'B'] as const)
    .flatMap((name) =>
      world
        .service(name)
        .log.slice(since[name])
        .map(({ operation, fields }) => line(name, operation, fields)),
    )
    .sort();
}

function line(place: string, operation: string, fields: Readonly<Record<string, FieldValue>>): string {
  const values = Object.entries(fields)
    .map(([name, value]) => `${name}=${typeof value === 'object' && value && 'kind' in value ? whenOf(value) : value}`)
    .sort();
  return `${place} ${operation} ${values.join(' ')}`;
}

const whenOf = (value: object): string => ('date' in value ? String(value.date) : JSON.stringify(value));

const worlds: readonly { readonly name: string; readonly services: Readonly<Record<'A' | 'B', ServiceOptions>> }[] = [
  { name: 'A and A', services: { A: {}, B: {} } },
  {
    name: 'A and C without preconditions',
    services: { A: {}, B: { identity: 'C', precondition: false, deletions: 'listing' } },
  },
];

describe.each(worlds)('a preview, between services of identity $name', ({ services }) => {
  it('writes nothing (S17), and the run after it writes exactly what it said (S24)', async ({ task }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { maxLength: 12 }),
        fc.array(edit, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('close', 'propagate', 'unlink', 'ask'),
        async (before, after, deletions) => {
          const world = await createWorld({ services, profile: { deletions, match: { mode: 'create-only' } } });
          try {
            let word = 0;
            for (const one of before) await perform(world, one, `w${++word}`);
            await world.sync({ acceptBrakes: true });
            for (const one of after) await perform(world, one, `w${++word}`);
            const since = { A: world.service('A').log.length, B: world.service('B').log.length };
            const plan = await world.call('plans.preview', { profile: 'Work' });
            expect(written(world, since)).toEqual([]);
            await world.sync({ acceptBrakes: true });
            expect(written(world, since)).toEqual(announced(plan));
          } finally {
            await world.close();
          }
        },
      ),
      { numRuns, seed },
    );
    counted(task, 'previews that the following run was compared with', numRuns);
  }, 600_000);
});
