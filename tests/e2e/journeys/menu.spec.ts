import { expect, test } from '../fixtures.ts';
import { addConnection, createProfile, syncNow } from '../steps.ts';
import { putTasks } from './journey-steps.ts';

test('12 by menu: sync rests and goes on, and the program is left', async ({ app, page, servers }) => {
  const [home, work] = servers;
  putTasks(home, 1);
  await addConnection(page, 'Home', home);
  await addConnection(page, 'Work', work);
  await createProfile(page, 'Both', ['tasks', 'tasks']);
  await syncNow(page, 'Both', /Both: Done/);

  const { menu } = app;
  if (!menu) throw new Error('This host has no menu');
  const footer = page.getByRole('contentinfo');
  await menu.choose('Sync', 'Pause sync');
  await expect(footer).toContainText(/Paused/);
  await menu.choose('Sync', 'Resume sync');
  await expect(footer).not.toContainText(/Paused/);
  await menu.choose('Go', 'Go to History');
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  await menu.choose('File', 'Quit Task Sync');
  expect(await menu.ended).toBe(0);
});
