import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chosenColumns,
  columnTracks,
  fitColumns,
  movedColumn,
} from '../../../src-renderer/features/tasks/fit-columns.ts';
import { groupId, rowsOf } from '../../../src-renderer/features/tasks/task-rows.ts';
import {
  isTicked,
  nothingTicked,
  selectionOf,
  tickedCount,
  withTick,
} from '../../../src-renderer/stores/task-selection-store.ts';

describe('rowsOf', () => {
  const groups = [
    { key: 'todo', count: 2 },
    { key: 'doing', count: 3 },
    { key: null, count: 1 },
  ];
  const shown = (closed: readonly string[]) => {
    const rows = rowsOf(6, groups, new Set(closed.map((key) => groupId({ key, count: 0 }))));
    return Array.from({ length: rows.count }, (_, row) => {
      const at = rows.at(row);
      return at.kind === 'group' ? at.group.key : at.task;
    });
  };

  it('puts a heading before each group, and nothing under a closed one', () => {
    expect(shown([])).toEqual(['todo', 0, 1, 'doing', 2, 3, 4, null, 5]);
    expect(shown(['doing'])).toEqual(['todo', 0, 1, 'doing', null, 5]);
  });

  it('finds each task where it shows it', () => {
    const counts = fc.array(fc.record({ key: fc.string(), count: fc.integer({ min: 1, max: 5 }) }), { maxLength: 6 });
    fc.assert(
      fc.property(counts, fc.array(fc.string()), (cut, closed) => {
        const total = cut.reduce((sum, { count }) => sum + count, 0);
        const rows = rowsOf(total, cut, new Set(closed.map((key) => JSON.stringify(key))));
        for (let task = 0; task < total; task++) {
          const row = rows.ofTask(task);
          if (row !== null) expect(rows.at(row)).toEqual({ kind: 'task', task });
        }
      }),
    );
  });
});

describe('columns', () => {
  const all = [
    { id: 'title', width: 160, isElastic: true },
    { id: 'status', width: 100, leaves: 3 },
    { id: 'due', width: 100, leaves: 2 },
    { id: 'labels', width: 200, leaves: 1 },
  ];
  const ids = (columns: readonly { readonly id: string }[]) => columns.map(({ id }) => id);

  it('stand in the chosen order and width; what always stands stays', () => {
    const chosen = [
      { id: 'due', width: 80 },
      { id: 'gone', width: null },
      { id: 'title', width: 300 },
    ];
    const columns = chosenColumns(all, ['status', 'due'], chosen);
    expect(ids(columns)).toEqual(['title', 'due']);
    expect(columnTracks(columns)).toBe('minmax(300px, 1fr) 80px');
    expect(ids(chosenColumns(all, ['status', 'due'], null))).toEqual(['title', 'status', 'due']);
  });

  it('leave where there is no room, those that are missed least first', () => {
    expect(ids(fitColumns(all, 560))).toEqual(['title', 'status', 'due', 'labels']);
    expect(ids(fitColumns(all, 559))).toEqual(['title', 'status', 'due']);
    expect(ids(fitColumns(all, 10))).toEqual(['title']);
  });

  it('move by one place, and not over the end', () => {
    expect(ids(movedColumn(all, 'due', -1))).toEqual(['title', 'due', 'status', 'labels']);
    expect(ids(movedColumn(all, 'labels', 1))).toEqual(ids(all));
  });
});

describe('ticked tasks', () => {
  it('are these, or all of a filter but for some', () => {
    const some = withTick(nothingTicked, ['a', 'b'], true);
    expect(selectionOf(withTick(some, ['a'], false))).toEqual({ tasks: ['b'] });
    expect(selectionOf(nothingTicked)).toBeNull();
    const all = withTick({ kind: 'all', query: 'status:open', except: new Set() }, ['a'], false);
    expect([isTicked(all, 'a'), isTicked(all, 'b'), tickedCount(all, 10)]).toEqual([false, true, 9]);
    expect(selectionOf(all)).toEqual({ query: 'status:open', except: ['a'] });
    expect(tickedCount(withTick(all, ['a'], true), 10)).toBe(10);
  });
});
