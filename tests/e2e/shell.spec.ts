import { expect, test } from './fixtures.ts';

test('everything is reached by key: palette, places, panes, help with keys to choose; and what was chosen stays', async ({
  page,
}) => {
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  const finder = page.getByRole('dialog', { name: 'Search or run a command' });
  await expect(heading('Welcome')).toBeFocused();

  // The palette finds by a few letters, and gives the focus to where it leads.
  await page.keyboard.press('ControlOrMeta+k');
  await finder.getByRole('textbox').pressSequentially('gtprof');
  await expect(finder.getByRole('menuitem').first()).toHaveText(/Go to Profiles/);
  await page.keyboard.press('Enter');
  await expect(heading('Profiles')).toBeFocused();
  await expect(finder).toBeHidden();

  // Escape leads back, whatever was typed; what cannot be done says why.
  await page.keyboard.press('ControlOrMeta+k');
  await finder.getByRole('textbox').fill('>undo');
  await expect(finder.getByRole('menuitem', { name: /^Undo There is nothing to undo\./ })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(finder).toBeHidden();
  await expect(heading('Profiles')).toBeFocused();

  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(heading('History')).toBeFocused();
  await expect(page).toHaveTitle('History · Task Sync');
  await page.keyboard.press('ControlOrMeta+[');
  await expect(heading('Profiles')).toBeFocused();

  // Round the window and back.
  await page.keyboard.press('F6');
  await expect(page.getByRole('contentinfo').getByRole('button')).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('button').first()).toBeFocused();
  await page.keyboard.press('F6');
  await expect(heading('Profiles')).toBeFocused();

  // Other keys for History.
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Change keys' }).click();
  await page.getByRole('button', { name: 'Change keys: Go to History' }).click();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page.getByText('These keys also mean: Go to Tasks.')).toBeVisible();
  await page.keyboard.press('q');
  await page.getByRole('button', { name: 'Use these' }).click();
  await expect(page.getByRole('button', { name: 'Change keys: Go to History' })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(heading('Profiles')).toBeFocused();
  await page.keyboard.press('q');
  await expect(heading('History')).toBeFocused();
});

test('what is going on opens from the status, and the whole can be told to rest and to go on', async ({ page }) => {
  await page.getByRole('contentinfo').getByRole('button').click();
  const activity = page.getByRole('dialog', { name: 'Activity' });
  await expect(activity).toContainText('Nothing is set up yet');
  await expect(activity).toContainText('No runs yet');
  await activity.getByRole('button', { name: 'Pause sync' }).click();
  await page.getByRole('menuitem', { name: 'Until I resume' }).click();
  await activity.getByRole('button', { name: 'Resume sync' }).click();
  await expect(activity.getByRole('button', { name: 'Pause sync' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('contentinfo').getByRole('button')).toBeFocused();
});

test('on a phone everything is behind one bar', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const bar = page.getByRole('navigation', { name: 'Main' });
  await expect(bar.getByRole('link')).toHaveCount(3);
  await bar.getByRole('button', { name: 'More' }).click();
  await page.getByRole('dialog', { name: 'More' }).getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
});
