import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../src-shared/domain/field.ts';
import type { Direction } from '../../../src-shared/domain/profile.ts';
import { planItem } from '../../../src-shared/sync/plan-item.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import { endpoint, lines, link, rules, task } from './fixtures.ts';

/** One task with label `web` or not, at an endpoint A that wants only those. */
interface Case {
  readonly name: string;
  readonly state?: 'linked' | 'out-of-scope';
  readonly base: Fields;
  readonly here: Fields;
  readonly there: Fields;
  readonly direction?: Direction;
  readonly plan: readonly string[];
}

const web = { title: 'x', labels: ['web'] };
const plain = { title: 'x', labels: [] };

const cases: readonly Case[] = [
  { name: 'fits and stays', base: web, here: web, there: web, plan: [] },
  {
    name: 'leaves there → its last change is taken over, then the link is let go',
    base: web,
    here: web,
    there: { title: 'y', labels: [] },
    plan: ['update here title="y" labels=[]', 'out-of-scope A', 'agree A labels,title'],
  },
  {
    name: 'leaves here → the change is still written; what comes back then decides',
    base: web,
    here: plain,
    there: web,
    plan: ['update A labels=[]'],
  },
  {
    name: 'has left on both sides → let go, nothing written although the task was edited',
    base: plain,
    here: { title: 'edited', labels: [] },
    there: plain,
    plan: ['out-of-scope A'],
  },
  {
    name: 'is away and edited on both sides → stays away, nothing moves',
    state: 'out-of-scope',
    base: plain,
    here: { title: 'edited', labels: [] },
    there: { title: 'also edited', labels: [] },
    plan: [],
  },
  {
    name: 'fits again there → linked again, and both sides merge with their base',
    state: 'out-of-scope',
    base: { ...plain, body: 'b' },
    here: { ...plain, body: 'edited here' },
    there: { title: 'edited there', labels: ['web'], body: 'b' },
    plan: [
      'update here title="edited there" labels=["web"]',
      'update A body="edited here"',
      'linked A',
      'agree A labels,title',
    ],
  },
  {
    name: 'fits again here → linked again, what happened there meanwhile comes in, ours goes out',
    state: 'out-of-scope',
    base: plain,
    here: web,
    there: { title: 'edited there', labels: [] },
    plan: ['update here title="edited there"', 'update A labels=["web"]', 'linked A', 'agree A title'],
  },
  {
    name: 'fits again here, but the endpoint is never written → stays away',
    state: 'out-of-scope',
    direction: 'pull',
    base: plain,
    here: web,
    there: plain,
    plan: [],
  },
  {
    name: 'an authority that is left is not followed any more',
    direction: 'pull',
    base: web,
    here: web,
    there: plain,
    plan: ['update here labels=[]', 'out-of-scope A', 'agree A labels'],
  },
  {
    name: 'a mirror that was changed there is still a mirror',
    direction: 'push',
    base: web,
    here: web,
    there: plain,
    plan: ['refuse A labels drift'],
  },
  {
    name: 'leaves with a conflict → waits for the person, but is not written',
    base: { ...web, body: 'b' },
    here: { ...web, labels: [], body: 'ours' },
    there: { ...plain, body: 'theirs' },
    plan: ['agree A labels', 'conflict A body'],
  },
];

describe('an endpoint with a filter (S17)', () => {
  it.each(cases)('$name', ({ state = 'linked', base, here, there, direction = 'both', plan }) => {
    const item: SyncItem = {
      taskId: 't',
      task: task(here),
      links: [link('A', base, there, { state })],
      creating: new Set(),
    };
    const made = planItem(item, rules([endpoint('A', { filter: 'label:web', direction })]));
    expect(lines(made)).toEqual(plan);
  });

  it('creates a task there only if what it would be there fits', () => {
    const place = rules([
      endpoint('A', { filter: 'status:doing', mapping: { status: { values: { 'IN-PROCESS': ['doing', 'review'] } } } }),
    ]);
    const plan = (fields: Fields) =>
      lines(planItem({ taskId: 't', task: task(fields), links: [], creating: new Set() }, place));
    expect(plan({ title: 'x', status: 'todo' })).toEqual([]);
    expect(plan({ title: 'x', status: 'unheard of' }), 'and says nothing about values that play no part').toEqual([]);
    expect(plan({ title: 'x', status: 'doing' })).toEqual([expect.stringMatching(/^create A/)]);
  });

  it('lets another service bring a task back', () => {
    const item: SyncItem = {
      taskId: 't',
      task: task(plain),
      links: [link('A', plain, plain, { state: 'out-of-scope' }), link('B', plain, web)],
      creating: new Set(),
    };
    const made = planItem(item, rules([endpoint('A', { filter: 'label:web' }), endpoint('B')]));
    expect(lines(made)).toEqual([
      'update here labels=["web"]',
      'update A labels=["web"]',
      'linked A',
      'agree B labels',
    ]);
  });

  it('leaves alone what was moved where we cannot see it', () => {
    const item: SyncItem = {
      taskId: 't',
      task: task(web),
      links: [link('A', web, web, { state: 'out-of-scope', observation: null })],
      creating: new Set(),
    };
    expect(lines(planItem(item, rules([endpoint('A', { filter: 'label:web' })])))).toEqual([]);
  });
});
