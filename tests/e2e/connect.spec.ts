import { expect, test } from './fixtures.ts';
import { visit } from './steps.ts';

test('a connection is tried line by line, is never half made, and two of them lead to a profile', async ({
  page,
  servers,
}) => {
  const [home, work] = servers;
  await page.getByRole('link', { name: 'Connect my services' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Not synced: comments').first()).toBeVisible();
  await dialog.getByRole('searchbox', { name: 'Search services' }).fill('caldav');
  await dialog
    .getByRole('list', { name: 'Services' })
    .getByRole('button', { name: /CalDAV/ })
    .click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Home');
  await dialog.getByLabel('Address').fill(home.url);
  await dialog.getByLabel('User name').fill(home.username);
  await dialog.getByLabel('Password').fill('not the password');
  await dialog.getByRole('button', { name: 'Connect and test' }).click();
  const lines = dialog.getByRole('list', { name: 'Test' }).getByRole('listitem');
  await expect(lines.filter({ hasText: 'Server reached' }).getByRole('img', { name: 'OK' })).toBeVisible();
  await expect(lines.filter({ hasText: 'Signed in' }).getByRole('img', { name: 'Failed' })).toBeVisible();
  await expect(dialog.getByText('Nothing is saved yet.')).toBeVisible();

  await dialog.getByRole('button', { name: 'Change details' }).click();
  await dialog.getByLabel('Password').fill(home.password);
  await dialog.getByRole('button', { name: 'Connect and test' }).click();
  await expect(dialog.getByText('Home is connected.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Connect the other service' }).click();

  await dialog
    .getByRole('list', { name: 'Services' })
    .getByRole('button', { name: /CalDAV/ })
    .click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Work');
  await dialog.getByLabel('Address').fill(work.url);
  await dialog.getByLabel('User name').fill(work.username);
  await dialog.getByLabel('Password').fill(work.password);
  await dialog.getByRole('button', { name: 'Connect and test' }).click();
  await expect(dialog.getByText('Work is connected.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Choose the details first' }).click();
  await expect(page.getByRole('heading', { name: 'New profile' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Project or list' }).first()).toHaveValue('tasks');

  await visit(page, 'Connections');
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Home' }) });
  await expect(card.getByText('Works', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'More for Home' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true }).fill('At home');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'At home' })).toBeVisible();
  await page.getByRole('button', { name: 'Request log' }).click();
  await page.getByRole('dialog').getByRole('searchbox', { name: 'Filter' }).fill('PROPFIND');
  await expect(page.getByRole('dialog').locator('pre')).toContainText('PROPFIND');
});
