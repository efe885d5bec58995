import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue } from '../../../src-shared/domain/field.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { ItemPlan } from '../../../src-shared/domain/plan.ts';
import type { Rule } from '../../../src-shared/domain/rule.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { planItem } from '../../../src-shared/sync/plan-item.ts';
import type { SyncItem, SyncRules } from '../../../src-shared/sync/rules.ts';
import { endpoint, lines, link, rules, task } from './fixtures.ts';

function plan(own: readonly Rule[], here: Fields, base: Fields, there: Fields, where = 'A'): readonly string[] {
  const item: SyncItem = { taskId: 't', task: task(here), links: [link(where, base, there)], creating: new Set() };
  return lines(planItem(item, rules([endpoint('A')], { rules: own })));
}

const security: Rule = { when: 'label:security', set: { milestone: 'Urgent' }, at: ['A'] };
const marked: Rule = { append: { labels: ['from-here'] } };
const prefixed: Rule = { template: { title: '[WEB] {{title}}' } };

describe('rules on the way out', () => {
  it('change what goes there and not what is here', () => {
    const here = { title: 'x', labels: ['security'], milestone: 'Later' };
    expect(plan([security], here, here, here)).toEqual(['update A milestone="Urgent"']);
    const done = { ...here, milestone: 'Urgent' };
    expect(plan([security], here, done, done), 'and once it is so, nothing more').toEqual([]);
    expect(plan([security], { ...here, labels: [] }, done, { ...done, labels: [] })).toContain(
      'update A milestone="Later"',
    );
  });

  it('decide: what is changed there is put right, kept in the history, and never taken over', () => {
    const here = { title: 'x', labels: ['security'], milestone: 'Later' };
    const base = { ...here, milestone: 'Urgent' };
    expect(plan([security], here, base, { ...base, milestone: 'Whenever' })).toEqual([
      'update A milestone="Urgent"',
      'agree A milestone',
    ]);
  });

  it('take off on the way back what they have added', () => {
    const base = { title: '[WEB] x', labels: ['a', 'from-here'] };
    const there = { title: '[WEB] y', labels: ['a', 'b', 'from-here'] };
    expect(plan([marked, prefixed], { title: 'x', labels: ['a'] }, base, there)).toEqual([
      'update here title="y" labels=["a","b"]',
      'agree A labels,title',
    ]);
  });

  it('translate values, and keep which of several it was', () => {
    const own: readonly Rule[] = [{ map: { milestone: { Q1: '2026', Q2: '2026' } } }];
    const base = { title: 'x', milestone: '2026' };
    expect(plan(own, { title: 'x', milestone: 'Q2' }, base, base)).toEqual([]);
    expect(
      plan(own, { title: 'x', milestone: 'Q2' }, { ...base, milestone: '2025' }, { ...base, milestone: '2025' }),
    ).toEqual(['update A milestone="2026"']);
    expect(plan(own, { title: 'x', milestone: '2025' }, { ...base, milestone: '2025' }, base)).toEqual([
      'update here milestone="Q1"',
      'agree A milestone',
    ]);
  });

  it('keep a field from going there, while it still comes in', () => {
    const own: readonly Rule[] = [{ drop: ['body'] }];
    const base = { title: 'x', body: 'old' };
    expect(plan(own, { title: 'x', body: 'private' }, base, base)).toEqual([]);
    expect(plan(own, { title: 'x', body: 'old' }, base, { title: 'x', body: 'new' })).toEqual([
      'update here body="new"',
      'agree A body',
    ]);
  });

  it('apply in their order, each seeing what those before it made', () => {
    const own: readonly Rule[] = [
      { set: { milestone: 'Q1' } },
      { when: 'milestone:Q1', template: { body: '{{upper(title)}} for {{milestone}}' } },
    ];
    const base = { title: 'x', milestone: null, body: '' };
    expect(plan(own, base, base, base)).toEqual(['update A body="X for Q1" milestone="Q1"']);
  });

  it('refuse a task when they make nonsense of it, with the reason', () => {
    const own: readonly Rule[] = [{ template: { due: '{{title}}' } }];
    const base = { title: 'x', due: null };
    const item: SyncItem = { taskId: 't', task: task(base), links: [link('A', base, base)], creating: new Set() };
    const made = planItem(item, rules([endpoint('A')], { rules: own }));
    expect(lines(made)).toEqual(['refuse A null rule-failed']);
    expect(made.refusals[0]?.message).toContain(
      'Rule 1: the template for due cannot be used: "x" is no day and no time.',
    );
  });
});

