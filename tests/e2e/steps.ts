import type { Locator, Page } from '@playwright/test';
import type { CaldavServer } from '../fakes/caldav-server.ts';
import { expect } from './fixtures.ts';

/** What a person does, in the words of the page. Each step ends when the page shows that it is done. */
export async function visit(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
}

export async function addConnection(page: Page, name: string, server: CaldavServer): Promise<void> {
  await visit(page, 'Connections');
  await page.getByRole('link', { name: 'Add connection' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('list', { name: 'Services' })
    .getByRole('button', { name: /CalDAV/ })
    .click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await dialog.getByLabel('Address').fill(server.url);
  await dialog.getByLabel('User name').fill(server.username);
  await dialog.getByLabel('Password').fill(server.password);
  await dialog.getByRole('button', { name: 'Connect and test' }).click();
  await expect(dialog.getByText(`${name} is connected.`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toBeHidden();
}

/** Of the two connections there are, one list each; it runs when asked only. Ends in the preview. */
export async function createProfile(page: Page, name: string, lists: readonly string[]): Promise<void> {
  await visit(page, 'Profiles');
  await page.getByRole('link', { name: 'New profile' }).first().click();
  for (const [index, list] of lists.entries()) {
    await page.getByRole('combobox', { name: 'Project or list' }).nth(index).click();
    await page.getByRole('option', { name: list }).click();
  }
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: 'Preview' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await choose(page, 'Runs', 'Only when I press Sync now');
  await page.getByRole('button', { name: 'Save and preview' }).click();
  await expect(page.getByRole('heading', { name: `Preview of ${name}` })).toBeVisible();
  await expect(page.getByText(/Nothing of this has been written yet\.|were read and compared\./)).toBeVisible();
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
}

/** Presses Sync now in the profile and waits for what the page says of the run. */
export async function syncNow(page: Page, profile: string, outcome: RegExp): Promise<void> {
  await visit(page, 'Profiles');
  await page.getByRole('button', { name: `Sync now: ${profile}` }).click();
  await readNotice(page, outcome);
}

/** Waits for a notice at the foot of the page and takes it away. A run of a thousand tasks may take its time. */
export async function readNotice(page: Page, text: RegExp): Promise<void> {
  const notice = page.getByRole('region', { name: 'Notices' }).getByRole('group').filter({ hasText: text });
  await expect(notice).toBeVisible({ timeout: 90_000 });
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
}

/** Finds a task by its title and opens it beside the list. */
export async function openTask(page: Page, title: string): Promise<Locator> {
  await visit(page, 'Tasks');
  await page.getByRole('combobox', { name: 'Search tasks' }).fill(title);
  await page.getByRole('grid', { name: 'Tasks' }).getByText(title, { exact: true }).click();
  const inspector = page.getByRole('complementary', { name: 'Task' });
  await expect(inspector.getByRole('textbox', { name: 'Title' })).toHaveValue(title);
  return inspector;
}

/** The server does not answer any more, until the returned function is called. */
export function takeDown(server: CaldavServer): () => void {
  return server.faults.add({ fault: { kind: 'drop', when: 'before' } });
}
