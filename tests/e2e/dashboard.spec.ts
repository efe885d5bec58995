import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { addConnection, createProfile, syncNow, visit } from './steps.ts';
import { todo } from './todo.ts';

test('the dashboard shows an example, then what was done: as charts for keys, as tables, as files; settings hold at once and can be taken back', async ({
  page,
  servers,
}) => {
  const [home, work] = servers;
  await visit(page, 'Dashboard');
  await expect(page.getByText('This is an example.')).toBeVisible();

  home.collection().put('1.ics', todo('task-1', { SUMMARY: '=SUM(1)' }));
  home.collection().put('2.ics', todo('task-2', { SUMMARY: 'Buy paint' }));
  await addConnection(page, 'Home', home);
  await addConnection(page, 'Work', work);
  await createProfile(page, 'Both', ['tasks', 'tasks']);
  await syncNow(page, 'Both', /Both: Done/);

  await visit(page, 'Dashboard');
  const changes = page.getByRole('region', { name: 'Changes per day' });
  await expect(changes.getByText(/Last 7 days: 2 changes/)).toBeVisible();
  await expect(
    page.getByRole('list', { name: 'Numbers' }).getByRole('link', { name: /2.*Changes today/ }),
  ).toBeVisible();
  const bar = changes.getByRole('link', { name: /: New, 2$/ });
  await bar.focus();
  await expect(bar).toHaveAttribute('href', /created/);
  await changes.getByRole('button', { name: 'Show as table: Changes per day' }).click();
  await expect(changes.getByRole('row').last()).toContainText('2');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    changes.getByRole('button', { name: 'Save as CSV: Changes per day' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('changes.csv');
  expect(await readFile(await file.path(), 'utf8')).toContain('Day,New,Changed');

  const runs = page.getByRole('region', { name: 'Runs', exact: true });
  await runs.getByRole('link', { name: /^Both, .*Done/ }).press('Enter');
  await expect(page.getByRole('region', { name: 'Run', exact: true })).toBeVisible();

  await visit(page, 'Settings');
  const sections = page.getByRole('navigation', { name: 'Sections' });
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('deleted tasks for');
  await sections.getByRole('link', { name: /Keep deleted tasks/ }).click();
  const bin = page.getByRole('button', { name: /Keep deleted tasks for/ });
  await expect(bin).toBeFocused();
  await bin.click();
  await page.getByRole('option', { name: '60 days' }).click();
  await expect(bin).toContainText('60 days');
  await page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: 'Undo' }).click();
  await expect(bin).toContainText('30 days');

  await page.getByRole('contentinfo').getByRole('link', { name: '0 unread notifications' }).click();
  await expect(page.getByText('Nothing to tell')).toBeVisible();
});
