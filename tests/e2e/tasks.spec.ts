import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { addConnection, createProfile, readNotice, visit } from './steps.ts';

const notices = (page: Page) => page.getByRole('region', { name: 'Notices' });
const grid = (page: Page) => page.getByRole('grid', { name: 'Tasks' });

async function add(page: Page, line: string, understood: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: 'Add task' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Task' }).fill(line);
  for (const part of understood) await expect(dialog.getByText(part)).toBeVisible();
  await dialog.getByRole('button', { name: 'Add task' }).click();
  await readNotice(page, /Saved on this device/);
}

test('tasks are added in one line, found, changed together, taken back, and kept as a view', async ({
  page,
  servers,
}) => {
  await addConnection(page, 'Home', servers[0]);
  await addConnection(page, 'Work', servers[1]);
  await createProfile(page, 'Both', ['tasks', 'tasks']);
  await visit(page, 'Tasks');

  await add(page, 'Fix login p:high #bug', ['Priority: High', 'Label: bug']);
  await add(page, 'Write notes #bug', ['Label: bug']);
  await add(page, 'See #94', []);
  await page.keyboard.press('Escape');
  await expect(grid(page).getByRole('row', { name: /Fix login.*High/ })).toBeVisible();

  const search = page.getByRole('combobox', { name: 'Search tasks' });
  await search.fill('label:');
  await page.getByRole('option', { name: /bug 2 tasks/ }).click();
  await expect(page.getByText('2 tasks', { exact: true })).toBeVisible();

  await search.press('Escape');
  await grid(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('region', { name: 'Selected tasks' });
  await expect(bar).toContainText('2 selected');
  await expect(bar.getByRole('button', { name: /Priority/ })).toContainText('Mixed');
  await page.keyboard.press('s');
  await page.keyboard.type('done');
  await page.keyboard.press('Enter');
  await expect(grid(page).getByRole('row', { selected: true }).filter({ hasText: 'Done' })).toHaveCount(2);
  await notices(page).getByRole('button', { name: 'Undo' }).click();
  await expect(grid(page).getByRole('row', { selected: true }).filter({ hasText: 'To do' })).toHaveCount(2);

  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save view…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Bugs');
  await page.getByRole('dialog').getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByRole('heading', { name: 'Bugs' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Bugs' })).toBeVisible();
  await expect(grid(page).getByRole('row')).toHaveCount(3);
});
