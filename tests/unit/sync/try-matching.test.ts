import { expect, test } from 'vitest';
import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import { tryMatching } from '../../../src-shared/sync/try-matching.ts';

const record = (id: string, title: string, body = ''): RemoteTask => ({
  ...{ id, version: null, updatedAt: null, updatedBy: null, url: null, fields: { title, body }, raw: null },
  ...{ references: [`https://example.org/${id}`], identity: null },
});

test('counts what would be matched, what is unclear, and what one place has alone', () => {
  const left = [record('1', 'Same'), record('2', 'Twice'), record('3', 'Twice'), record('4', 'Left only')];
  const right = [
    record('11', 'Same'),
    record('12', 'Twice'),
    record('13', 'Other words', 'see https://example.org/4.'),
    record('14', 'Right only'),
  ];
  const places = [
    { endpoint: 'Jira', records: left },
    { endpoint: 'GitHub', records: right },
  ];
  expect(tryMatching(places, ['reference', 'title'])).toEqual({
    ...{ matched: 2, ambiguous: 3 },
    only: [
      { endpoint: 'Jira', count: 0 },
      { endpoint: 'GitHub', count: 1 },
    ],
  });
});
