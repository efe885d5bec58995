import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { addConnection, createProfile, openTask, syncNow } from './steps.ts';
import { todo } from './todo.ts';

test('a date is typed and undone, an old value comes back, a task goes to the Bin alone and returns', async ({
  page,
  servers,
}) => {
  const [home, work] = servers;
  home.collection().put('1.ics', todo('task-1', { SUMMARY: 'Paint the fence', DUE: '20990401T160000Z' }));
  home.collection().put('2.ics', todo('task-2', { SUMMARY: 'Buy paint' }));
  await addConnection(page, 'Home', home);
  await addConnection(page, 'Work', work);
  await createProfile(page, 'Both', ['tasks', 'tasks']);
  await syncNow(page, 'Both', /Both: Done/);

  const inspector = await openTask(page, 'Buy paint');
  await typeDue(inspector, { month: '03', day: '05', year: '2099' });
  await expect(inspector.getByText('Saved on this device')).toBeVisible();
  await inspector.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(inspector.getByRole('button', { name: 'Due: clear' })).toHaveCount(0);

  await inspector.getByRole('textbox', { name: 'Title' }).fill('Buy brushes');
  await inspector.getByRole('textbox', { name: 'Title' }).press('Enter');
  await inspector.getByRole('tab', { name: 'In services' }).click();
  await expect(inspector.getByText('Write to Work: Title')).toBeVisible();
  await inspector.getByRole('tab', { name: 'Activity' }).click();
  await inspector.getByRole('button', { name: 'Show as of here' }).last().click();
  await inspector.getByRole('button', { name: 'Restore Title' }).click();
  await expect(inspector.getByRole('textbox', { name: 'Title' })).toHaveValue('Buy paint');

  await inspector.getByRole('button', { name: 'Move to Bin' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByText('The next run closes it in Home and Work.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Delete here only' }).click();
  await goToBin(page);
  const entry = page.getByRole('listitem').filter({ hasText: 'Buy paint' });
  await expect(entry.getByText('Stays in Home and Work, no longer followed')).toBeVisible();
  await entry.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('The Bin is empty')).toBeVisible();
});

/** Part by part, in whatever order the reader's language has them. */
async function typeDue(inspector: Locator, parts: Readonly<Record<string, string>>): Promise<void> {
  for (const [part, digits] of Object.entries(parts)) {
    await inspector.getByRole('spinbutton', { name: new RegExp(`^${part},? Due`, 'i') }).focus();
    await inspector.page().keyboard.type(digits);
  }
  await inspector.getByRole('tab', { name: 'Details' }).focus();
}

async function goToBin(page: Page): Promise<void> {
  await page.evaluate(() => window.location.assign('#/bin'));
  await expect(page.getByRole('heading', { name: 'Bin', level: 1 })).toBeVisible();
}
