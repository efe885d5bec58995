import { afterEach, describe, expect, it } from 'vitest';
import type { Rule } from '../../../src-shared/domain/rule.ts';
import { createWorld, type World } from '../../fakes/world.ts';

let world: World;
afterEach(() => world.close());

type RuleFile = NonNullable<NonNullable<Parameters<typeof createWorld>[0]>['profile']>['rules'];
const asFile = (rules: readonly Rule[]): RuleFile => structuredClone(rules) as RuleFile;

const start = async (rules: readonly Rule[]): Promise<void> => {
  world = await createWorld({ profile: { rules: asFile(rules) } });
};

async function saveRules(rules: readonly Rule[]): Promise<void> {
  const file = await world.call('profiles.get', { profile: 'Work' });
  await world.call('profiles.save', { file: { ...file, rules: asFile(rules) }, replaces: 'Work' });
}

const writes = (): number => world.service('A').log.length + world.service('B').log.length;

async function settle(state = 'done'): Promise<void> {
  expect(await world.sync({ acceptBrakes: true })).toMatchObject({ state });
  const before = writes();
  await world.sync();
  expect(writes(), 'a second run writes nothing (L2)').toBe(before);
}

describe('rules between two services', () => {
  it('change what is written there, follow the task, and play nothing back', async () => {
    await start([
      { when: 'label:security', set: { priority: 'urgent' }, at: ['B'] },
      { template: { title: '[WEB] {{title}}' }, at: ['B'] },
      { append: { labels: ['from-a'] }, direction: 'in', at: ['A'] },
    ]);
    world.service('A').add({ title: 'hole', labels: ['security'], priority: 'p4' });
    await settle();
    expect(world.record('B', '[WEB] hole').fields).toMatchObject({ priority: 'p1', labels: ['from-a', 'security'] });
    expect(world.record('A', 'hole').fields).toMatchObject({ priority: 'p4', labels: ['security'] });
    expect(await world.task('hole')).toMatchObject({ priority: 'low', labels: ['from-a', 'security'] });

    const { id } = world.record('B', '[WEB] hole');
    world.service('B').edit(id, { title: '[WEB] big hole', labels: ['from-a', 'security', 'b'], priority: 'p3' });
    await settle();
    expect(world.record('A', 'big hole').fields).toMatchObject({ priority: 'p4', labels: ['b', 'security'] });
    expect(world.record('B', '[WEB] big hole').fields).toMatchObject({ priority: 'p1' });

    world.service('A').edit(world.record('A', 'big hole').id, { labels: [] });
    await settle();
    expect(world.record('B', '[WEB] big hole').fields).toMatchObject({ priority: 'p4', labels: ['from-a'] });
  });

  it('show in the preview exactly what a run then writes', async () => {
    await start([]);
    world.service('A').add({ title: 'one', labels: [] });
    await settle();
    await saveRules([{ append: { labels: ['synced'] }, at: ['B'] }]);
    const { actions } = await world.call('plans.preview', { profile: 'Work' });
    expect(actions).toMatchObject([
      { kind: 'update', endpoint: 'B', fields: [{ field: 'labels', after: ['synced'] }] },
    ]);
    expect(await world.sync()).toMatchObject({ state: 'held' });
    await settle();
    expect(world.record('B', 'one').fields['labels']).toEqual(['synced']);
    expect(world.record('A', 'one').fields['labels']).toEqual([]);
  });

  it('run scripts; one that runs wild stops its task, and the run goes on', async () => {
    const script = `(task) => {
      while (task.title === 'loop') {}
      if (task.title === 'throw') throw new Error('no')
      if (task.title === 'nonsense') return { colour: 'red' }
      if (task.title === 'wrong') return { due: 'soon' }
      return { body: task.title.split('').reverse().join('') }
    }`;
    await start([{ script, at: ['B'] }]);
    for (const title of ['fine', 'loop', 'throw', 'nonsense', 'wrong']) world.service('A').add({ title });
    await settle('problems');
    expect(
      world
        .service('B')
        .all()
        .map(({ fields }) => [fields['title'], fields['body']]),
    ).toEqual([['fine', 'enif']]);
    const run = await world.sync();
    expect(Object.fromEntries(run.problems.map(({ title, code, message }) => [title, `${code}: ${message}`]))).toEqual({
      loop: expect.stringContaining('rule-failed: Rule 1: the script ran too long and was stopped'),
      throw: expect.stringContaining('the script failed in line 3: Error: no.'),
      nonsense: expect.stringContaining('the script returned “colour”, which is no field of tasks.'),
      wrong: expect.stringContaining('the script gave a wrong value for due: "soon" is no day and no time.'),
    });
    await saveRules([]);
    await settle();
    expect(world.service('B').all()).toHaveLength(5);
  });

  it('take up records that a failing rule had kept out', async () => {
    await start([{ script: '(task) => { throw 1 }', direction: 'in', at: ['A'] }]);
    world.service('A').add({ title: 'one' });
    await settle('problems');
    expect(await world.tasks()).toEqual([]);
    await saveRules([]);
    await settle();
    expect(await world.tasks()).toMatchObject([{ title: 'one' }]);
  });
});

