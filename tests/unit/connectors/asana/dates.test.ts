import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dates, dateAttributes, readWhen } from '../../../../src-main/connectors/asana/asana-dates.ts';
import type { When } from '../../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';

const when: fc.Arbitrary<When> = fc.oneof(
  fc.constantFrom<When>({ kind: 'date', date: '2026-03-29' }, { kind: 'date', date: '2028-02-29' }),
  fc.constantFrom<When>(
    { kind: 'instant', at: '2026-10-25T00:30:00Z' },
    { kind: 'instant', at: '2026-12-31T23:59:59Z' },
  ),
);
const maybe = fc.option(when, { nil: null });
/** What Asana can hold. */
const dates: fc.Arbitrary<Dates> = fc
  .record({ start: maybe, due: maybe })
  .filter(({ start, due }) => start === null || (due !== null && (start.kind === 'date' || due.kind === 'instant')));

describe('dates for Asana', () => {
  it('follow its rules: never a day and a moment together, a start never without the due date', () => {
    fc.assert(
      fc.property(dates, fc.record({ start: maybe, due: maybe }, { requiredKeys: [] }), (current, fields) => {
        const sent = attributesOrNull(fields, current);
        if (sent === null) return;
        const names = Object.keys(sent);
        expect(names.filter((name) => name.startsWith('due_')).length).toBeLessThanOrEqual(1);
        expect(names.filter((name) => name.startsWith('start_')).length).toBeLessThanOrEqual(1);
        if (names.some((name) => name.startsWith('start_'))) {
          expect(names.some((name) => name.startsWith('due_'))).toBe(true);
        }
        if (names.includes('start_at')) expect(names).toContain('due_at');
        expect(after(current, sent)).toEqual({ ...current, ...fields });
      }),
      { seed: 1126, numRuns: 3_000 },
    );
  });

  it('only the parts that are in the fields are sent, with the due date that a start needs', () => {
    const current: Dates = { start: null, due: { kind: 'instant', at: '2026-12-31T23:59:59Z' } };
    expect(dateAttributes({}, current)).toEqual({});
    expect(dateAttributes({ title: 'x' }, current)).toEqual({});
    expect(dateAttributes({ start: { kind: 'date', date: '2026-12-01' } }, current)).toEqual({
      start_on: '2026-12-01',
      due_at: '2026-12-31T23:59:59Z',
    });
  });

  it('a moment is read as one, without the day that Asana tells beside it', () => {
    expect(readWhen('2026-12-31', '2027-01-01T07:59:00.000Z')).toEqual({ kind: 'instant', at: '2027-01-01T07:59:00Z' });
    expect(readWhen('2026-12-31', null)).toEqual({ kind: 'date', date: '2026-12-31' });
    expect(readWhen(null, null)).toBeNull();
  });
});

function attributesOrNull(fields: Partial<Dates>, current: Dates): Readonly<Record<string, unknown>> | null {
  try {
    return dateAttributes(fields, current);
  } catch (error) {
    if (error instanceof TaskSyncError && error.code === 'rejected') return null;
    throw error;
  }
}

/** What Asana then has. */
function after(current: Dates, sent: Readonly<Record<string, unknown>>): Dates {
  const next = (name: 'start' | 'due'): When | null => {
    const [day, moment] = [sent[`${name}_on`], sent[`${name}_at`]];
    if (typeof day === 'string') return { kind: 'date', date: day };
    if (typeof moment === 'string') return { kind: 'instant', at: moment };
    return day === null || moment === null ? null : current[name];
  };
  return { start: next('start'), due: next('due') };
}
