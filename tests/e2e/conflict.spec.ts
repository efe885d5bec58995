import { expect, test } from './fixtures.ts';
import { addConnection, createProfile, readNotice, syncNow, visit } from './steps.ts';
import { retitle, titlesOf, todo } from './todo.ts';

test('a title that was changed in two places becomes a question, and the answer reaches both', async ({
  page,
  servers,
}) => {
  const [home, work] = servers;
  home.collection().put('1.ics', todo('task-1', { SUMMARY: 'Paint the fence' }));
  await addConnection(page, 'Home', home);
  await addConnection(page, 'Work', work);
  await createProfile(page, 'Both', ['tasks', 'tasks']);
  await syncNow(page, 'Both', /Both: Done/);

  retitle(home, 'Paint the fence', 'Paint the fence green');
  retitle(work, 'Paint the fence', 'Paint the fence blue');
  await syncNow(page, 'Both', /1 conflict to decide/);
  expect(titlesOf(home)).toEqual(['Paint the fence green']);
  expect(titlesOf(work)).toEqual(['Paint the fence blue']);

  await expect(page.getByRole('link', { name: 'Conflicts' })).toContainText('1');
  await visit(page, 'Conflicts');
  const conflict = page.getByRole('article');
  await expect(conflict).toContainText(/Title.*Which one is right\?/);
  await expect(conflict.getByRole('region', { name: 'Home' })).toContainText('green');
  await expect(conflict.getByRole('region', { name: 'Work' })).toContainText('blue');
  await expect(conflict.getByRole('region', { name: 'Before' })).toContainText('Paint the fence');
  await conflict.getByRole('button', { name: 'Use Work' }).click();
  await expect(conflict.getByRole('region', { name: 'Result' })).toContainText('Paint the fence blue');
  await page.getByRole('button', { name: 'Apply 1 decision' }).click();
  await readNotice(page, /1 decision saved on this device/);
  await expect(page.getByText('No conflicts')).toBeVisible();

  await syncNow(page, 'Both', /Both: Done/);
  await expect(page.getByRole('contentinfo')).toContainText('All in sync');
  for (const server of servers) expect(titlesOf(server)).toEqual(['Paint the fence blue']);
});
