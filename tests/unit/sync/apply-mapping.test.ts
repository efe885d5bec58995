import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContainerSchema } from '../../../src-shared/connector/connector.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import { isEmpty, sameValue } from '../../../src-shared/domain/field.ts';
import type { Mapping } from '../../../src-shared/domain/profile.ts';
import { createMapper, type Mapper } from '../../../src-shared/sync/apply-mapping.ts';
import { endpoint } from './fixtures.ts';

const schema: ContainerSchema = {
  fields: {
    title: { writable: true, maxLength: 10 },
    status: {
      writable: true,
      options: [
        { value: '1', label: 'New', means: 'todo' },
        { value: '2', label: 'In Progress', means: 'doing' },
        { value: '3', label: 'Code Review', means: 'doing' },
        { value: '5', label: 'Closed', means: 'done' },
        { value: '6', label: 'Rejected', means: 'cancelled' },
      ],
    },
    assignees: {
      writable: true,
      maxItems: 1,
      options: [
        { value: '7', label: 'Ana', means: 'ana@example.org' },
        { value: '8', label: 'Tom', means: 'tom@example.org' },
      ],
    },
    labels: { writable: true },
    'x.topics': { writable: true, kind: 'options', without: ' ' },
    due: { writable: true, dates: ['date'] },
  },
};
const references = { toRemote: () => undefined, toTask: () => undefined };
const mapper = (mapping: Mapping = {}): Mapper => createMapper(endpoint('R', { mapping }), schema, references);
const ok = (value: FieldValue) => ({ ok: true, value });

it('leaves elements that a service cannot hold where they are (S15)', () => {
  expect(mapper().project('x.topics', ['sync', 'technical debt'], [])).toEqual(ok(['sync']));
  expect(mapper().lift('x.topics', ['ux'], ['sync', 'technical debt'])).toEqual(ok(['technical debt', 'ux']));
});

describe('status', () => {
  it('translates by what the options mean, unless the profile says otherwise', () => {
    expect(mapper().project('status', 'doing', undefined)).toEqual(ok('2'));
    expect(mapper().lift('status', '3', 'todo')).toEqual(ok('doing'));
    const own = mapper({ status: { values: { 'code review': ['review'], Closed: ['done', 'shipped'] } } });
    expect(own.project('status', 'review', undefined)).toEqual(ok('3'));
    expect(own.project('status', 'shipped', undefined)).toEqual(ok('5'));
    expect(own.lift('status', '5', 'todo')).toEqual(ok('done'));
    expect(own.project('status', 'doing', undefined)).toEqual(ok('2'));
  });

  it('keeps the detail of both sides', () => {
    expect(mapper().project('status', 'doing', '3'), 'push keeps Code Review').toEqual(ok('3'));
    const own = mapper({ status: { values: { Closed: ['done', 'shipped'] } } });
    expect(own.lift('status', '5', 'shipped'), 'lift keeps shipped').toEqual(ok('shipped'));
  });

  it('refuses what has no counterpart instead of guessing (S26)', () => {
    expect(mapper().project('status', 'blocked', '1')).toMatchObject({ ok: false, reason: 'unmapped-value' });
    expect(mapper().lift('status', '99', 'todo')).toMatchObject({ ok: false, reason: 'unmapped-value' });
  });
});

describe('people', () => {
  it('translates known people and never clears or replaces an unknown one (S15)', () => {
    const people = mapper({ assignees: { values: { Ana: ['ana'] } } });
    expect(people.project('assignees', ['ana'], [])).toEqual(ok(['7']));
    expect(people.lift('assignees', ['99'], ['ana'])).toEqual(ok(['ana']));
    expect(people.project('assignees', [], ['99'])).toEqual(ok(['99']));
    expect(people.lift('assignees', ['7'], ['stranger'])).toEqual(ok(['ana', 'stranger']));
  });

  it('keeps the person that is there when the service takes only one', () => {
    expect(mapper().project('assignees', ['ana@example.org', 'tom@example.org'], ['8'])).toEqual(ok(['8']));
    expect(mapper().lift('assignees', ['8'], ['ana@example.org', 'tom@example.org'])).toEqual(
      ok(['ana@example.org', 'tom@example.org']),
    );
  });
});

describe('dates', () => {
  it.each([
    { when: { kind: 'date', date: '2026-03-01' } as const, day: '2026-03-01' },
    { when: { kind: 'local', at: '2026-03-01T23:30:00' } as const, day: '2026-03-01' },
    { when: { kind: 'instant', at: '2026-03-01T23:30:00Z' } as const, day: '2026-03-02' },
  ])('$when.kind becomes the day it is in the endpoint’s zone (S27)', ({ when, day }) => {
    expect(mapper().project('due', when, undefined)).toEqual(ok({ kind: 'date', date: day }));
    expect(mapper().lift('due', { kind: 'date', date: day }, when), 'the time of day stays here').toEqual(ok(when));
  });
});

it('refuses a title that is too long rather than cutting it', () => {
  expect(mapper().project('title', 'a title of many letters', undefined)).toMatchObject({
    ok: false,
    reason: 'too-long',
  });
});

it('keeps a field out of an endpoint when the profile says false', () => {
  expect(mapper({ labels: false }).fields).toEqual(['title', 'status', 'assignees', 'x.topics', 'due']);
});

describe('for every value seen, going out and back says the same (S19: p(u(v)) = v)', () => {
  const remote: Readonly<Record<string, fc.Arbitrary<FieldValue>>> = {
    status: fc.constantFrom('1', '2', '3', '5', '6'),
    assignees: fc.subarray(['7', '8', '99'], { maxLength: 1 }),
    labels: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 4 }),
    due: fc.option(
      fc
        .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
        .map((day) => ({ kind: 'date' as const, date: day.toISOString().slice(0, 10) })),
    ),
  };
  const mappings: readonly Mapping[] = [
    {},
    {
      status: { values: { New: ['todo', 'later'], 'Code Review': ['review'] } },
      assignees: { values: { Ana: ['ana'] } },
    },
  ];
  it.each(Object.keys(remote))('%s', (field) => {
    const values = remote[field] ?? fc.constant(null);
    fc.assert(
      fc.property(values, values, fc.constantFrom(...mappings), (value, before, mapping) => {
        const map = mapper(mapping);
        const task = map.lift(field, before, null);
        const lifted = map.lift(field, value, task.ok ? task.value : null);
        if (!lifted.ok) return;
        const back = map.project(field, lifted.value, value);
        expect(back.ok && (sameValue(field, back.value, value) || (isEmpty(back.value) && isEmpty(value)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