describe('rules on the way in', () => {
  const bugs: Rule = { direction: 'in', when: 'label:bug', set: { milestone: 'Fixes' } };

  it('change what is taken over and write nothing back', () => {
    const base = { title: 'x', labels: [], milestone: null };
    const there = { title: 'x', labels: ['bug'], milestone: null };
    expect(plan([bugs], base, base, there)).toEqual(['update here milestone="Fixes" labels=["bug"]', 'agree A labels']);
    expect(plan([bugs], { ...there, milestone: 'Fixes' }, there, there), 'and then it is quiet').toEqual([]);
    expect(plan([bugs], { ...there, milestone: 'Mine' }, there, there), 'an edit here stays').toEqual([]);
  });

  it('take back what they made when it no longer applies, unless it was edited here', () => {
    const base = { title: 'x', labels: ['bug'], milestone: null };
    const there = { ...base, labels: [] };
    expect(plan([bugs], { ...base, milestone: 'Fixes' }, base, there)).toContain(
      'update here milestone=null labels=[]',
    );
    expect(plan([bugs], { ...base, milestone: 'Mine' }, base, there)).toContain('update here labels=[]');
  });

  it('add elements that never go back', () => {
    const own: readonly Rule[] = [{ direction: 'in', when: 'status:done', append: { labels: ['finished'] } }];
    const base = { title: 'x', status: 'open', labels: ['a'] };
    const there = { ...base, status: 'closed' };
    expect(plan(own, { ...base, status: 'todo' }, base, there)[0]).toContain('labels=["a","finished"]');
    expect(plan(own, { title: 'x', status: 'done', labels: ['a', 'finished'] }, there, there)).toEqual([]);
    expect(plan(own, { title: 'x', status: 'done', labels: ['a', 'b', 'finished'] }, there, there)).toEqual([
      'update A labels=["a","b"]',
    ]);
  });

  it('keep a field from coming in, while it still goes out', () => {
    const own: readonly Rule[] = [{ direction: 'in', drop: ['body'] }];
    const base = { title: 'x', body: 'b' };
    expect(plan(own, base, base, { title: 'x', body: 'theirs' })).toEqual([]);
    expect(plan(own, { title: 'x', body: 'ours' }, base, base)).toEqual(['update A body="ours"']);
  });
});

/** What a run does with a plan, and services that store what they are told. */
function apply({ task: before, links }: SyncItem, made: ItemPlan): SyncItem {
  const fields: Record<string, FieldValue> = { ...before?.fields };
  for (const { at, fields: changes } of made.actions)
    if (at === 'here') for (const { field, after } of changes) fields[field] = after;
  return {
    taskId: 't',
    task: { ...(before as Task), fields },
    creating: new Set(),
    links: links.map((one): Link => {
      const agreed = made.agreed.find((agreement) => agreement.link === one.id)?.fields ?? {};
      const written = made.actions.filter((action) => action.at === one.endpoint).flatMap((action) => action.fields);
      const sent = Object.fromEntries(written.map(({ field, after }) => [field, after]));
      const seen = { ...one.observation?.fields, ...sent };
      return {
        ...one,
        base: { ...one.base, ...agreed, ...sent },
        observation: one.observation && { ...one.observation, fields: seen },
      };
    }),
  };
}

describe('a rule never starts a change by itself and never plays one back (S5, L2)', () => {
  const labels = fc.subarray(['a', 'b', 'security', 'from-here']);
  const milestone = fc.constantFrom<FieldValue>('Q1', 'Q2', 'Later', null);
  const title = fc.constantFrom('x', 'y', '[WEB] x', 'x!');
  const body = fc.constantFrom('', 'text', 'text\n\n-- from here', 'line\ntext');
  const values: fc.Arbitrary<Fields> = fc.record({ title, body, labels, milestone });
  const direction = fc.constantFrom('in' as const, 'out' as const);
  const when = fc.constantFrom('label:security', 'milestone:Q1,Q2', '-label:a', 'title:x');
  const what = fc.constantFrom<Rule>(
    { set: { milestone: 'Q1' } },
    { set: { labels: ['security'] } },
    { append: { labels: ['from-here'] } },
    { append: { body: '\n\n-- from here' } },
    { template: { title: '[WEB] {{title}}' } },
    { template: { title: '{{title}}!' } },
    { template: { body: '{{title}}: {{join(labels)}}' } },
    { template: { milestone: '{{first(labels)}}' } },
    { map: { milestone: { Q1: 'Q2', Later: 'Q2' } } },
    { map: { labels: { a: 'b' } } },
    { drop: ['labels'] },
    { drop: ['milestone', 'body'] },
  );
  const rule: fc.Arbitrary<Rule> = fc
    .record({ direction, when, what, at: fc.constantFrom(['A'], ['B'], ['A', 'B']) }, { requiredKeys: ['what'] })
    .map(({ what: does, ...how }) => ({ ...how, ...does }));
  const world = fc.record({
    own: fc.array(rule, { minLength: 1, maxLength: 3 }),
    here: values,
    baseA: values,
    baseB: values,
    seenA: values,
    seenB: values,
  });

  it('in any number of steps: plan, apply, plan again ends, and stays ended', () => {
    fc.assert(
      fc.property(world, ({ own, here, baseA, baseB, seenA, seenB }) => {
        const by: SyncRules = rules([endpoint('A'), endpoint('B')], {
          rules: own,
          conflicts: { policy: 'priority', fields: {}, priority: ['here', 'A', 'B'] },
        });
        let item: SyncItem = {
          taskId: 't',
          task: task(here),
          links: [link('A', baseA, seenA), link('B', baseB, seenB)],
          creating: new Set(),
        };
        // What one service says may reach the other in a second step, and what that makes of it the first in a third.
        for (let step = 0; step < 3; step++) item = apply(item, planItem(item, by));
        const quiet = planItem(item, by);
        expect(quiet.actions).toEqual([]);
        expect(quiet.agreed).toEqual([]);
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 3_000), seed: Number(process.env['FC_SEED'] ?? 20_261_126) },
    );
  });
});
