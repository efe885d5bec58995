import { describe, it } from 'vitest';
import { type FieldName, type FieldValue, kindOf, knownFields } from '../../src-shared/domain/field.ts';
import type { ItemPlan } from '../../src-shared/domain/plan.ts';
import type { ConflictRules } from '../../src-shared/domain/profile.ts';
import { createMapper } from '../../src-shared/sync/apply-mapping.ts';
import { planItem } from '../../src-shared/sync/plan-item.ts';
import type { SyncRules } from '../../src-shared/sync/rules.ts';
import { endpoint, link, rules, task } from '../unit/sync/fixtures.ts';
import { createCells } from './cells.ts';
import { verdict } from './text-oracle.ts';

/** Five values of each kind, the empty one first; no two of them are the same, so that equality is their place in the list. */
const valuesOf: Readonly<Record<string, readonly FieldValue[]>> = {
  title: ['', 'one', 'two', 'One', 'zwölf'],
  text: ['', 'one', 'two', 'one\nmore\ntwo', 'one\nmore\n2'],
  set: [[], ['a'], ['b'], ['a', 'b'], ['a', 'é']],
  number: [null, 0, 1, 30, 100],
  scalar: [null, 'one', 'two', 'One', '0'],
  date: [
    null,
    { kind: 'date', date: '2026-03-01' },
    { kind: 'date', date: '2026-03-02' },
    { kind: 'local', at: '2026-03-01T00:00:00' },
    { kind: 'instant', at: '2026-03-01T00:00:00Z' },
  ],
  reference: [null, 'p1', 'p2', 'p3', 'p4'],
};

function fiveOf(field: FieldName): readonly FieldValue[] {
  if (field === 'title') return valuesOf['title'] ?? [];
  if (field === 'estimate' || field === 'progress') return valuesOf['number'] ?? [];
  return valuesOf[kindOf(field)] ?? [];
}

type Winner = 'ours' | 'theirs' | null;
interface Policy {
  readonly name: string;
  readonly conflicts: ConflictRules;
  /** When we and they said it, in seconds; irrelevant but for `newest`. */
  readonly times: readonly [number, number];
  readonly winner: Winner;
}

const policy = (
  name: string,
  conflicts: Partial<ConflictRules>,
  winner: Winner,
  times: Policy['times'] = [0, 0],
): Policy => ({
  name,
  conflicts: { policy: 'manual', fields: {}, priority: [], ...conflicts },
  times,
  winner,
});
const policies: readonly Policy[] = [
  policy('manual', {}, null, [9, 0]),
  policy('newest, and we are', { policy: 'newest' }, 'ours', [9, 0]),
  policy('newest, and they are', { policy: 'newest' }, 'theirs', [0, 9]),
  policy('newest, too close to tell (S27)', { policy: 'newest' }, null, [1, 2]),
  policy('priority, here first', { policy: 'priority', priority: ['here', 'A'] }, 'ours', [0, 9]),
  policy('priority, A first', { policy: 'priority', priority: ['A', 'here'] }, 'theirs', [9, 0]),
];

const fields: readonly FieldName[] = [...knownFields, 'x.custom'];
const at = (seconds: number): string => new Date(Date.UTC(2026, 2, 1, 9, 0, seconds)).toISOString();

/** One field at one two-way endpoint whose values need no translation; parents are twins by name. */
function rulesFor(field: FieldName, { conflicts }: Policy): SyncRules {
  const writable = { writable: true };
  const schema = { fields: { title: writable, [field]: writable } };
  const place = endpoint('A');
  const references = { toRemote: (id: string) => `r${id}`, toTask: (id: string) => id.slice(1) };
  const base = rules([place], { conflicts }, schema);
  return {
    ...base,
    endpoints: base.endpoints.map((one) => ({ ...one, mapper: createMapper(place, schema, references) })),
  };
}

function planCell(field: FieldName, how: Policy, planner: SyncRules, values: Cell): ItemPlan {
  const toRemote = (value: FieldValue): FieldValue =>
    kindOf(field) === 'reference' && typeof value === 'string' ? `r${value}` : value;
  const { base, ours, theirs } = values;
  const known = base === undefined ? {} : { [field]: toRemote(base) };
  const more = field === 'title' ? {} : { title: 't' };
  const [oursAt, theirsAt] = how.times;
  const stamps = { [field]: { rev: 1, origin: 'here', at: at(oursAt), by: null } };
  const seen = link('A', { ...more, ...known }, { ...more, [field]: toRemote(theirs) });
  const observation = seen.observation && { ...seen.observation, updatedAt: at(theirsAt) };
  return planItem(
    {
      taskId: 't',
      task: task({ ...more, [field]: ours }, { stamps }),
      links: [{ ...seen, observation }],
      creating: new Set(),
    },
    planner,
  );
}

interface Cell {
  readonly base: FieldValue | undefined;
  readonly ours: FieldValue;
  readonly theirs: FieldValue;
}

/** What sync.md section 3 says, from the places of the values in their list. */
type Expected =
  | { readonly kind: 'nothing' | 'agree' | 'take' | 'give' | 'conflict' }
  | { readonly kind: 'both'; readonly value: FieldValue };

