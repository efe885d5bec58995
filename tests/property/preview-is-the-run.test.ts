import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullSchema } from '../../src-main/connectors/memory/memory-fields.ts';
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
function announced({ actions }: PlanView, isChosen = (_task: string): boolean => true): readonly string[] {
  return actions
    .filter(({ task }) => isChosen(task))
    .filter(({ endpoint, kind }) => endpoint !== 'here' && kind !== 'link' && kind !== 'unlink')
    .map(({ endpoint, kind, fields }) => {
      const operation = kind === 'create' ? 'create' : kind === 'delete' ? 'remove' : 'update';
      return line(endpoint, operation, Object.fromEntries(fields.map(({ field, after }) => [field, after])));
    })
    .sort();
}

/** What a service holds in the end, whatever the ids. */
function contents(world: World, name: 'A' | 'B'): readonly string[] {
  return world
    .service(name)
    .all()
    .map(({ fields: { parent: _, ...fields } }) => line(name, 'holds', fields))
    .sort();
}

function written(world: World, since: Readonly<Record<'A' | 'B', number>>): readonly string[] {
  return (['A', 'B'] as const)
    .flatMap((name) =>
      world
        .service(name)
        .log.slice(since[name])
        .map(({ operation, fields }) => line(name, operation, named(fields))),
    )
    .sort();
}

/** As a preview says it: choices by what a person sees at the service. */
function named(fields: Readonly<Record<string, FieldValue>>): Readonly<Record<string, FieldValue>> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const choice = fullSchema.fields[field]?.options?.find((option) => option.value === value);
      return [field, choice?.label ?? value];
    }),
  );
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
  it('writes nothing (S17, SEC-53), and the run after it writes exactly what it said (S24)', async ({ task }) => {
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

  it('of which a part is chosen: the run writes exactly that part, and the rest comes later (S24)', async ({
    task,
  }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { maxLength: 8 }),
        fc.array(edit, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('close', 'propagate', 'unlink', 'ask'),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        async (before, after, deletions, ticks) => {
          const options = { services, profile: { deletions, match: { mode: 'create-only' } } } as const;
          const [world, other] = [await createWorld(options), await createWorld(options)];
          try {
            for (const one of [world, other]) {
              let word = 0;
              for (const each of before) await perform(one, each, `w${++word}`);
              await one.sync({ acceptBrakes: true });
              for (const each of after) await perform(one, each, `w${++word}`);
            }
            const since = { A: world.service('A').log.length, B: world.service('B').log.length };
            const plan = await world.call('plans.preview', { profile: 'Work' });
            const only = plan.tasks.filter((_, index) => ticks[index % ticks.length]).map(({ task: id }) => id);
            const chosen = new Set(only);
            await world.sync({ acceptBrakes: true, accepted: { plan: plan.hash, only } });
            // A child of what is left out is left out too.
            for (let size = -1; size !== chosen.size; ) {
              size = chosen.size;
              for (const { task: id, needs } of plan.tasks)
                if (needs.some((need) => !chosen.has(need))) chosen.delete(id);
            }
            expect(written(world, since)).toEqual(announced(plan, (id) => chosen.has(id)));
            await world.sync({ acceptBrakes: true });
            await other.sync({ acceptBrakes: true });
            for (const name of ['A', 'B'] as const) expect(contents(world, name)).toEqual(contents(other, name));
          } finally {
            await world.close();
            await other.close();
          }
        },
      ),
      { numRuns: numRuns / 5, seed },
    );
    counted(task, 'previews of which a part was chosen', numRuns / 5);
  }, 600_000);
});
