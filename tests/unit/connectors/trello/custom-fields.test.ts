import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomDefinition } from '../../../../src-main/connectors/trello/custom-fields.ts';
import { defineFields, readCustom, writeCustom } from '../../../../src-main/connectors/trello/custom-fields.ts';
import type { CustomField } from '../../../../src-main/connectors/trello/trello-wire.ts';
import type { FieldValue } from '../../../../src-shared/domain/field.ts';

const field = (id: string, name: string, type: string): CustomField => ({
  id: id.repeat(24),
  name,
  type,
  pos: 0,
  options: [],
});

/** As Trello would keep it: what is written is what is read. */
const back = (definition: CustomDefinition, value: FieldValue): FieldValue => {
  const { value: kept, idValue } = writeCustom(definition, value);
  if (kept === '' && idValue === '') return readCustom(definition, undefined);
  const item = {
    idCustomField: definition.id,
    value: kept === undefined || kept === '' ? null : kept,
    idValue: idValue ?? null,
  };
  return readCustom(definition, item);
};

describe('custom fields', () => {
  it('have names of their own, also beside each other and beside what cards have', () => {
    const names = defineFields([
      ...[field('3', 'Points', 'number'), field('1', 'Points', 'text'), field('2', 'Checklists', 'text')],
      field('4', 'Strange', 'colour wheel'),
    ]).map(({ name }) => name);
    expect(names).toEqual(['x.Points', `x.Checklists (${'2'.repeat(24)})`, `x.Points (${'3'.repeat(24)})`]);
  });

  it('read back what was written, of every kind', () => {
    const [text, number, flag, date] = defineFields([
      ...[field('1', 'a', 'text'), field('2', 'b', 'number'), field('3', 'c', 'checkbox'), field('4', 'd', 'date')],
    ]);
    const cases: readonly (readonly [CustomDefinition | undefined, fc.Arbitrary<FieldValue>])[] = [
      [text, fc.string({ minLength: 1 }).map((value) => value.replace(/\r/g, ''))],
      [number, fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)],
      [flag, fc.boolean()],
      [
        date,
        fc.constantFrom<FieldValue>(
          { kind: 'date', date: '2028-02-29' },
          { kind: 'instant', at: '2026-10-25T00:30:00Z' },
        ),
      ],
    ];
    for (const [definition, values] of cases) {
      if (definition === undefined) throw new Error('not defined');
      fc.assert(
        fc.property(values, (value) => {
          expect(back(definition, value)).toEqual(value === '' ? null : value);
        }),
        { seed: 9, numRuns: 200 },
      );
      expect(back(definition, null)).toBeNull();
    }
  });
});
