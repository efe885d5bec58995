import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store } from '../../../src-main/core/store/store.ts';
import { at, sampleTask } from './samples.ts';

export function searchRows(get: () => Store): void {
  const find = async (text: string): Promise<readonly string[]> =>
    (await get().tasks.list({ words: text.split(/\s+/u), sort: 'title' })).tasks.map((task) => task.id);

  test('looks in titles, bodies and labels', async () => {
    await get().tasks.put([
      sampleTask('t1', { title: 'Pricing page' }),
      sampleTask('t2', { body: 'The **pricing** table' }),
      sampleTask('t3', { labels: ['pricing'] }),
      sampleTask('t4', { assignees: ['pricing@example.org'] }),
    ]);
    expect(await find('pricing')).toEqual(['t1', 't2', 't3']);
  });

  test('every word must occur, in any order, by its beginning', async () => {
    await get().tasks.put([
      sampleTask('t1', { title: 'Write release notes' }),
      sampleTask('t2', { title: 'Release the brakes' }),
    ]);
    expect(await find('notes rel')).toEqual(['t1']);
    expect(await find('rel no')).toEqual(['t1']);
    expect(await find('release')).toEqual(['t2', 't1']);
    expect(await find('elease')).toEqual([]);
  });

  test('the words of a phrase stand next to each other', async () => {
    await get().tasks.put([
      sampleTask('t1', { title: 'Write release notes' }),
      sampleTask('t2', { title: 'Notes: release' }),
    ]);
    const phrase = async (...words: readonly string[]) => (await get().tasks.list({ words })).tasks.map(({ id }) => id);
    expect(await phrase('release no')).toEqual(['t1']);
    expect(await phrase('notes', 'release')).toHaveLength(2);
    expect(await phrase('release  write')).toEqual([]);
  });

  test('case and accents do not matter', async () => {
    await get().tasks.put([sampleTask('t1', { title: 'Crème brûlée für Ökonomen' })]);
    for (const text of ['creme', 'CRÈME', 'brulee okonom', 'Cre\u0300me', 'fur'])
      expect(await find(text)).toEqual(['t1']);
  });

  test('words that were changed away are not found any more, unchanged ones still are', async () => {
    await get().tasks.put([sampleTask('t1', { title: 'Alpha beta', body: 'gamma' })]);
    await get().tasks.put([sampleTask('t1', { title: 'Delta beta', body: 'gamma' }, { rev: 2 })]);
    await get().tasks.put([sampleTask('t1', { title: 'Delta beta', body: 'gamma', status: 'done' }, { rev: 3 })]);
    expect(await find('alpha')).toEqual([]);
    for (const word of ['beta', 'gamma', 'delta']) expect(await find(word)).toEqual(['t1']);
  });

  test('the bin is searched only when asked', async () => {
    await get().tasks.put([sampleTask('t1', { title: 'Thrown away' }, { deletedAt: at(2) })]);
    expect(await find('thrown')).toEqual([]);
    expect((await get().tasks.list({ words: ['thrown'], deleted: true })).total).toBe(1);
  });

  test('tasks of a removed profile are gone from the search, also for tasks that come after them', async () => {
    const home = { profile: 'home' };
    await get().tasks.put([sampleTask('h1', { title: 'Alpha' }, home), sampleTask('t1', { title: 'Alpha' })]);
    await get().profiles.remove('work');
    expect(await find('alpha')).toEqual(['h1']);
    await get().tasks.put([sampleTask('h2', { title: 'Beta' }, home)]);
    expect(await find('alpha')).toEqual(['h1']);
    expect(await find('beta')).toEqual(['h2']);
  });

  test('blank text is no filter, and punctuation alone finds nothing', async () => {
    await get().tasks.put([sampleTask('t1')]);
    expect(await find(' \n ')).toEqual(['t1']);
    expect(await find('?!')).toEqual([]);
  });

  test('what a person types is never read as a query language', async () => {
    await get().tasks.put([
      sampleTask('t1', { title: 'Fix "foo-bar" (C++) AND title:x* NOT done' }),
      sampleTask('t2', { title: 'bar foo' }),
    ]);
    for (const text of [
      '"foo-bar"',
      'foo-bar',
      '(C++)',
      'AND',
      'title:x*',
      'NOT done',
      'fix "',
      "' OR 1=1 --",
      '^fix',
    ]) {
      const found = await find(text);
      expect(found, text).toEqual(text.includes('OR 1=1') ? [] : ['t1']);
    }
  });

  test('any text can be searched for, and a task is found by its own title', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ maxLength: 40 }),
        async (any, title) => {
          await find(any);
          await get().tasks.put([sampleTask('t1', { title })]);
          if (/[a-z0-9]/i.test(title)) expect(await find(title)).toEqual(['t1']);
        },
      ),
      { numRuns: 60 },
    );
  });
}
