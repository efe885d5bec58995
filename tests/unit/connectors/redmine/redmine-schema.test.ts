import { describe, expect, it } from 'vitest';
import { priorityOptions, statusOptions } from '../../../../src-main/connectors/redmine/redmine-schema.ts';
import { connectFake, container } from './connect-fake.ts';

const statuses = (...names: readonly string[]) =>
  names.map((name, index) => ({ id: index + 1, name: name.replace('!', ''), is_closed: name.endsWith('!') }));
const meanings = (options: ReturnType<typeof statusOptions>) => options.map(({ label, means }) => [label, means]);

describe('statuses', () => {
  it.each([
    [
      'those of a new Redmine',
      ['New', 'In Progress', 'Resolved', 'Feedback', 'Closed!', 'Rejected!'],
      ['New todo', 'In Progress doing', 'Closed done', 'Rejected cancelled', 'Resolved doing', 'Feedback doing'],
    ],
    [
      'German ones',
      ['Neu', 'In Bearbeitung', 'Gelöst', 'Erledigt!', 'Abgewiesen!', 'Abgelehnt!'],
      ['Neu todo', 'In Bearbeitung doing', 'Erledigt done', 'Abgewiesen done', 'Abgelehnt cancelled', 'Gelöst doing'],
    ],
    [
      'several that were not begun',
      ['Idea', 'Backlog', 'Doing', 'Done!'],
      ['Idea todo', 'Backlog todo', 'Doing doing', 'Done done'],
    ],
    ['one that sounds like both', ['New', 'Working on new parts'], ['New todo', 'Working on new parts doing']],
    ["won't do", ['Open', "Won't fix!", 'Duplicate!'], ['Open todo', "Won't fix cancelled", 'Duplicate cancelled']],
    ['none that is open', ['Closed!'], ['Closed done']],
  ])('%s', (_, names, expected) => {
    expect(meanings(statusOptions(statuses(...names))).map((pair) => pair.join(' '))).toEqual(expected);
  });
});

describe('priorities', () => {
  it.each([
    [
      'a new Redmine',
      ['Low', 'Normal*', 'High', 'Urgent', 'Immediate'],
      ['Low low', 'Normal medium', 'High high', 'Urgent urgent', 'Immediate urgent'],
    ],
    [
      'several low ones: the nearest first',
      ['Lowest', 'Low', 'Normal*', 'High'],
      ['Low low', 'Lowest low', 'Normal medium', 'High high'],
    ],
    ['no default', ['Low', 'Normal', 'High'], ['Low low', 'Normal medium', 'High high']],
    ['the lowest is the default', ['Normal*', 'High'], ['Normal medium', 'High high']],
    ['two without a default', ['Normal', 'High'], ['Normal medium', 'High high']],
    ['a single one', ['Normal'], ['Normal medium']],
    ['none', [], []],
  ])('%s', (_, names, expected) => {
    const priorities = names.map((name, index) => ({
      id: index + 1,
      name: name.replace('*', ''),
      is_default: name.endsWith('*'),
      active: true,
    }));
    expect(meanings(priorityOptions(priorities)).map((pair) => pair.join(' '))).toEqual(expected);
  });

  it('leaves out those that are switched off', () => {
    const off = { id: 1, name: 'Old', is_default: false, active: false };
    const on = { id: 2, name: 'Normal', is_default: true, active: true };
    expect(priorityOptions([off, on]).map(({ label }) => label)).toEqual(['Normal']);
  });
});

describe('people', () => {
  it('are known by e-mail to an administrator', async () => {
    const { connector } = await connectFake();
    const { fields } = await connector.schema(container);
    expect(fields['assignees']).toEqual({
      writable: true,
      maxItems: 1,
      options: [
        { value: '1', label: 'Ana Admin', means: 'ana@example.org' },
        { value: '5', label: 'Ben Weak', means: 'ben@example.org' },
      ],
    });
  });

  it('are known by login to anybody else', async () => {
    const { server, connect } = await connectFake();
    const { fields } = await (await connect({ key: server.weakKey })).schema(container);
    expect(fields['assignees']?.options?.map(({ means }) => means)).toEqual(['admin', 'weak']);
  });

  it('cannot be assigned where they cannot be seen', async () => {
    const { server, connector } = await connectFake();
    server.faults.add({ fault: { kind: 'status', status: 403 }, when: ({ path }) => path.includes('memberships') });
    expect((await connector.schema(container)).fields['assignees']).toEqual({ writable: false, maxItems: 1 });
  });
});

it('versions that an issue cannot be given come last', async () => {
  const { server, connector } = await connectFake();
  server.project.versions.unshift({ id: 9, name: '0.9', status: 'closed' });
  const { fields } = await connector.schema(container);
  expect(fields['milestone']?.options?.map(({ label }) => label)).toEqual(['1.0', '2.0', '0.9']);
});

describe('custom fields', () => {
  it('are typed for an administrator, also those of all projects; others find them at an issue, as texts', async () => {
    const fake = await connectFake();
    fake.server.store.customFields.push(
      { id: 11, name: 'Customer', format: 'string' },
      { id: 12, name: 'Points', format: 'int', isForAll: true },
    );
    const made = await fake.make({ 'x.Points': 5, 'x.Customer': 'Acme' });
    const kinds = async (key?: string) => {
      const connector = await fake.connect(key === undefined ? {} : { key });
      const { fields } = await connector.schema(container);
      const [task] = (await connector.get(container, [made.id])).tasks;
      return ['x.Customer', 'x.Points'].map((name) => [name, fields[name]?.kind, task?.fields[name]]);
    };
    expect(await kinds()).toEqual([
      ['x.Customer', 'text', 'Acme'],
      ['x.Points', 'number', 5],
    ]);
    expect(await kinds(fake.server.weakKey)).toEqual([
      ['x.Customer', 'text', 'Acme'],
      ['x.Points', 'text', '5'],
    ]);
  });
});
