import { describe, expect, test } from 'vitest';
import { meaningOf, priorityOptions, statusOptions } from '../../../../src-main/connectors/jira/jira-schema.ts';
import type { Transition } from '../../../../src-main/connectors/jira/jira-wire.ts';
import { answerScreen } from '../../../../src-main/connectors/jira/screen.ts';
import { nextGuess, Workflow, waysKey } from '../../../../src-main/connectors/jira/workflow.ts';

const status = (name: string, key: string, id = name) => ({ id, name, statusCategory: { key } });

describe('statuses', () => {
  test.each([
    ['Backlog', 'new', 'todo'],
    ['In Progress', 'indeterminate', 'doing'],
    ['Done', 'done', 'done'],
    ["Won't Do", 'done', 'cancelled'],
    ['Abgelehnt', 'done', 'cancelled'],
    ['Cancelled orders', 'indeterminate', 'doing'],
    ['No category', 'undefined', 'doing'],
  ])('%s of the category %s means %s', (name, key, meaning) => {
    expect(meaningOf(status(name, key))).toBe(meaning);
  });

  test('of several that are under way, the one that says so is written; each is there once', () => {
    const all = [status('Blocked', 'indeterminate'), status('In Progress', 'indeterminate'), status('To Do', 'new')];
    const options = statusOptions([...all, ...all]);
    expect(options).toHaveLength(3);
    expect(options.find(({ means }) => means === 'doing')?.label).toBe('In Progress');
  });
});

describe('priorities', () => {
  const named = (...names: readonly string[]) => names.map((name, index) => ({ id: String(index + 1), name }));
  const meanings = (options: ReturnType<typeof priorityOptions>) =>
    Object.fromEntries(options.map(({ label, means }) => [label, means]));

  test('are known by their place, whatever they are called', () => {
    expect(meanings(priorityOptions(named('Höchste', 'Hoch', 'Mittel', 'Niedrig', 'Niedrigste')))).toEqual({
      ...{ Höchste: 'urgent', Hoch: 'high', Mittel: 'medium', Niedrig: 'low', Niedrigste: 'low' },
    });
    expect(meanings(priorityOptions(named('A', 'B', 'C')))).toEqual({ A: 'high', B: 'medium', C: 'low' });
    expect(meanings(priorityOptions(named('Only')))).toEqual({ Only: 'medium' });
  });

  test('the default one is the middle, and the nearest to it is written first', () => {
    const options = priorityOptions(named('A', 'B', 'C', 'D').map((one) => ({ ...one, isDefault: one.name === 'C' })));
    expect(options.map(({ label }) => label)).toEqual(['C', 'B', 'D', 'A']);
    expect(meanings(options)).toEqual({ A: 'urgent', B: 'high', C: 'medium', D: 'low' });
  });
});

const to = (id: string, key: string, more: Partial<Transition> = {}): Transition => ({
  ...{ id: `to ${id}`, name: id, to: status(id, key) },
  ...more,
});

describe('a workflow', () => {
  const workflow = new Workflow();
  workflow.learn('a', [to('b', 'indeterminate'), to('c', 'indeterminate')]);
  workflow.learn('b', [to('a', 'new'), to('e', 'indeterminate')]);
  workflow.learn('c', [to('d', 'done')]);
  workflow.learn('d', [to('a', 'new'), to('z', 'done', { isAvailable: false })]);

  test('knows the shortest way, and none through what is closed or was not learned', () => {
    expect(workflow.route('a', 'd')).toEqual(['c', 'd']);
    expect(workflow.route('b', 'd')).toEqual(['a', 'c', 'd']);
    expect(workflow.route('a', 'd', new Set([waysKey('a', 'c')]))).toBeNull();
    expect(workflow.route('a', 'z')).toBeNull();
    expect(workflow.route('a', 'nowhere')).toBeNull();
  });

  test('guesses the unknown status that is nearest in meaning, and finished ones last', () => {
    const small = new Workflow();
    small.learn('a', [to('x', 'done'), to('y', 'indeterminate'), to('n', 'new')]);
    expect(small.frontier('a')).toEqual(['x', 'y', 'n']);
    expect(nextGuess(small, 'a', 'done', new Set())).toBe('y');
    expect(nextGuess(small, 'a', 'new', new Set())).toBe('n');
    expect(nextGuess(small, 'a', 'new', new Set([waysKey('a', 'n'), waysKey('a', 'y')]))).toBe('x');
    expect(nextGuess(small, 'a', 'new', new Set(['n', 'x', 'y'].map((way) => waysKey('a', way))))).toBeNull();
  });
});

describe('the screen of a transition', () => {
  const field = (name: string, more: object = {}) => ({ name, required: true, schema: { type: 'string' }, ...more });
  const resolutions = [
    { id: '1', name: 'Duplicate' },
    { id: '2', name: 'Done' },
  ];

  test('gets a resolution by what the status means', () => {
    const fields = { resolution: field('Resolution', { allowedValues: resolutions }) };
    const answer = (name: string) => answerScreen(to(name, 'done', { fields }), {}, new Set()).fields['resolution'];
    expect(answer('Done')).toEqual({ id: '2' });
    expect(answer('Rejected')).toEqual({ id: '1' });
  });

  test('takes our value, then what is there, then the only choice, and names the rest', () => {
    const fields = {
      own: field('Own'),
      there: field('There'),
      only: field('Only', { allowedValues: [{ id: '7' }] }),
      preset: field('Preset', { hasDefaultValue: true }),
      optional: field('Optional', { required: false }),
      several: field('Several', { allowedValues: resolutions }),
      unknown: field('Unknown'),
    };
    const answers = answerScreen(to('Done', 'done', { fields }), { own: 'ours' }, new Set(['there']));
    expect(answers).toEqual({ fields: { own: 'ours', only: { id: '7' } }, missing: ['Several', 'Unknown'] });
  });
});
