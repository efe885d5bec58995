import { expect, test } from 'vitest';
import type { Store } from '../../../src-main/core/store/store.ts';
import type { Proposal } from '../../../src-shared/domain/proposal.ts';
import { at, sampleLink, sampleTask } from './samples.ts';

function sample(id: string, task: string, twin: string, more: Partial<Proposal> = {}): Proposal {
  return {
    ...{ id, profile: 'work', task, twin, state: 'open', score: 0.9, reasons: ['similar titles'] },
    ...{ since: at(0), answeredAt: null },
    ...more,
  };
}

export function proposalRows(get: () => Store): void {
  test('open ones are found by profile in the order in which they were made, answered ones by their tasks', async () => {
    const { proposals } = get();
    const [first, second] = [sample('p2', 'a', 'b'), sample('p1', 'c', 'd')];
    const answered = sample('p3', 'a', 'd', { state: 'different', answeredAt: at(1) });
    await proposals.put([first, second, answered, sample('p4', 'x', 'y', { profile: 'home' })]);
    expect(await proposals.open('work')).toEqual([first, second]);
    expect((await proposals.open()).map(({ id }) => id)).toEqual(['p2', 'p1', 'p4']);
    expect(await proposals.countOpen('work')).toBe(2);
    expect(await proposals.byTasks(['d'])).toEqual([second, answered]);
    expect(await proposals.byTasks([])).toEqual([]);
  });

  test('an answer replaces the question, and a pair has one row whatever became of it', async () => {
    const { proposals } = get();
    await proposals.put([sample('p1', 'a', 'b')]);
    await proposals.put([sample('p1', 'a', 'b', { state: 'same' })]);
    expect(await proposals.countOpen('work')).toBe(0);
    await expect(proposals.put([sample('p2', 'a', 'b')])).rejects.toMatchObject({ code: 'already-exists' });
    await proposals.remove(['p1', 'unknown']);
    expect(await proposals.byTasks(['a'])).toEqual([]);
  });

  test('go with their profile', async () => {
    await get().proposals.put([sample('p1', 'a', 'b')]);
    await get().profiles.remove('work');
    expect(await get().proposals.byTasks(['a'])).toEqual([]);
  });

  test('tasks that lack a record somewhere are found page by page, without the bin and other profiles', async () => {
    const { tasks, links } = get();
    await tasks.put([
      ...['t1', 't2', 't3', 't4'].map((id) => sampleTask(id)),
      sampleTask('t5', {}, { deletedAt: at(1) }),
      sampleTask('t6', {}, { profile: 'home' }),
    ]);
    await links.put([
      sampleLink('l1', { task: 't1', endpoint: 'jira' }),
      sampleLink('l2', { task: 't1', endpoint: 'gh' }),
      sampleLink('l3', { task: 't2', endpoint: 'jira', state: 'unlinked' }),
      sampleLink('l4', { task: 't2', endpoint: 'jira', remoteId: 'again' }),
    ]);
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page = await tasks.unlinkedAmong('work', ['jira', 'gh'], after, 2);
      found.push(...page.tasks.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(found).toEqual(['t2', 't3', 't4']);
  });
}
