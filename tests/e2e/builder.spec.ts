import { expect, test } from './fixtures.ts';
import { addConnection, visit } from './steps.ts';
import { todo } from './todo.ts';

test('a person builds a profile: what a filter lets through is counted, a field goes one way, a draft outlives a reload, a rule is tried', async ({
  page,
  servers,
}) => {
  const [home, work] = servers;
  home.collection().put('1.ics', todo('one', { SUMMARY: 'Paint', CATEGORIES: 'house' }));
  home.collection().put('2.ics', todo('two', { SUMMARY: 'Report' }));
  await addConnection(page, 'Home', home);
  await addConnection(page, 'Work', work);
  await visit(page, 'Profiles');
  await page.getByRole('link', { name: 'New profile' }).first().click();
  for (const index of [0, 1]) {
    await page.getByRole('combobox', { name: 'Project or list' }).nth(index).click();
    await page.getByRole('option', { name: 'tasks' }).click();
  }
  const step = (name: string) => page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name });

  await step('Scope').click();
  await expect(page.getByText('2 of 2 in Home match')).toBeVisible();
  await page.getByRole('textbox', { name: 'Filter for Home' }).fill('label:house');
  await expect(page.getByText('1 of 2 in Home match')).toBeVisible();

  await page.reload();
  await step('Scope').click();
  await expect(page.getByRole('textbox', { name: 'Filter for Home' })).toHaveValue('label:house');

  await step('Fields').click();
  const labels = page.getByRole('row', { name: /^Labels/ });
  await labels.getByRole('button', { name: 'Labels: both ways. Change (D)' }).press('d');
  await expect(labels.getByRole('button', { name: 'Labels: only from Home to Work. Change (D)' })).toBeVisible();
  await expect(labels).toContainText('house → house');

  await step('Preview').click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Both');
  await page.getByRole('button', { name: 'Save and preview' }).click();
  await expect(page.getByRole('heading', { name: 'Preview of Both' })).toBeVisible();
  expect(work.collection().objects.size).toBe(0);

  await page.evaluate(() => window.location.assign('#/profiles/Both/rules'));
  await page.getByRole('button', { name: 'Add rule' }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill('urgent');
  await page.getByRole('button', { name: 'Test on a task' }).click();
  await expect(page.getByText('Rule 1: Labels house → house, urgent')).toBeVisible();
  await page.getByRole('button', { name: 'As text' }).click();
  await expect(page.getByRole('textbox', { name: 'Rule as text' })).toHaveValue(/append:\s+labels:\s+- urgent/);
});