describe('a script that nobody has seen at work (SEC-38)', () => {
  const script = "(task) => ({ body: 'from a script' })";
  const digest = /script of rule 1 \(SHA-256 [0-9a-f]{32}\)( and rules are| is) new or (was|were) changed/;

  it('writes nothing before its preview was accepted, in a profile that came with it', async () => {
    await start([{ script, at: ['B'] }]);
    world.service('A').add({ title: 'one' });
    const held = await world.sync();
    expect(held).toMatchObject({ state: 'held', brakes: [expect.stringMatching(digest)] });
    expect(writes()).toBe(1);
    const plan = await world.call('plans.preview', { profile: 'Work' });
    expect(plan.brakes).toEqual(held.brakes);
    expect(plan.actions.map(({ endpoint }) => endpoint)).toContain('B');
    await settle();
    expect(world.record('B', 'one').fields['body']).toBe('from a script');
    world.service('A').add({ title: 'two' });
    expect(await world.sync()).toMatchObject({ state: 'done' });
  });

  it('is asked about again when it is another one', async () => {
    await start([]);
    world.service('A').add({ title: 'one' });
    await settle();
    await saveRules([{ script, at: ['B'] }]);
    expect(await world.sync()).toMatchObject({ state: 'held', brakes: [expect.stringMatching(digest)] });
    await settle();
    const {
      brakes: [first],
    } = await world.call('plans.preview', { profile: 'Work' });
    expect(first).toBeUndefined();
    await saveRules([{ script: script.replace('from', 'also from'), at: ['B'] }]);
    expect(await world.sync()).toMatchObject({ state: 'held', brakes: [expect.stringMatching(digest)] });
  });
});

describe('a profile with a wrong rule is refused, with rule, position and reason', () => {
  it.each<[Rule, string, Record<string, unknown>]>([
    [
      { when: 'lable:x', set: { title: 'x' } },
      'Rule 1 cannot be read: when, character 1: there is no field “lable”.',
      { position: 0 },
    ],
    [
      { template: { title: '{{uper(title)}}' } },
      'template.title, character 3: there is no function “uper”.',
      { position: 2 },
    ],
    [
      { set: { titel: 'x' } },
      'Rule 1 names the field “titel” in set, which does not exist. Did you mean “title”?',
      { rule: 1 },
    ],
    [{ set: { due: 'soon' } }, 'Rule 1 gives due a wrong value in set', { rule: 1 }],
    [{ set: { parent: 'x' } }, 'Rule 1 cannot change the parent', { rule: 1 }],
    [{ append: { due: 'x' } }, 'Rule 1 cannot append to due', { rule: 1 }],
    [
      { drop: ['labels'], at: ['C'] },
      'Rule 1 is for “C”, which is none of the profile’s endpoints: A, B.',
      { rule: 1 },
    ],
    [{ when: 'label:x' }, 'Rule 1 does nothing', { rule: 1 }],
    [{ script: '(task) => {\n  return {{\n}' }, 'The script of rule 1 cannot be read at line', { rule: 1 }],
    [{ script: '42' }, 'it has to be a function', { rule: 1 }],
  ])('%j', async (rule, message, facts) => {
    await start([]);
    await expect(saveRules([rule])).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringMatching(/Nothing was saved\.$/),
      facts: expect.objectContaining(facts),
    });
    await expect(saveRules([rule])).rejects.toThrow(message);
  });

  it('and a right one comes back from its file as it was', async () => {
    const rules: readonly Rule[] = [
      { when: 'label:security', at: ['A'], set: { priority: 'urgent' }, drop: ['body'] },
      { direction: 'in', map: { milestone: { Q1: 'Q2' } }, append: { labels: ['x'] } },
    ];
    await start(rules);
    expect((await world.call('profiles.get', { profile: 'Work' })).rules).toEqual(rules);
    const { yaml } = await world.call('profiles.export', { profile: 'Work' });
    await world.call('profiles.remove', { profile: 'Work' });
    await world.call('profiles.import', { yaml });
    expect((await world.call('profiles.get', { profile: 'Work' })).rules).toEqual(rules);
  });
});
