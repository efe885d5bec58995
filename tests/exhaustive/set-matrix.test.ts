import { describe, it } from 'vitest';
import { sameValue } from '../../src-shared/domain/field.ts';
import { mergeField } from '../../src-shared/sync/merge-fields.ts';
import { planItem } from '../../src-shared/sync/plan-item.ts';
import { endpoint, link, rules, task } from '../unit/sync/fixtures.ts';
import { createCells, triples } from './cells.ts';

const subsetsOf = (universe: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: 2 ** universe.length }, (_, bits) => universe.filter((_one, index) => bits & (1 << index)));

/** S15 said without sets of changes: who had the element before and who has it now. */
function isIn(element: string, [base, ours, theirs]: readonly (readonly string[])[]): boolean {
  const [b, o, t] = [base, ours, theirs].map((set) => set?.includes(element) ?? false);
  return b ? Boolean(o && t) : Boolean(o || t);
}

describe('merging all sets over four elements', () => {
  it('is what was there, plus what either side added, minus what either side removed (S13, S15)', () => {
    const universe = ['a', 'b', 'c', 'é'];
    const cells = createCells();
    for (const cell of triples(subsetsOf(universe))) {
      const [base, ours, theirs] = cell;
      cells.count++;
      const merge = mergeField('labels', base, ours, theirs);
      const result = merge.kind === 'merged' ? merge.value : merge.kind === 'take' ? theirs : ours;
      const expected = universe.filter((element) => isIn(element, cell));
      cells.hold('S15 the result', sameValue('labels', result, expected), () => ({ cell, merge, expected }));
      cells.hold('S13 sets never conflict', merge.kind !== 'conflict', () => cell);
      const mirrored = mergeField('labels', base, theirs, ours);
      const mirror = { take: 'give', give: 'take' } as const;
      const kind = merge.kind === 'take' || merge.kind === 'give' ? mirror[merge.kind] : merge.kind;
      cells.hold('S13 does not care which side is which', mirrored.kind === kind, () => ({ cell, merge, mirrored }));
      const respelled = mergeField(
        'labels',
        base,
        [...ours].reverse(),
        theirs.map((one) => one.normalize('NFD')),
      );
      cells.hold('S14 order and composition are no change', respelled.kind === merge.kind, () => ({ cell, respelled }));
    }
    cells.finish(4096);
  });

  it('leaves each side the elements that only it can express (S15)', () => {
    // “own” has no option at the service; “new” is one that the service has got since we read its choices (S26).
    const schema = {
      fields: {
        title: { writable: true },
        labels: { writable: true, options: ['a', 'b', 'c'].map((value) => ({ value, label: value })) },
      },
    };
    const planner = rules([endpoint('A')], {}, schema);
    const cells = createCells();
    const here = subsetsOf(['a', 'b', 'c', 'own']);
    const there = subsetsOf(['a', 'b', 'c', 'new']);
    for (const base of there) {
      for (const ours of here) {
        for (const theirs of there) {
          cells.count++;
          const fields = { title: 't', labels: base };
          const item = {
            taskId: 't',
            task: task({ title: 't', labels: ours }),
            links: [link('A', fields, { title: 't', labels: theirs })],
            creating: new Set<string>(),
          };
          const plan = planItem(item, planner);
          const written = (at: string) =>
            plan.actions
              .filter((action) => action.at === at)
              .flatMap((action) => action.fields.map((one) => one.after));
          const [hereNow = ours] = written('here');
          const [thereNow = theirs] = written('A');
          const detail = (): unknown => ({ base, ours, theirs, hereNow, thereNow });
          const shared = ['a', 'b', 'c'].filter((element) => isIn(element, [base, ours, theirs]));
          const own = ours.filter((element) => element === 'own');
          const fresh = theirs.filter((element) => element === 'new');
          cells.hold('S15 here', sameValue('labels', hereNow, [...shared, ...own]), detail);
          cells.hold('S15 there', sameValue('labels', thereNow, [...shared, ...fresh]), detail);
          cells.hold('S13 sets never conflict', plan.conflicts.length === 0, detail);
        }
      }
    }
    cells.finish(4096);
  });
});
