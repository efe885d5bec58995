import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openWeb } from './hosts/web.ts';
import { visit } from './steps.ts';

/** A computer that offers no keychain, also where the test runs on one that has it. */
const noKeychain = {
  DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
  TASKSYNC_KEY_FILE: '',
  TASKSYNC_PASSPHRASE: '',
};
const passphrase = 'correct horse battery';

test('without a keychain, passwords are kept until the end or under a passphrase, as the person says (SEC-21, SEC-22)', async ({
  chromium,
  servers,
  host,
}) => {
  test.skip(host !== 'web' || process.platform !== 'linux', 'elsewhere there is a keychain');
  const folder = await mkdtemp(join(tmpdir(), 'task-sync-e2e-'));
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, TASKSYNC_DATA_DIR: join(folder, 'data'), ...noKeychain };
  const open = () =>
    openWeb({ env, browser: chromium, watch: () => undefined, viewport: { width: 1280, height: 800 } });
  const [{ url, username, password }] = servers;

  let app = await open();
  let { page } = app;
  await page.getByRole('link', { name: 'Connect my services' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('list', { name: 'Services' })
    .getByRole('button', { name: /CalDAV/ })
    .click();
  await dialog.getByRole('button', { name: 'Keep them until I quit' }).click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Home');
  await dialog.getByLabel('Address').fill(url);
  await dialog.getByLabel('User name').fill(username);
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Connect and test' }).click();
  await expect(dialog.getByText('Home is connected.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Passwords are kept only until Task Sync quits.')).toBeVisible();
  await app.close();

  app = await open();
  page = app.page;
  await visit(page, 'Connections');
  await expect(card(page).getByText('Needs you to sign in again')).toBeVisible();
  await card(page).getByRole('button', { name: 'Sign in again to Home' }).click();
  await page.getByRole('dialog').getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByRole('dialog').getByLabel('The same again').fill(passphrase);
  await page.getByRole('dialog').getByRole('button', { name: 'Set passphrase' }).click();
  await page.getByRole('dialog').getByLabel('New password or token').fill(password);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(card(page).getByText('Works', { exact: true })).toBeVisible();
  await app.close();

  app = await open();
  page = app.page;
  await visit(page, 'Connections');
  await expect(page.getByText('The passwords of your services are locked.')).toBeVisible();
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByRole('dialog').getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('dialog').getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText('The passwords of your services are locked.')).toBeHidden();
  await card(page).getByRole('button', { name: 'Test Home' }).click();
  await expect(
    card(page).getByRole('listitem').filter({ hasText: 'Signed in' }).getByRole('img', { name: 'OK' }),
  ).toBeVisible();
  await app.close();
  await rm(folder, { recursive: true });
});

function card(page: Page) {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Home' }) });
}
