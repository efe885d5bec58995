import { describe, expect, it } from 'vitest';
import type { ContainerSchema, FieldOption } from '../../../src-shared/connector/connector.ts';
import { createMapper } from '../../../src-shared/sync/apply-mapping.ts';
import { proposePeople, withPeople } from '../../../src-shared/sync/people.ts';
import { planItem } from '../../../src-shared/sync/plan-item.ts';
import { endpoint, link, rules, task } from './fixtures.ts';

const jira: readonly FieldOption[] = [
  { value: '5', label: 'Ana Lopez', means: 'Ana@example.org' },
  { value: '6', label: 'Ben', means: 'ben' },
];
const github: readonly FieldOption[] = [
  { value: 'ana', label: 'ana', means: 'ana@example.org' },
  { value: 'ben', label: 'ben' },
  { value: 'kim', label: 'Kim', means: 'kim' },
];
const places = [
  { endpoint: 'jira', options: jira },
  { endpoint: 'gh', options: github },
];
const shown = (rows: ReturnType<typeof proposePeople>): readonly string[] =>
  rows.map(
    ({ person, accounts }) =>
      `${person}: ${accounts.map((one) => `${one.endpoint}/${one.account} by ${one.by}`).join(', ')}`,
  );

describe('who is who', () => {
  it('is proposed by equal e-mail addresses and logins, and by nothing else', () => {
    expect(shown(proposePeople(places, {}))).toEqual([
      'ana@example.org: jira/5 by email, gh/ana by email',
      'ben: jira/6 by login, gh/ben by login',
      'kim: gh/kim by login',
    ]);
  });

  it('is what the table says first; accounts in it are proposed for nobody else', () => {
    expect(shown(proposePeople(places, { 'ana@example.org': { jira: 'Ana Lopez', gh: 'kim' } }))).toEqual([
      'ana@example.org: jira/Ana Lopez by table, gh/kim by table, gh/ana by email',
      'ben: jira/6 by login, gh/ben by login',
    ]);
  });
});

const schema: ContainerSchema = {
  fields: { title: { writable: true }, assignees: { writable: true, maxItems: 1, options: jira } },
};
const references = { toRemote: () => undefined, toTask: () => undefined };
const people = { 'ana@work.example': { A: 'Ana Lopez' } };

describe('the mapper', () => {
  it('goes by the table in both directions, by the label or the id of an account', () => {
    for (const account of ['Ana Lopez', '5']) {
      const place = withPeople(endpoint('A'), { 'ana@work.example': { A: account } });
      const mapper = createMapper(place, schema, references);
      expect(mapper.lift('assignees', ['5'], [])).toEqual({ ok: true, value: ['ana@work.example'] });
      expect(mapper.project('assignees', ['ana@work.example'], [])).toEqual({ ok: true, value: ['5'] });
    }
  });

  it("lets an endpoint's own mapping win, and leaves a field out that is not mapped", () => {
    const own = { assignees: { values: { 'Ana Lopez': ['ana'] } } };
    const mapper = createMapper(withPeople({ ...endpoint('A'), mapping: own }, people), schema, references);
    expect(mapper.lift('assignees', ['5'], [])).toEqual({ ok: true, value: ['ana'] });
    const without = { ...endpoint('A'), mapping: { assignees: false } as const };
    expect(withPeople(without, people)).toBe(without);
  });
});

describe('somebody whom a service does not know', () => {
  const mapper = createMapper(withPeople(endpoint('A'), people), schema, references);
  const plan = (here: readonly string[], there: readonly string[], base: readonly string[]) =>
    planItem(
      {
        taskId: 't',
        task: task({ title: 'a', assignees: here }),
        links: [link('A', { title: 'a', assignees: base }, { title: 'a', assignees: there })],
        creating: new Set(),
      },
      rules([withPeople(endpoint('A'), people)], {}, schema),
    );

  it("never clears the assignee there, and never becomes somebody else's name (S15)", () => {
    expect(plan(['stranger@example.org'], ['6'], ['6']).actions).toEqual([]);
    expect(mapper.project('assignees', ['stranger@example.org'], [])).toEqual({ ok: true, value: [] });
  });

  it('stays here when the assignee there changes (S15)', () => {
    const { actions } = plan(['stranger@example.org'], ['5'], ['6']);
    expect(actions).toMatchObject([
      { at: 'here', fields: [{ field: 'assignees', after: ['ana@work.example', 'stranger@example.org'] }] },
    ]);
  });

  it('does not stand in the way of somebody who is known (S15)', () => {
    expect(plan(['ana@work.example', 'stranger@example.org'], [], []).actions).toMatchObject([
      { at: 'A', fields: [{ field: 'assignees', after: ['5'] }] },
    ]);
  });

  it('and nobody at all still clears it: that is what was asked for', () => {
    expect(plan([], ['6'], ['6']).actions).toMatchObject([{ at: 'A', fields: [{ field: 'assignees', after: [] }] }]);
  });
});
