import { expect, test } from 'vitest';
import type { ContainerSchema } from '../../../src-shared/connector/connector.ts';
import type { Endpoint, Mapping } from '../../../src-shared/domain/profile.ts';
import { createMapper } from '../../../src-shared/sync/apply-mapping.ts';
import { type TrialSide, tryWay } from '../../../src-shared/sync/try-mapping.ts';

const noReferences = { toRemote: () => undefined, toTask: () => undefined };

function side(fields: ContainerSchema['fields'], mapping: Mapping = {}): TrialSide {
  const endpoint: Endpoint = {
    ...{
      id: 'e',
      name: 'Board',
      connection: 'c',
      container: 'k',
      direction: 'both',
      mapping,
      timeZone: 'Europe/Berlin',
    },
  };
  const mapper = createMapper(endpoint, { fields }, noReferences);
  return { mapper, schemaOf: (field) => fields[mapper.remoteName(field)] };
}

const jira = side({
  status: {
    writable: true,
    options: [
      { value: '1', label: 'To Do', means: 'todo' },
      { value: '2', label: 'In Progress', means: 'doing' },
      { value: '3', label: 'Blocked' },
    ],
  },
  due: { writable: true },
  assignees: {
    writable: true,
    options: [
      { value: 'u1', label: 'Ana', means: 'ana@example.org' },
      { value: 'u2', label: 'Mei' },
    ],
  },
});
const github = side({
  status: { writable: true, options: [{ value: 'open', label: 'open', means: 'todo' }] },
  due: { writable: true, dates: ['date'] },
  assignees: { writable: true, options: [{ value: 'ana-l', label: 'ana-l', means: 'ana@example.org' }] },
});

test('values are shown by their names, with what has no partner and what would come back as another', () => {
  expect(tryWay('status', jira, github, [], { status: '2' })).toEqual({
    sample: { from: 'In Progress', to: 'open', back: 'To Do', problem: null },
    of: 3,
    missing: ['Blocked'],
    missingCount: 1,
    lossy: { from: 'In Progress', to: 'open', back: 'To Do', problem: null },
  });
});

test('people whom the other place does not know are missing there', () => {
  expect(tryWay('assignees', jira, github, [], undefined)).toMatchObject({ of: 2, missing: ['Mei'], lossy: null });
});

test('a time that becomes a day is a loss, and a day is none', () => {
  const instant = { kind: 'instant' as const, at: '2026-03-01T23:30:00Z' };
  expect(tryWay('due', jira, github, [{ due: instant }], undefined).lossy).toMatchObject({
    from: '2026-03-01T23:30:00Z',
    to: '2026-03-02',
  });
  expect(tryWay('due', jira, github, [{ due: { kind: 'date', date: '2026-03-01' } }], undefined).lossy).toBeNull();
});
