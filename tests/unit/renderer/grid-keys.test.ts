import { describe, expect, test } from 'vitest';
import { gridTarget } from '../../../src-renderer/ui/grid-keys.ts';

const plain = { altKey: false, ctrlKey: false, metaKey: false };
const extent = { page: 20, count: 100 };

describe('a key in the grid', () => {
  test.each([
    ['j', null, 0],
    ['ArrowDown', 0, 1],
    ['ArrowDown', 99, 99],
    ['k', 5, 4],
    ['ArrowUp', 0, 0],
    ['ArrowUp', null, 0],
    ['PageDown', 90, 99],
    ['PageDown', null, 19],
    ['PageUp', 30, 10],
    ['Home', 30, 0],
    ['End', null, 99],
  ] as const)('%s from %s leads to %s', (key, current, target) => {
    expect(gridTarget({ ...plain, key }, current, extent)).toBe(target);
  });

  test('with Ctrl still goes to either end, but J is then somebody else’s', () => {
    expect(gridTarget({ ...plain, ctrlKey: true, key: 'End' }, 3, extent)).toBe(99);
    expect(gridTarget({ ...plain, ctrlKey: true, key: 'j' }, 3, extent)).toBeNull();
  });

  test('leads nowhere in an empty list, or when it is not one that moves', () => {
    expect(gridTarget({ ...plain, key: 'j' }, null, { page: 20, count: 0 })).toBeNull();
    expect(gridTarget({ ...plain, key: 'x' }, 3, extent)).toBeNull();
  });
});
