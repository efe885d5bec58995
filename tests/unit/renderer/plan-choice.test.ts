import { describe, expect, it } from 'vitest';
import { firstFew, withTick } from '../../../src-renderer/features/preview/plan-choice.ts';
import { timeLeft } from '../../../src-renderer/features/profiles/time-left.ts';

const tasks = [
  { task: 'child', needs: ['parent'] },
  { task: 'grandchild', needs: ['child'] },
  { task: 'parent', needs: [] },
  { task: 'other', needs: [] },
];
const none: ReadonlySet<string> = new Set();

describe('what is ticked', () => {
  it('a parent that is left takes its children along, however deep', () => {
    expect([...withTick(tasks, none, 'parent', false)].sort()).toEqual(['child', 'grandchild', 'parent']);
  });

  it('a child that is chosen again brings what it needs, and no more', () => {
    const left = withTick(tasks, none, 'parent', false);
    expect([...withTick(tasks, left, 'child', true)]).toEqual(['grandchild']);
  });
});

describe('the first few', () => {
  it('come with what they need', () => {
    expect([...firstFew(tasks, 2)].sort()).toEqual(['child', 'parent']);
    expect(firstFew(tasks, 10)).toHaveLength(4);
    expect(firstFew([], 5)).toEqual([]);
  });

  it('are no more than asked for, unless the very first needs more', () => {
    expect(firstFew(tasks, 1)).toHaveLength(2);
    expect([...firstFew(tasks, 3)]).not.toContain('other');
  });
});

describe('how long it still takes', () => {
  const steady = Array.from({ length: 13 }, (_, second) => ({ at: second * 1000, done: second * 10 }));

  it('is said after ten seconds at a steady rate', () => {
    expect(timeLeft(steady.slice(0, 9), 400)).toBeNull();
    expect(timeLeft(steady, 400)).toBe(28_000);
  });

  it('is not said while the rate changes, nor without a total, nor at the end', () => {
    expect(timeLeft([...steady.slice(0, 11), { at: 20_000, done: 101 }], 400)).toBeNull();
    expect(timeLeft(steady, null)).toBeNull();
    expect(timeLeft(steady, 120)).toBeNull();
    expect(timeLeft([], 5)).toBeNull();
  });
});