function expectedOf(field: FieldName, cell: Cell, index: readonly (number | null)[]): Expected {
  const [b, o, t] = index;
  if (b === null && o === t) return { kind: 'agree' };
  if (b === null && o === 0) return { kind: 'take' };
  if (b === null && t === 0) return { kind: 'give' };
  if (o === b && t === b) return { kind: 'nothing' };
  if (o === b) return { kind: 'take' };
  if (t === b) return { kind: 'give' };
  if (o === t) return { kind: 'agree' };
  const list = (value: FieldValue | undefined): readonly string[] => (Array.isArray(value) ? value : []);
  if (kindOf(field) === 'set') {
    const [base, ours, theirs] = [list(cell.base), list(cell.ours), list(cell.theirs)];
    const all = [...new Set([...base, ...ours, ...theirs])];
    const value = all.filter((one) =>
      base.includes(one) ? ours.includes(one) && theirs.includes(one) : ours.includes(one) || theirs.includes(one),
    );
    return { kind: 'both', value };
  }
  if (kindOf(field) === 'text' && b !== null) {
    const lines = (value: FieldValue | undefined): readonly string[] =>
      typeof value === 'string' && value !== '' ? value.split('\n') : [];
    const { clean, mayConflict } = verdict(lines(cell.base), lines(cell.ours), lines(cell.theirs));
    const [value] = clean;
    if (value !== undefined && !mayConflict) return { kind: 'both', value };
  }
  return { kind: 'conflict' };
}

describe('every base, task value and remote value, for each field and policy', () => {
  it.each(fields)('%s ends as the table of sync.md says (S3, S5, S13, S24)', (field) => {
    const five = fiveOf(field);
    const cells = createCells();
    for (const how of policies) {
      const planner = rulesFor(field, how);
      for (const [b, base] of [...five.entries(), [null, undefined] as const]) {
        for (const [o, ours] of five.entries()) {
          for (const [t, theirs] of five.entries()) {
            cells.count++;
            const cell = { base, ours, theirs };
            const plan = planCell(field, how, planner, cell);
            const expected = expectedOf(field, cell, [b, o, t]);
            holdCell(cells, { field, how, cell, plan, expected, five });
            const again = planCell(field, how, planner, cell);
            cells.hold('S24 same input, same plan', JSON.stringify(again) === JSON.stringify(plan), () => cell);
          }
        }
      }
    }
    cells.finish(policies.length * 6 * 25);
  });
});

interface Planned {
  readonly field: FieldName;
  readonly how: Policy;
  readonly cell: Cell;
  readonly plan: ItemPlan;
  readonly expected: Expected;
  readonly five: readonly FieldValue[];
}

function holdCell(cells: ReturnType<typeof createCells>, { field, how, cell, plan, expected, five }: Planned): void {
  const written = (place: string): FieldValue | undefined =>
    fromRemote(plan.actions.find((one) => one.at === place)?.fields.find((one) => one.field === field)?.after);
  const after = (place: string, before: FieldValue): FieldValue => {
    const value = written(place);
    return value === undefined ? before : value;
  };
  const is = (a: FieldValue | undefined, b: FieldValue | undefined): boolean => canonical(a) === canonical(b);
  const hereNow = after('here', cell.ours);
  const thereNow = after('A', cell.theirs);
  const isAgreed = plan.agreed.some((one) => Object.hasOwn(one.fields, field));
  const detail = (): unknown => ({
    policy: how.name,
    ...cell,
    expected,
    actions: plan.actions,
    conflicts: plan.conflicts,
  });
  const hold = (law: string, isHeld: boolean): void => cells.hold(law, isHeld, detail);
  const quiet = written('here') === undefined && written('A') === undefined;
  const overruled = plan.overruled.map((one) => one.value);
  switch (expected.kind) {
    case 'nothing':
    case 'agree':
      hold('S5 nothing is written where both sides say the same', quiet);
      hold('the base follows when both sides came to agree', isAgreed === (expected.kind === 'agree'));
      break;
    case 'take':
      hold('S13 merge(b, b, r) = r', is(hereNow, cell.theirs) && is(thereNow, cell.theirs) && isAgreed);
      hold('S5 no write to where the change came from', written('A') === undefined);
      break;
    case 'give':
      hold('S13 merge(b, l, b) = l', is(hereNow, cell.ours) && is(thereNow, cell.ours));
      hold('S5 no change here when only we changed', written('here') === undefined);
      break;
    case 'both':
      hold('S14, S15 the result holds both changes', is(hereNow, expected.value) && is(thereNow, expected.value));
      break;
    case 'conflict':
      if (how.winner === null) {
        hold('S3 a conflict shows both values', plan.conflicts.length === 1);
        hold('S3 a conflict leaves both sides alone', quiet && !isAgreed);
        const sides = plan.conflicts[0]?.sides ?? [];
        hold('S3 the conflict keeps both values', is(sides[0]?.value, cell.ours) && is(sides[1]?.value, cell.theirs));
      } else {
        const [wins, loses] = how.winner === 'ours' ? [cell.ours, cell.theirs] : [cell.theirs, cell.ours];
        hold('S13 the policy’s side wins on both sides', is(hereNow, wins) && is(thereNow, wins));
        hold('S3 the loser is kept in the history', overruled.length === 1 && is(overruled[0], loses));
      }
  }
  if (expected.kind !== 'conflict') hold('no conflict and no loser where none is needed', plan.conflicts.length === 0);
  if (kindOf(field) !== 'text' && kindOf(field) !== 'set') {
    const isOne = (value: FieldValue): boolean => five.some((one) => is(one, value));
    hold('S13 never a third scalar', isOne(hereNow) && isOne(thereNow));
  }
  hold(
    'S6 only this field is written',
    plan.actions.every((action) => action.fields.every((one) => one.field === field)),
  );
  hold('no refusal', plan.refusals.length === 0);
}

function fromRemote(value: FieldValue | undefined): FieldValue | undefined {
  return typeof value === 'string' && /^rp\d$/.test(value) ? value.slice(1) : value;
}

/** The values of these tests as text; sets without order, all empty values alike. */
function canonical(value: FieldValue | undefined): string {
  if (value === undefined || value === null || value === '') return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : JSON.stringify([...value].sort());
  return JSON.stringify(value);
}
