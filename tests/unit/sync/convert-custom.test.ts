import { describe, expect, it } from 'vitest';
import type { ContainerSchema, CustomKind } from '../../../src-shared/connector/connector.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import { createMapper } from '../../../src-shared/sync/apply-mapping.ts';
import { isOfKind, toKind } from '../../../src-shared/sync/convert-custom.ts';
import { mergeField } from '../../../src-shared/sync/merge-fields.ts';
import { endpoint } from './fixtures.ts';

const day: FieldValue = { kind: 'date', date: '2026-03-01' };

describe('values of custom fields', () => {
  const rows: readonly (readonly [kind: CustomKind, given: FieldValue, becomes: FieldValue | undefined])[] = [
    ['text', 'words', 'words'],
    ['text', 5, '5'],
    ['text', true, 'yes'],
    ['text', day, '2026-03-01'],
    ['text', ['a'], undefined],
    ['number', 2.5, 2.5],
    ['number', ' -3 ', -3],
    ['number', 'three', undefined],
    ['number', '1,5', undefined],
    ['number', true, undefined],
    ['flag', false, false],
    ['flag', 'Yes', true],
    ['flag', '0', false],
    ['flag', 'perhaps', undefined],
    ['date', day, day],
    ['date', '2026-03-01', day],
    ['date', 'soon', undefined],
    ['date', 20260301, undefined],
    ['option', 'red', 'red'],
    ['option', ['red'], 'red'],
    ['option', ['red', 'blue'], undefined],
    ['options', ['red', 'blue'], ['red', 'blue']],
    ['options', 'red', ['red']],
    ['options', 5, undefined],
    ['number', null, null],
    ['options', null, []],
  ];
  it.each(rows)('%s: %j becomes %j', (kind, given, becomes) => {
    const converted = toKind(kind, given);
    expect(converted).toEqual(becomes);
    // What was converted is of the kind, and converting it again changes nothing.
    if (converted === undefined) return;
    expect(isOfKind(kind, converted)).toBe(true);
    expect(toKind(kind, converted)).toEqual(converted);
  });
});

describe('the mapper', () => {
  const schema: ContainerSchema = {
    fields: {
      title: { writable: true },
      'x.points': { writable: true, kind: 'number' },
      'x.due': { writable: true, kind: 'date', dates: ['date'] },
      'x.area': { writable: true, kind: 'option', options: [{ value: '7', label: 'Back end' }] },
      'x.tags': {
        writable: true,
        kind: 'options',
        options: [
          { value: '1', label: 'Red' },
          { value: '2', label: 'Blue' },
        ],
      },
    },
  };
  const mapper = createMapper(endpoint('A'), schema, { toRemote: () => undefined, toTask: () => undefined });

  it('converts on the way out, through the choices where there are some', () => {
    expect(mapper.project('x.points', '8', null)).toEqual({ ok: true, value: 8 });
    expect(mapper.project('x.area', 'Back end', null)).toEqual({ ok: true, value: '7' });
    expect(mapper.project('x.tags', ['Red', 'Blue'], [])).toEqual({ ok: true, value: ['1', '2'] });
    expect(mapper.project('x.due', '2026-03-01T10:00', null)).toEqual({ ok: true, value: day });
  });

  it('refuses with a sentence what is no value of the kind, in both directions (S26)', () => {
    for (const mapped of [
      mapper.project('x.points', 'many', null),
      mapper.lift('x.points', 'many', null),
      mapper.lift('x.due', 'soon', null),
    ]) {
      expect(mapped).toMatchObject({ ok: false, reason: 'invalid-value' });
    }
    expect(mapper.project('x.area', 'Kitchen', null)).toMatchObject({ ok: false, reason: 'unmapped-value' });
  });

  it('keeps what is here where it already stands for what is there', () => {
    expect(mapper.lift('x.points', 8, '8')).toEqual({ ok: true, value: '8' });
  });
});

it('several choices are merged as a set (S15)', () => {
  expect(mergeField('x.tags', ['a', 'b'], ['a', 'b', 'c'], ['b'])).toEqual({ kind: 'merged', value: ['b', 'c'] });
});
