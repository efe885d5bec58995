import { afterEach, describe, expect, it } from 'vitest';
import type { MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import type { TaskEdit } from '../../../src-shared/api/contract.ts';
import type { RunView } from '../../../src-shared/api/views.ts';
import type { ContainerSchema, FieldSchema } from '../../../src-shared/connector/connector.ts';
import { createWorld, type World } from '../../fakes/world.ts';

let world: World;
afterEach(() => world.close());

const day = 86_400_000;
const B = (): MemoryService => world.service('B');

/** A day later, when the service is asked again what its records look like. */
async function nextDay(): Promise<RunView> {
  world.clock.set(world.clock.now() + day + 1);
  return await world.sync({ acceptBrakes: true });
}

function change(field: string, to: (before: FieldSchema) => FieldSchema | null): ContainerSchema {
  const before = B().knobs.schema;
  const { [field]: old = { writable: true }, ...others } = before.fields;
  const now = to(old);
  B().knobs.schema = { fields: now === null ? others : { ...others, [field]: now } };
  return before;
}

async function edit(fields: TaskEdit): Promise<void> {
  const [task] = await world.tasks();
  await world.call('tasks.edit', { task: task?.id ?? '', edit: fields });
}

async function oneTask(): Promise<void> {
  world = await createWorld();
  world.service('A').add({ title: 'one', milestone: 'Q1', priority: 'p2', body: 'text' });
  await world.sync();
}

const problems = (run: RunView) => run.problems.map(({ endpoint, field, code }) => `${endpoint} ${field} ${code}`);

describe('a service that changes its fields (S26)', () => {
  it('a field that is gone is parked, nothing is emptied, and it flows again when it is back', async () => {
    await oneTask();
    const before = change('milestone', () => null);
    const run = await nextDay();
    expect(problems(run)).toEqual(['B milestone drift']);
    expect(run.problems[0]?.message).toContain('B has no field “milestone” now.');
    await edit({ milestone: 'Q2', body: 'more' });
    world.service('A').edit(world.record('A', 'one').id, { priority: 'p1' });
    await nextDay();
    expect(await world.task('one')).toMatchObject({ milestone: 'Q2', priority: 'urgent' });
    expect(world.record('A', 'one').fields).toMatchObject({ milestone: 'Q2', body: 'more' });
    expect(world.record('B', 'one').fields, 'everything else flows').toMatchObject({ body: 'more', priority: 'p1' });
    B().knobs.schema = before;
    expect(await nextDay()).toMatchObject({ state: 'done', problems: [] });
    expect(world.record('B', 'one').fields['milestone']).toBe('Q2');
  });

  it('a renamed field is gone under its old name, and the profile says the new one', async () => {
    world = await createWorld({ endpoints: { B: { mapping: { milestone: 'x.sprint' } } } });
    expect(problems(await world.sync())).toEqual(['B milestone drift']);
    change('x.sprint', () => ({ writable: true }));
    world.service('A').add({ title: 'one', milestone: 'Q1' });
    expect(await nextDay()).toMatchObject({ state: 'done' });
    expect(world.record('B', 'one').fields['x.sprint']).toBe('Q1');
  });

  it('an unknown choice waits with a reason until the schema names it', async () => {
    await oneTask();
    const renamed = (options: FieldSchema['options']) =>
      options?.map((option) => (option.value === 'p2' ? { ...option, value: 'p2b' } : option)) ?? [];
    const { id } = world.record('B', 'one');
    change('priority', (old) => ({ ...old, options: renamed(old.options) }));
    B().edit(id, { priority: 'p2b', body: 'and more' });
    const run = await world.sync();
    expect(problems(run)).toEqual(['B priority unmapped-value']);
    expect(await world.task('one')).toMatchObject({ priority: 'high', body: 'and more' });
    expect(world.record('B', 'one').fields['priority']).toBe('p2b');
    expect(await nextDay()).toMatchObject({ state: 'done' });
    expect(await world.task('one')).toMatchObject({ priority: 'high' });
  });

  it('a field that became read-only keeps both sides as they are, and says so', async () => {
    await oneTask();
    const before = change('milestone', (old) => ({ ...old, writable: false }));
    await nextDay();
    await edit({ milestone: 'Q3' });
    expect(problems(await world.sync())).toEqual(['B milestone read-only']);
    expect(world.record('B', 'one').fields['milestone']).toBe('Q1');
    expect(world.record('A', 'one').fields['milestone']).toBe('Q3');
    B().knobs.schema = before;
    expect(await nextDay()).toMatchObject({ state: 'done' });
    expect(world.record('B', 'one').fields['milestone']).toBe('Q3');
  });

  it('what is required now is asked for, never made up, and never emptied', async () => {
    await oneTask();
    change('milestone', (old) => ({ ...old, required: true }));
    await nextDay();
    world.service('A').add({ title: 'two' });
    await edit({ milestone: null });
    expect(problems(await world.sync()).sort()).toEqual(['B milestone required', 'B milestone required']);
    expect(B().all()).toHaveLength(1);
    expect(world.record('B', 'one').fields['milestone']).toBe('Q1');
    world.service('A').edit(world.record('A', 'two').id, { milestone: 'Q1' });
    world.service('A').edit(world.record('A', 'one').id, { milestone: 'Q2' });
    expect(await world.sync()).toMatchObject({ state: 'done' });
    expect(B().all()).toHaveLength(2);
  });

  it('is asked again at once after it refused a write', async () => {
    await oneTask();
    change('milestone', (old) => ({ ...old, writable: false }));
    await edit({ milestone: 'Q3' });
    expect(problems(await world.sync())).toEqual(['B null rejected']);
    expect(problems(await world.sync()), 'now with the reason').toEqual(['B milestone read-only']);
  });
});

describe('a mapping that loses something', () => {
  it('leaves the field alone where a value would come back as another one, and says so once', async () => {
    world = await createWorld({ endpoints: { B: { mapping: { labels: { bug: 'defect' } } } } });
    B().add({ title: 'odd', labels: ['defect'] });
    B().add({ title: 'fine', labels: ['bug'] });
    const run = await world.sync();
    expect(problems(run)).toEqual(['B labels lossy']);
    expect(run.problems[0]?.message).toContain('“defect” in B would come back there as “bug”');
    const log = B().log.length;
    for (let again = 0; again < 3; again++) await world.sync();
    expect(B().log.length, 'never written back and forth').toBe(log);
    expect(world.record('B', 'odd').fields['labels']).toEqual(['defect']);
    expect(world.record('A', 'odd').fields['labels']).toEqual(['defect']);

    world.service('A').edit(world.record('A', 'odd').id, { labels: ['defect', 'x'] });
    world.service('A').edit(world.record('A', 'fine').id, { labels: ['defect', 'x'] });
    await world.sync();
    expect(world.record('B', 'odd').fields['labels'], 'only read').toEqual(['defect']);
    expect(world.record('B', 'fine').fields['labels']).toEqual(['bug', 'x']);
    B().edit(world.record('B', 'odd').id, { labels: ['bug'] });
    expect(await world.sync()).toMatchObject({ state: 'done', problems: [] });
    expect(world.record('B', 'odd').fields['labels'], 'it flows again').toEqual(['bug', 'x']);
  });
});
