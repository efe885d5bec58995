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

  // Saved for later, it is found at the profile, with its choices and with what changed since.
  await page.getByRole('button', { name: 'Save for later' }).click();
  await readNotice(page, /Saved\. You find it at the profile/);
  home.collection().put('Four.ics', todo('Four', { SUMMARY: 'Four' }));
  await visit(page, 'Profiles');
  await page.getByRole('main').getByRole('link', { name: 'Both' }).first().click();
  await page.getByRole('link', { name: 'Open it' }).click();
  const saved = page.getByRole('region', { name: 'Saved choices' });
  await expect(saved).toContainText('New · 1 task: Four');
  for (const title of ['Two', 'Four'])
    await expect(page.getByRole('checkbox', { name: `Apply: ${title}` })).not.toBeChecked();
  home.collection().delete('Four.ics');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(saved).toContainText('Nothing has changed since.');
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

  home.collection().put('One.ics', todo('One', { SUMMARY: 'One by hand' }));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('button', { name: 'Apply 1 change' }).click();
  await readNotice(page, /Both: Done/);
  await visit(page, 'History');
  await expect(page.getByRole('region', { name: /Runs of the last/ }).getByRole('button')).toHaveCount(1);
  await page.getByRole('link', { name: /Both.*\+1/ }).click();
  await page.getByRole('button', { name: 'Undo…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Two', { exact: true }).first()).toBeVisible();
  await dialog.getByRole('button', { name: /^Undo \d+ change/ }).click();
  await readNotice(page, /Undone here/);

  // Undone once more: what is as it was already is listed, and there is nothing to press.
  await page.getByRole('button', { name: 'Undo…' }).click();
  const leftAlone = dialog.getByRole('region', { name: /^Left alone · \d/ });
  await expect(leftAlone.getByRole('listitem').filter({ hasText: 'in the bin already' })).toContainText('Two');
  await expect(dialog.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  // What somebody changed since stays, unless that task is ticked.
  await page.getByRole('link', { name: 'History' }).last().click();
  await page.getByRole('link', { name: /Both.*\+2/ }).click();
  await page.getByRole('button', { name: 'Undo…' }).click();
  const changed = dialog.getByRole('region', { name: 'Changed since · 1 task' });
  await expect(changed.getByRole('checkbox', { name: 'One by hand' })).not.toBeChecked();
  await expect(dialog.getByRole('button', { name: 'Undo 1 change' })).toBeEnabled();
  await changed.getByText('One by hand').click();
  await dialog.getByRole('button', { name: 'Undo 2 changes' }).click();
  await readNotice(page, /Undone here/);
  await visit(page, 'Tasks');
  await expect(page.getByRole('grid', { name: 'Tasks' }).getByText('One by hand')).toBeHidden();
});
