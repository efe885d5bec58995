import { expect, test } from './fixtures.ts';
import { addConnection, createProfile, readNotice, visit } from './steps.ts';
import { titlesOf, todo } from './todo.ts';

test('a person tries two of three planned changes, sees what was left, applies it, and takes one run back in the history', async ({
  page,
  servers: [home, work],
}) => {
  for (const title of ['One', 'Two', 'Three']) home.collection().put(`${title}.ics`, todo(title, { SUMMARY: title }));
  await addConnection(page, 'Home', home);
  await addConnection(page, 'Work', work);
  await createProfile(page, 'Both', ['tasks', 'tasks']);

  await expect(page.getByText('3 of 3 chosen')).toBeVisible();
  await page.getByRole('button', { name: 'More for Two' }).click();
  await page.getByRole('menuitem', { name: 'Leave out this time' }).click();
  await expect(page.getByRole('checkbox', { name: 'Apply: Two' })).not.toBeChecked();
  await page.getByRole('button', { name: 'Apply 2 changes' }).click();
  await readNotice(page, /Both: Done.*1 task left for later/);
  expect(titlesOf(work).sort()).toEqual(['One', 'Three']);

  // What was left is planned again, and opens to what would be written.
  await page.getByRole('button', { name: /Create.*Two/ }).click();
  await expect(page.getByRole('heading', { name: 'Work: Create' })).toBeVisible();
  await page.getByRole('button', { name: 'Apply 1 change' }).click();
  await readNotice(page, /Both: Done/);
  expect(titlesOf(work)).toHaveLength(3);
  await expect(page.getByText('All places are already the same')).toBeVisible();

  await visit(page, 'History');
  await expect(page.getByRole('region', { name: /Runs of the last/ }).getByRole('button')).toHaveCount(1);
  await page.getByRole('link', { name: /Both.*\+1/ }).click();
  await page.getByRole('button', { name: 'Undo…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Two', { exact: true }).first()).toBeVisible();
  await dialog.getByRole('button', { name: /^Undo \d+ change/ }).click();
  await readNotice(page, /Undone here/);
});
