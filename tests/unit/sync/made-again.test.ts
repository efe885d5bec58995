import { expect, it } from 'vitest';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { DeletionPolicy, Direction } from '../../../src-shared/domain/profile.ts';
import { planItem } from '../../../src-shared/sync/plan-item.ts';
import { endpoint, lines, link, rules, task } from './fixtures.ts';

const base = { title: 'a', status: 'open' };

function planBinned(one: Link, deletions: DeletionPolicy, direction: Direction = 'both'): readonly string[] {
  const binned = task({ title: 'a', status: 'todo' }, { deletedAt: '2026-03-01T09:00:00.000Z' });
  const item = { taskId: 't', task: binned, links: [one], creating: new Set<string>() };
  return lines(planItem(item, rules([endpoint('A', { direction })], { deletions })));
}

it.each(['close', 'propagate', 'unlink', 'ask'] as const)(
  'a task in the bin comes back with its record, whatever deleting means (S9): %s',
  (deletions) => {
    const again = link('A', null, base, { marks: { returned: true } });
    expect(planBinned(again, deletions)).toEqual(['restore here', 'link A', 'agree A status,title']);
  },
);

it('it stays in the bin when the record that is there again is closed, or is only a mirror', () => {
  const closed = link('A', null, { title: 'a', status: 'closed' }, { marks: { returned: true } });
  expect(planBinned(closed, 'close')).not.toContain('restore here');
  const mirror = link('A', null, base, { marks: { returned: true } });
  expect(planBinned(mirror, 'close', 'push')).not.toContain('restore here');
});

it.each(['close', 'ask'] as const)('our own closing, read back without its answer, is no edit: %s', (deletions) => {
  expect(planBinned(link('A', base, { title: 'a', status: 'dropped' }), deletions)).toEqual(['agree A status']);
});

it('where deleting means deleting, closing it there is an edit (S9)', () => {
  expect(planBinned(link('A', base, { title: 'a', status: 'closed' }), 'propagate')).toContain('restore here');
});

it('a mirror that another program has closed already is not closed once more (S5)', () => {
  const deleted = link('A', base, base, { state: 'deleted' });
  const closed = link('B', base, { title: 'a', status: 'dropped' });
  const item = {
    taskId: 't',
    task: task({ title: 'a', status: 'todo' }),
    links: [deleted, closed],
    creating: new Set<string>(),
  };
  const plan = lines(planItem(item, rules([endpoint('A'), endpoint('B', { direction: 'push' })])));
  expect(plan).toContain('delete here');
  expect(plan.filter((line) => line.startsWith('close'))).toEqual([]);
});
