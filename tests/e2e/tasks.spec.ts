import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { handsFor } from './journeys/hands.ts';
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

  // By key: what is shown becomes a file; another program changes it; it comes back; all of that is taken back.
  const hands = await handsFor('keyboard', page);
  await runByName(page, 'Export tasks');
  const exporting = page.getByRole('dialog', { name: 'Export 2 tasks' });
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    hands.press(exporting.getByRole('button', { name: 'Export', exact: true })),
  ]);
  await expect(exporting).toBeHidden();
  expect(file.suggestedFilename()).toBe('task-sync-tasks.csv');
  const text = await readFile(await file.path(), 'utf8');
  expect(text.trim().split('\r\n')).toHaveLength(3);
  const buffer = Buffer.from(`${text.replace('Fix login', 'Fix sign-in')},Both,Buy milk\r\n,Both,,\r\n`);

  await runByName(page, 'Import tasks');
  await expect(page.getByRole('heading', { level: 1, name: 'Import tasks' })).toBeFocused();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    hands.press(page.getByRole('button', { name: 'Choose a file…' })),
  ]);
  await chooser.setFiles({ name: 'edited.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByText('1 new task', { exact: true })).toBeVisible();
  await expect(page.getByText('1 row left out', { exact: true })).toBeVisible();
  await expect(page.getByText('1 task changed', { exact: true })).toBeVisible();
  await hands.choose(page.getByRole('button', { name: /What “profile” is/ }), 'Own field “profile”');
  await expect(page.getByText('2 tasks changed', { exact: true })).toBeVisible();
  await hands.press(page.getByRole('button', { name: 'Import 3 tasks' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Imported' })).toBeFocused();
  await hands.press(page.getByRole('button', { name: 'Take back' }));
  await expect(page.getByText(/^Taken back\./)).toBeVisible();
  await hands.press(page.getByRole('link', { name: 'Show the tasks' }));
  await expect(grid(page).getByText('Fix login')).toBeVisible();
  await expect(grid(page).getByText('Buy milk')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(grid(page).getByText('Fix sign-in')).toBeVisible();
  await expect(grid(page).getByText('Buy milk')).toBeVisible();
});

async function runByName(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  const finder = page.getByRole('dialog', { name: 'Search or run a command' });
  await expect(finder.getByRole('textbox')).toBeFocused();
  await page.keyboard.type(`>${name}`);
  await expect(finder.getByRole('menuitem').first()).toHaveText(new RegExp(`^${name}`));
  await page.keyboard.press('Enter');
  await expect(finder).toBeHidden();
}
