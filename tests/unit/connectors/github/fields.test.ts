import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCursor, writeCursor } from '../../../../src-main/connectors/github/cursor.ts';
import { defineFields, readCustom, writeCustom } from '../../../../src-main/connectors/github/custom-fields.ts';
import { stateOf, statusOf, toRemoteTask, versionOf } from '../../../../src-main/connectors/github/github-fields.ts';
import type { Issue } from '../../../../src-main/connectors/github/github-wire.ts';
import { issueSchema } from '../../../../src-main/connectors/github/github-wire.ts';

const api = 'https://api.github.com/repos/octo/web';
const raw = {
  ...{ id: 4_904_408_044, number: 12, title: 'Title', body: null, state: 'open', labels: [{ name: 'bug' }, 'plain'] },
  ...{ comments: 0, created_at: '2026-03-01T09:00:00Z', updated_at: '2026-03-01T09:00:00Z' },
  ...{ html_url: 'https://github.com/octo/web/issues/12', repository_url: api },
};
const issueWith = (more: object): Issue => issueSchema.parse({ ...raw, ...more });

describe('an issue as a task', () => {
  test('says nothing of what its server does not know', () => {
    const { fields } = toRemoteTask(issueWith({}), []);
    expect(Object.keys(fields).sort()).toEqual(['assignees', 'body', 'labels', 'milestone', 'status', 'title']);
    expect(fields).toMatchObject({ body: '', labels: ['bug', 'plain'], milestone: null, assignees: [] });
  });

  test.each([
    [{ sub_issues_summary: { total: 0 } }, { parent: null }],
    [{ parent_issue_url: `${api}/issues/7` }, { parent: '7' }],
    [{ parent_issue_url: 'https://api.github.com/repos/OCTO/Web/issues/7' }, { parent: '7' }],
    [{ parent_issue_url: 'https://api.github.com/repos/octo/web2/issues/7' }, {}],
    [{}, {}],
  ])('with %j has %j', (more, parent) => {
    const { fields } = toRemoteTask(issueWith(more), []);
    expect('parent' in fields ? { parent: fields['parent'] } : {}).toEqual(parent);
  });

  test('has another version when anything of it changes within a second, and not when a sub-issue is closed', () => {
    const version = versionOf(issueWith({ sub_issues_summary: { completed: 0 } }));
    expect(versionOf(issueWith({ sub_issues_summary: { completed: 1 } }))).toBe(version);
    for (const more of [{ title: 'Other' }, { parent_issue_url: `${api}/issues/7` }, { comments: 1 }, { labels: [] }]) {
      expect(versionOf(issueWith({ sub_issues_summary: {}, ...more }))).not.toBe(version);
    }
  });

  test('with an id that a number cannot hold exactly is refused rather than mistaken', () => {
    expect(issueSchema.safeParse({ ...raw, id: 2 ** 53 }).success).toBe(false);
    expect(
      issueSchema.safeParse(JSON.parse(JSON.stringify(raw).replace('4904408044', '9007199254740993'))).success,
    ).toBe(false);
  });

  test.each(['open', 'completed', 'not_planned', 'duplicate'])('status %s is what is written for it', (status) => {
    const { state = '', state_reason = null } = stateOf(status);
    expect(statusOf({ state, state_reason })).toBe(status);
  });
});

describe('fields of an organisation', () => {
  const definitions = defineFields(
    [
      { id: 5, name: 'Note', data_type: 'text', options: null },
      { id: 1, name: 'Size', data_type: 'number', options: null },
      { id: 2, name: 'Day', data_type: 'date', options: [] },
      { id: 3, name: 'Level', data_type: 'single_select', options: [{ name: 'High' }] },
      { id: 4, name: 'Systems', data_type: 'multi_select', options: [{ name: 'Linux' }] },
      { id: 6, name: 'type', data_type: 'text', options: null },
      { id: 7, name: 'Later invention', data_type: 'rating', options: null },
    ],
    true,
  );

  test('have names of their own, and kinds that we know', () => {
    expect(definitions.map(({ name, schema }) => [name, schema.kind])).toEqual([
      ['x.Size', 'number'],
      ['x.Day', 'date'],
      ['x.Level', 'option'],
      ['x.Systems', 'options'],
      ['x.Note', 'text'],
      ['x.type (#6)', 'text'],
    ]);
  });

  test('come back as they were written (seeded)', () => {
    const at = (id: number, data_type: string, more: object): unknown => ({ issue_field_id: id, data_type, ...more });
    const day = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => ({ kind: 'date' as const, date: date.toISOString().slice(0, 10) }));
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
        day,
        fc.uniqueArray(fc.string({ minLength: 1 })),
        (text, number, date, options) => {
          const issue = issueWith({
            issue_field_values: [
              at(5, 'text', { value: writeCustom(text) }),
              at(1, 'number', { value: writeCustom(number) }),
              at(2, 'date', { value: writeCustom(date) }),
              at(3, 'single_select', { value: writeCustom(text), single_select_option: { name: text } }),
              ...(options.length === 0
                ? []
                : [at(4, 'multi_select', { value: null, multi_select_options: options.map((name) => ({ name })) })]),
            ],
          });
          expect(readCustom(issue, definitions)).toEqual({
            ...{ 'x.Note': text, 'x.Size': number, 'x.Day': date, 'x.Level': text, 'x.Systems': options },
            'x.type (#6)': null,
          });
        },
      ),
      { seed: 94, numRuns: 500 },
    );
  });

  test('are cleared by nothing at all', () => {
    for (const empty of [null, '', []]) expect(writeCustom(empty)).toBeNull();
  });
});

describe('the place where a reading ended', () => {
  const second = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => `${date.toISOString().slice(0, 19)}Z`);
  const tag = fc.oneof(fc.constant(null), fc.stringMatching(/^(W\/)?"[!#-~]{1,70}"$/));

  test('is found again (seeded)', () => {
    fc.assert(
      fc.property(second, tag, (since, etag) => {
        expect(readCursor(writeCursor({ since, etag }))).toEqual({ since, etag });
      }),
      { seed: 95 },
    );
  });

  test.each([
    '',
    'github1',
    'github2 2026-03-01T09:00:00Z -',
    'github1 yesterday -',
    'github1 2026-03-01T09:00:00Z - x',
  ])('%j is unknown', (cursor) => {
    expect(() => readCursor(cursor)).toThrow(expect.objectContaining({ code: 'stale-version' }));
  });

  test('a tag with a space is left out rather than broken', () => {
    expect(writeCursor({ since: '2026-03-01T09:00:00Z', etag: '"a b"' })).toBe('github1 2026-03-01T09:00:00Z -');
  });
});
