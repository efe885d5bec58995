import { expect, test } from 'vitest';
import { forgetDemo, keptIn } from '../../../src-renderer/stores/kept.ts';

function storage(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    key: (at) => [...values.keys()][at] ?? null,
    clear: () => values.clear(),
    get length() {
      return values.size;
    },
  };
}

test('what is kept of the demonstration is never seen with the own data, and ends with it', () => {
  const box = storage();
  keptIn(box, 'profile-drafts.2', true).write({ '': { name: 'Of the demo' } });
  keptIn(box, 'profile-drafts.2', false).write({ '': { name: 'Mine' } });
  expect(keptIn(box, 'profile-drafts.2', true).read()).toEqual({ '': { name: 'Of the demo' } });
  forgetDemo(box);
  expect(keptIn(box, 'profile-drafts.2', true).read()).toBeNull();
  expect(keptIn(box, 'profile-drafts.2', false).read()).toEqual({ '': { name: 'Mine' } });
  keptIn(box, 'profile-drafts.2', false).write(undefined);
  expect(box.length).toBe(0);
});

test('what is no JSON, or a storage that is switched off, counts as nothing', () => {
  const box = storage();
  box.setItem('task-sync.decisions', '{');
  expect(keptIn(box, 'decisions', false).read()).toBeNull();
});
