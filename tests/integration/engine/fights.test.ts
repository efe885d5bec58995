import { afterEach, expect, it } from 'vitest';
import type { MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import { createWorld, type World } from '../../fakes/world.ts';

const open: World[] = [];
const world = async (...args: Parameters<typeof createWorld>): Promise<World> => {
  const made = await createWorld(...args);
  open.push(made);
  return made;
};
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const pass = ({ clock }: World, seconds = 60): void => clock.set(clock.now() + seconds * 1_000);
const writes = ({ service }: World, side: string, field: string): number =>
  service(side).log.filter((write) => write.by === 'sync' && write.operation === 'update' && field in write.fields)
    .length;
/** A tool with an opinion: it puts the value back whenever it looks. */
const insist = (service: MemoryService, field: string, value: FieldValue): void => {
  const [record] = service.all();
  if (record && JSON.stringify(record.fields[field]) !== JSON.stringify(value)) {
    service.edit(record.id, { [field]: value }, 'tool');
  }
};

async function fightFor(at: World, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    pass(at);
    // One tool wants the label off, another wants it on, and we carry each one's wish to the other.
    insist(at.service(round % 2 === 0 ? 'A' : 'B'), 'labels', round % 2 === 0 ? [] : ['x']);
    await at.sync();
  }
}

it('stops writing a label that tools put back after each run, and says so (S20)', async () => {
  const at = await world();
  at.service('A').add({ title: 'Fought', labels: ['x'] });
  await at.sync();
  await fightFor(at, 30);
  expect(writes(at, 'A', 'labels')).toBeLessThanOrEqual(3);
  expect(writes(at, 'B', 'labels')).toBeLessThanOrEqual(4);
  const run = await at.sync();
  expect(run.state).toBe('problems');
  expect(run.problems).toEqual([expect.objectContaining({ code: 'fought', field: 'labels', title: 'Fought' })]);
  expect(run.problems[0]?.message).toContain('Another tool is fighting over the labels');
  // The rest of the task goes on, and the problem stays until a person says something.
  at.service('B').edit(at.record('B', 'Fought').id, { priority: 'p1' });
  await at.sync();
  expect(at.record('A', 'Fought').fields['priority']).toBe('p1');
  expect((await at.sync()).problems).toHaveLength(1);
  expect(await at.call('profiles.verify', { profile: 'Work' })).toMatchObject({
    causes: [{ cause: 'problem', count: expect.any(Number) }],
  });
});

it.each(['edit', 'retry'] as const)('goes on when a person says so: %s', async (how) => {
  const at = await world();
  at.service('A').add({ title: 'Fought', labels: ['x'] });
  await at.sync();
  await fightFor(at, 12);
  expect((await at.sync()).problems).toHaveLength(1);
  const { id } = await at.task('Fought');
  // The tools are switched off, and the person says what holds.
  pass(at);
  if (how === 'edit') await at.call('tasks.edit', { task: id, edit: { labels: ['x', 'mine'] } });
  else await at.call('tasks.retry', { task: id });
  expect(await at.sync()).toMatchObject({ state: 'done', problems: [] });
  expect(at.record('A', 'Fought').fields['labels']).toEqual(at.record('B', 'Fought').fields['labels']);
  if (how === 'edit') expect(at.record('A', 'Fought').fields['labels']).toContain('mine');
  expect(await at.sync()).toMatchObject({ state: 'done', problems: [] });
  expect(await at.call('profiles.verify', { profile: 'Work' })).toMatchObject({ state: 'equal' });
});

it('freezes again when the tools go on after that', async () => {
  const at = await world();
  at.service('A').add({ title: 'Fought', labels: ['x'] });
  await at.sync();
  await fightFor(at, 12);
  await at.call('tasks.retry', { task: (await at.task('Fought')).id });
  const before = writes(at, 'A', 'labels') + writes(at, 'B', 'labels');
  await fightFor(at, 20);
  expect(writes(at, 'A', 'labels') + writes(at, 'B', 'labels') - before).toBeLessThanOrEqual(8);
  expect((await at.sync()).problems).toHaveLength(1);
});

it('catches two installations of ours whose mappings contradict each other', async () => {
  const mapping = (urgent: string, low: string) => ({ priority: { [urgent]: 'urgent', [low]: 'low' } });
  const one = await world({
    idPrefix: 'a',
    endpoints: { A: { mapping: mapping('p1', 'p4') }, B: { mapping: mapping('p1', 'p4') } },
  });
  const two = await world({
    idPrefix: 'b',
    profile: { conflicts: { policy: 'priority', priority: ['A', 'B'] } },
    clock: one.clock,
    reuse: { A: one.service('A'), B: one.service('B') },
    endpoints: { A: { mapping: mapping('p1', 'p4') }, B: { mapping: mapping('p4', 'p1') } },
  });
  one.service('A').add({ title: 'Both', priority: 'p1' });
  for (let round = 0; round < 40; round++) {
    pass(one);
    await (round % 2 === 0 ? one : two).sync();
  }
  const all = writes(one, 'A', 'priority') + writes(one, 'B', 'priority');
  expect(all).toBeLessThanOrEqual(16);
  const last = all;
  for (let round = 0; round < 10; round++) {
    pass(one);
    await (round % 2 === 0 ? one : two).sync();
  }
  expect(writes(one, 'A', 'priority') + writes(one, 'B', 'priority')).toBe(last);
  const problems = [...(await one.sync()).problems, ...(await two.sync()).problems];
  expect(problems.some((problem) => problem.code === 'fought')).toBe(true);
});

it.each(['here', 'A', 'B'] as const)('never trips over a person who changes their mind at %s', async (side) => {
  const at = await world();
  at.service('A').add({ title: 'Mine', priority: 'p1', labels: ['x'] });
  await at.sync();
  const { id } = await at.task('Mine');
  const labels = [[], ['x'], ['x', 'y'], ['y'], ['x']];
  for (let round = 0; round < 40; round++) {
    pass(at, 20);
    const values = { labels: labels[round % 5] ?? [] };
    if (side === 'here') {
      await at.call('tasks.edit', { task: id, edit: { ...values, priority: round % 2 === 0 ? 'low' : 'high' } });
    } else {
      const priority = ['p4', 'p2', 'p4', 'p3', 'p1'][round % 5] ?? null;
      at.service(side).edit(at.record(side, 'Mine').id, { ...values, priority });
    }
    expect(await at.sync()).toMatchObject({ state: 'done', problems: [] });
  }
  expect(at.record('A', 'Mine').fields).toEqual(at.record('B', 'Mine').fields);
});
