import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checklistsText, parseChecklists } from '../../../../src-main/connectors/trello/checklists.ts';
import type { ChecklistStep } from '../../../../src-main/connectors/trello/plan-checklists.ts';
import { planChecklists } from '../../../../src-main/connectors/trello/plan-checklists.ts';
import type { Checklist } from '../../../../src-main/connectors/trello/trello-wire.ts';

const names = fc.constantFrom('a', 'b', 'c', 'Größe', '[x] odd', '### odd', '- [ ] odd');
const places = fc.constantFrom(1, 16_384, 32_768, 40_000.5, null);
let last = 0;
const id = (): string => {
  last += 1;
  return last.toString(16).padStart(24, '0');
};
const checklists = fc
  .array(
    fc.record({
      name: names,
      pos: places,
      checkItems: fc.array(fc.record({ name: names, isDone: fc.boolean(), pos: places }), { maxLength: 5 }),
    }),
    { maxLength: 4 },
  )
  .map((lists): readonly Checklist[] =>
    lists.map(({ name, pos, checkItems }) => ({
      ...{ id: id(), name, pos },
      checkItems: checkItems.map((item) => ({
        ...{ id: id(), name: item.name, pos: item.pos, state: item.isDone ? 'complete' : 'incomplete' },
      })),
    })),
  );

/** What Trello does with the steps. */
function carryOut(before: readonly Checklist[], steps: readonly ChecklistStep[]): readonly Checklist[] {
  let lists = before.map((list) => ({ ...list, checkItems: list.checkItems ?? [] }));
  const item = (name: string, isDone: boolean, pos: number) => ({
    ...{ id: id(), name, pos, state: isDone ? 'complete' : 'incomplete' },
  });
  for (const step of steps) {
    switch (step.kind) {
      case 'add-list': {
        const checkItems = step.list.items.map(({ name, isDone }, index) => item(name, isDone, (index + 1) * 16_384));
        lists = [...lists, { id: id(), name: step.list.name, pos: step.pos, checkItems }];
        break;
      }
      case 'move-list':
        lists = lists.map((list) => (list.id === step.id ? { ...list, pos: step.pos } : list));
        break;
      case 'remove-list':
        lists = lists.filter((list) => list.id !== step.id);
        break;
      case 'add-item':
        lists = lists.map((list) =>
          list.id === step.list
            ? { ...list, checkItems: [...list.checkItems, item(step.name, step.isDone, step.pos)] }
            : list,
        );
        break;
      case 'change-item':
        lists = lists.map((list) => ({
          ...list,
          checkItems: list.checkItems.map((one) => (one.id === step.id ? { ...one, ...step.values } : one)),
        }));
        break;
      case 'remove-item':
        lists = lists.map((list) => ({ ...list, checkItems: list.checkItems.filter((one) => one.id !== step.id) }));
        break;
    }
  }
  return lists;
}

describe('checklists', () => {
  it('as text are understood again', () => {
    fc.assert(
      fc.property(checklists, (lists) => {
        const text = checklistsText(lists) ?? '';
        expect(() => parseChecklists(text)).not.toThrow();
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('become what is wanted, whatever they were, and then nothing more has to be done', () => {
    fc.assert(
      fc.property(checklists, checklists, (before, other) => {
        const text = checklistsText(other) ?? '';
        const after = carryOut(before, planChecklists(before, parseChecklists(text)));
        expect(checklistsText(after) ?? '').toBe(text);
        expect(planChecklists(after, parseChecklists(text))).toEqual([]);
      }),
      { seed: 4, numRuns: 1_000 },
    );
  });

  it('that are as wanted already are not touched', () => {
    fc.assert(
      fc.property(checklists, (lists) => {
        const steps = planChecklists(lists, parseChecklists(checklistsText(lists) ?? ''));
        // Only those that share a place with another one are given their own.
        expect(steps.filter(({ kind }) => kind !== 'move-list' && kind !== 'change-item')).toEqual([]);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('a ticked item is one request, and a renamed one keeps what no text shows', () => {
    const [list] = [
      {
        ...{ id: 'a'.repeat(24), name: 'Steps', pos: 16_384 },
        checkItems: ['One', 'Two', 'Three'].map((name, index) => ({
          ...{ id: String(index).repeat(24), name, pos: (index + 1) * 16_384, state: 'incomplete' },
        })),
      },
    ];
    const plan = (text: string) => planChecklists([list], parseChecklists(text));
    expect(plan('### Steps\n- [ ] One\n- [x] Two\n- [ ] Three')).toEqual([
      { kind: 'change-item', id: '1'.repeat(24), values: { state: 'complete' } },
    ]);
    expect(plan('### Steps\n- [ ] One\n- [ ] Second\n- [ ] Three')).toEqual([
      { kind: 'change-item', id: '1'.repeat(24), values: { name: 'Second' } },
    ]);
    expect(plan('### Steps\n- [ ] One\n- [ ] Two\n- [ ] Three\n- [ ] Four')).toEqual([
      { kind: 'add-item', list: list.id, name: 'Four', isDone: false, pos: 65_536 },
    ]);
    expect(plan('### Steps\n- [ ] One\n- [ ] Three')).toEqual([{ kind: 'remove-item', id: '1'.repeat(24) }]);
    expect(plan('')).toEqual([{ kind: 'remove-list', id: list.id }]);
  });

  it.each([
    'Some text',
    '- [ ] without a list',
    '### A\n- item',
    '### A\n\n\n### B',
    '### A\n- [X] large',
    '### A\ntext',
  ])('in another form are refused: %j', (text) => {
    expect(() => parseChecklists(text)).toThrow(expect.objectContaining({ code: 'rejected' }));
  });
});
