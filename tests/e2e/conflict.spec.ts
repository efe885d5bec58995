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
  const row = conflict.getByRole('row', { name: /^Title/ });
  await expect(row).toContainText('was Paint the fence');
  await expect(row).toContainText('green');
  await expect(row).toContainText('blue');
  await expect(row).toContainText('Choose a value');

  // A choice is a draft: it survives a reload, and nobody but this page knows of it.
  await page.keyboard.press('1');
  await expect(conflict.getByRole('button', { name: 'Use Home for Title' })).toHaveAttribute('aria-pressed', 'true');
  await page.reload();
  await expect(conflict.getByRole('button', { name: 'Use Home for Title' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('link', { name: 'Conflicts' })).toContainText('1');

  // The same answer again takes it back.
  await conflict.getByRole('button', { name: 'Use Home for Title' }).click();
  await expect(row).toContainText('Choose a value');

  await conflict.getByRole('button', { name: 'Use Work for Title' }).click();
  await expect(row).toContainText('Paint the fence blue');
  await expect(page.getByRole('button', { name: 'Apply 1 decision' })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('No conflicts')).toBeVisible();
  await expect(page.getByText(/1 decision saved on this device/)).toBeVisible();

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(conflict.getByRole('button', { name: 'Use Work for Title' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Apply 1 decision' }).click();
  await expect(page.getByText('No conflicts')).toBeVisible();
  await readNotice(page, /1 decision saved on this device/);

  await syncNow(page, 'Both', /Both: Done/);
  await expect(page.getByRole('contentinfo')).toContainText('All in sync');
  for (const server of servers) expect(titlesOf(server)).toEqual(['Paint the fence blue']);
});
