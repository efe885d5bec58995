import { expect, test } from '../fixtures.ts';
import { takeDown } from '../steps.ts';
import { titlesOf, todo } from '../todo.ts';
import { ways } from './hands.ts';
import {
  beginWithPair,
  openPreview,
  openTask,
  putTasks,
  selectAll,
  syncNow,
  tasksOf,
  visitTasks,
} from './journey-steps.ts';

for (const way of ways) {
  test(`5 by ${way}: of five changes two are left out, three are applied`, async ({ page, servers }) => {
    const [home, work] = servers;
    putTasks(home, 5);
    const hands = await beginWithPair(way, page, servers);
    await openPreview(page, hands);
    for (const title of ['Task 2', 'Task 4']) {
      await hands.press(page.getByRole('checkbox', { name: `Apply: ${title}`, exact: true }));
    }
    expect(work.collection().objects.size).toBe(0);
    await hands.press(page.getByRole('button', { name: 'Apply 3 changes' }));
    await expect(page.getByRole('region', { name: 'Notices' })).toContainText(/Both: Done/);
    expect(titlesOf(work).sort()).toEqual(['Task 1', 'Task 3', 'Task 5']);
  });

  test(`6 by ${way}: a task is found, changed while its service is down, and sent later`, async ({ page, servers }) => {
    const [home, work] = servers;
    putTasks(home, 20);
    const hands = await beginWithPair(way, page, servers);
    await syncNow(page, hands, /Both: Done/);
    const bringUp = takeDown(work);
    const inspector = await openTask(page, hands, 'Task 17');
    await hands.type(inspector.getByRole('textbox', { name: 'Title' }), 'Task 17, changed');
    await page.keyboard.press('Enter');
    await expect(inspector.getByText('Saved on this device')).toBeVisible();
    await expect(inspector.getByText('Waiting to send').first()).toBeVisible();
    await syncNow(page, hands, /Both: Offline/);
    const footer = page.getByRole('contentinfo');
    await expect(footer).toContainText('1 change waiting to send');
    await expect(footer).not.toContainText('All in sync');

    bringUp();
    await syncNow(page, hands, /Both: Done/);
    await expect(footer).toContainText('All in sync');
    for (const server of servers) expect(titlesOf(server)).toContain('Task 17, changed');
  });

  test(`7 by ${way}: fifty tasks are done at once, and to do again`, async ({ page, servers }) => {
    const [home] = servers;
    putTasks(home, 50);
    const hands = await beginWithPair(way, page, servers);
    await syncNow(page, hands, /Both: Done/);
    await visitTasks(page, hands);
    await selectAll(page, way, hands, 50);
    await hands.press(page.getByRole('region', { name: 'Selected tasks' }).getByRole('button', { name: /Status/ }));
    await hands.press(page.getByRole('menuitem', { name: 'Done' }));
    await expect(tasksOf(page).getByRole('row', { name: /To do/ })).toHaveCount(0);
    if (way === 'keyboard') await page.keyboard.press('ControlOrMeta+z');
    else await hands.press(page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }));
    await expect(tasksOf(page).getByRole('row', { name: /To do/ }).first()).toBeVisible();
    await expect(tasksOf(page).getByRole('row', { name: /Done/ })).toHaveCount(0);
    await syncNow(page, hands, /Both: Done/);
    const statuses = [...home.collection().objects.values()].filter(({ text }) => /STATUS:COMPLETED/.test(text));
    expect(statuses).toEqual([]);
  });

  test(`11 by ${way}: a task goes back to an earlier time`, async ({ page, servers }) => {
    servers[0].collection().put('1.ics', todo('1', { SUMMARY: 'Buy paint' }));
    const hands = await beginWithPair(way, page, servers);
    await syncNow(page, hands, /Both: Done/);
    const inspector = await openTask(page, hands, 'Buy paint');
    await hands.type(inspector.getByRole('textbox', { name: 'Title' }), 'Buy brushes');
    await page.keyboard.press('Enter');
    await hands.press(inspector.getByRole('tab', { name: 'Activity' }));
    await hands.press(inspector.getByRole('button', { name: 'Show as of here' }).last());
    await hands.press(inspector.getByRole('button', { name: 'Restore Title' }));
    await expect(inspector.getByRole('textbox', { name: 'Title' })).toHaveValue('Buy paint');
  });
}
