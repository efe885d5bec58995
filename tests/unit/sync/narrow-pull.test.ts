import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContainerSchema } from '../../../src-shared/connector/connector.ts';
import type { Fields, FieldValue } from '../../../src-shared/domain/field.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { createMapper } from '../../../src-shared/sync/apply-mapping.ts';
import { narrowPull } from '../../../src-shared/sync/narrow-pull.ts';
import { createScope } from '../../../src-shared/sync/scope.ts';
import { endpoint } from './fixtures.ts';

const schema: ContainerSchema = {
  fields: {
    title: { writable: true },
    status: {
      writable: true,
      options: [
        { value: '1', label: 'New', means: 'todo' },
        { value: '2', label: 'In Progress', means: 'doing' },
        { value: '3', label: 'Code Review', means: 'doing' },
        { value: '5', label: 'Closed', means: 'done' },
      ],
    },
    assignees: {
      writable: true,
      options: [
        { value: '7', label: 'Ana', means: 'ana@example.org' },
        { value: '8', label: 'Tom', means: 'tom@example.org' },
      ],
    },
    labels: { writable: true },
  },
};
const mapper = createMapper(endpoint('R', { mapping: { status: { values: { 'Code Review': ['review'] } } } }), schema, {
  toRemote: () => undefined,
  toTask: () => undefined,
});
const context = { today: '2026-03-01', timeZone: 'Europe/Berlin', me: ['ana@example.org'] };
const narrow = (filter: string) => narrowPull(parseFilter(filter, 'profile'), mapper, schema, context);

describe('what a first reading may leave out', () => {
  it.each([
    ['status:doing', [{ field: 'status', values: ['2'] }]],
    ['status:open label:web', [{ field: 'status', values: ['1', '2'] }]],
    ['status:review or status:done', [{ field: 'status', values: ['3', '5'] }]],
    ['assignee:me', [{ field: 'assignees', values: ['7'] }]],
    ['-status:done', []],
    ['status:none,todo', []],
    ['-assignee:me', []],
    ['assignee:any', []],
    ['status:todo or label:web', []],
    ['label:web due:<7d words', []],
    ['', []],
  ])('%s', (filter, narrowing) => {
    expect(narrow(filter)).toEqual(narrowing);
  });

  it('is never a record that the filter would let in', () => {
    const part = fc.constantFrom(
      'status:doing',
      '-status:done',
      'status:open',
      'status:review,none',
      'assignee:me',
      '-assignee:none',
      'label:web',
      '(status:todo or status:done)',
    );
    const record: fc.Arbitrary<Fields> = fc.record({
      status: fc.constantFrom<FieldValue>('1', '2', '3', '5', '9', null),
      assignees: fc.subarray(['7', '8', '9']),
      labels: fc.subarray(['web']),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), record, (parts, fields) => {
        const filter = parseFilter(parts.join(' '), 'profile');
        const isLeftOut = narrowPull(filter, mapper, schema, context).some(({ field, values }) => {
          const value = fields[field];
          const held = Array.isArray(value) ? value : [value];
          return !held.some((one) => typeof one === 'string' && values.includes(one));
        });
        if (isLeftOut) expect(createScope(filter, mapper, context).includes(fields)).toBe(false);
      }),
      { numRuns: 2_000, seed: 20_261_126 },
    );
  });
});
