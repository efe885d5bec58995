import { expect, test } from '../fixtures.ts';
import { change, retitle, titlesOf, todo } from '../todo.ts';
import { ways } from './hands.ts';
import { beginWithPair, openLastRun, putTasks, syncNow } from './journey-steps.ts';

for (const way of ways) {
  test(`8 by ${way}: three fields that both sides changed are decided, one of them a text`, async ({
    page,
    servers,
  }) => {
    const [home, work] = servers;
    const task = { SUMMARY: 'Pricing page', PRIORITY: '5', DESCRIPTION: 'For everybody\\nPrice: ask' };
    home.collection().put('1.ics', todo('1', task));
    const hands = await beginWithPair(way, page, servers);
    await syncNow(page, hands, /Both: Done/);
    change(home, { SUMMARY: 'New pricing page', PRIORITY: '1', DESCRIPTION: 'For everybody\\nPrice: 10' });
    change(work, { SUMMARY: 'Prices', PRIORITY: '9', DESCRIPTION: 'For everybody\\nPrice: 12' });
    await syncNow(page, hands, /3 conflicts to decide/);
    const written = [titlesOf(home), titlesOf(work)];

    await hands.visit('Conflicts');
    const conflict = page.getByRole('article');
    await hands.press(conflict.getByRole('button', { name: 'Use Home for Title' }));
    await hands.press(conflict.getByRole('button', { name: 'Use Work for Priority' }));
    await hands.press(
      conflict.getByRole('group', { name: 'Both changed this.' }).getByRole('button', { name: 'Use both' }),
    );
    expect([titlesOf(home), titlesOf(work)]).toEqual(written);
    await hands.press(page.getByRole('button', { name: 'Apply 3 decisions' }));
    await expect(page.getByText('No conflicts')).toBeVisible();

    await syncNow(page, hands, /Both: Done/);
    for (const server of servers) {
      const text = [...server.collection().objects.values()][0]?.text ?? '';
      expect(text).toContain('SUMMARY:New pricing page');
      expect(text).toContain('PRIORITY:9');
      expect(text).toContain('Price: 10\\nPrice: 12');
    }
  });

  test(`9 by ${way}: a run with problems is opened, and the group tried again`, async ({ page, servers }) => {
    const [home, work] = servers;
    putTasks(home, 4);
    const hands = await beginWithPair(way, page, servers);
    const allow = work.faults.add({
      fault: { kind: 'status', status: 403 },
      when: ({ method, body }) => method === 'PUT' && /Task [12]\b/.test(body),
    });
    await syncNow(page, hands, /2 problems/);
    allow();
    await openLastRun(page, hands);
    await hands.press(page.getByRole('button', { name: 'Retry these 2 tasks' }));
    await expect(page.getByRole('region', { name: 'Notices' })).toContainText('2 tasks are tried again');
    await syncNow(page, hands, /Both: Done/);
    expect(titlesOf(work).sort()).toEqual(['Task 1', 'Task 2', 'Task 3', 'Task 4']);
  });

  test(`10 by ${way}: a whole run is undone, here and at both services`, async ({ page, servers }) => {
    const [home] = servers;
    putTasks(home, 3);
    const hands = await beginWithPair(way, page, servers);
    await syncNow(page, hands, /Both: Done/);
    for (const number of [1, 2, 3]) retitle(home, `Task ${number}`, `Changed ${number}`);
    await syncNow(page, hands, /Both: Done/);
    await openLastRun(page, hands);
    await hands.press(page.getByRole('button', { name: 'Undo…' }));
    await hands.press(page.getByRole('dialog').getByRole('button', { name: 'Undo 3 changes' }));
    await expect(page.getByRole('region', { name: 'Notices' })).toContainText('Undone here');
    await syncNow(page, hands, /Both: Done/);
    for (const server of servers) expect(titlesOf(server).sort()).toEqual(['Task 1', 'Task 2', 'Task 3']);
  });
}
