import { createCaldavServer } from '../fakes/caldav-server.ts';
import { createRedmineServer } from '../fakes/redmine-server.ts';
import { countHands } from './count-hands.ts';
import { expect, test } from './fixtures.ts';
import { visit } from './steps.ts';
import { titlesOf, todo } from './todo.ts';

test('from the first screen to a first successful sync in at most three presses, and back without a trace', async ({
  page,
}) => {
  const hands = await countHands(page);
  const begun = Date.now();
  await page.getByRole('button', { name: 'Try it with demo data' }).click();
  await expect(page.getByRole('heading', { name: 'Preview of Web shop' })).toBeVisible();
  const band = page.getByRole('region', { name: 'Demo' });
  await expect(band).toContainText('nothing leaves this computer');
  // Names only: what services call their records is for programs.
  await expect(page.getByRole('main')).toContainText('Page about refunds and returns');
  await expect(page.getByRole('main')).not.toContainText(/[0-9a-f]{24}|1002\d/);
  await page.getByRole('button', { name: /^Apply \d/ }).click();
  const result = page.getByRole('region', { name: 'That was your first sync' });
  await expect(result).toBeVisible({ timeout: 30_000 });
  const seconds = (Date.now() - begun) / 1000;
  expect(hands().presses).toBeLessThanOrEqual(3);
  expect(hands().typed).toBe(0);
  test.info().annotations.push({ type: 'seconds to the first sync', description: String(seconds) });

  await result.getByRole('button', { name: 'Change something in Trello' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit as Trello' });
  await dialog.getByRole('combobox', { name: 'Task' }).fill('Gift');
  await page.getByRole('option', { name: 'Gift cards at checkout' }).click();
  await dialog.getByRole('textbox', { name: 'Title' }).fill('Gift cards for everybody');
  await dialog.getByRole('button', { name: 'Save and sync' }).click();
  await expect(dialog).toBeHidden({ timeout: 30_000 });
  await visit(page, 'Tasks');
  await expect(page.getByRole('grid', { name: 'Tasks' }).getByText('Gift cards for everybody')).toBeVisible();

  await band.getByRole('button', { name: 'Leave demo' }).click();
  await expect(page.getByRole('button', { name: 'Try it with demo data' })).toBeVisible();
  await expect(band).toBeHidden();
});

for (const lists of [['tasks'], ['tasks', 'garden']]) {
  const many = lists.length === 1 ? 'one list' : 'several lists';
  test(`two services that have ${many} are in step after at most nine presses, and nothing is typed but the two sign-ins`, async ({
    page,
  }) => {
    const home = await createCaldavServer({ collections: lists });
    const tracker = await createRedmineServer();
    if (lists.length > 1) tracker.store.addProject('garden', { name: 'Garden' });
    home.collection('tasks').put('1.ics', todo('1', { SUMMARY: 'Paint the fence' }));
    const hands = await countHands(page);
    const dialog = page.getByRole('dialog');

    await page.getByRole('link', { name: 'Connect my services' }).click();
    await dialog.getByRole('button', { name: /Redmine.*CalDAV/ }).click();
    await expect(dialog.getByLabel('Address')).toBeFocused();
    await page.keyboard.type(tracker.url);
    await page.keyboard.press('Tab');
    await page.keyboard.type(tracker.key);
    await dialog.getByRole('button', { name: 'Connect and test' }).click();
    await expect(dialog.getByText('Redmine is connected.')).toBeVisible();
    if (lists.length > 1) await page.getByRole('option', { name: 'Tasks', exact: true }).click();
    await dialog.getByRole('button', { name: 'Connect the other service' }).click();

    await expect(dialog.getByLabel('Address')).toBeFocused();
    await page.keyboard.type(home.url);
    await page.keyboard.press('Tab');
    await page.keyboard.type(home.username);
    await page.keyboard.press('Tab');
    await page.keyboard.type(home.password);
    await dialog.getByRole('button', { name: 'Connect and test' }).click();
    await expect(dialog.getByText('CalDAV tasks is connected.')).toBeVisible();
    if (lists.length > 1) await page.getByRole('option', { name: 'tasks', exact: true }).click();
    await dialog.getByRole('button', { name: 'See the preview' }).click();

    await expect(page.getByText('Nothing of this has been written yet.')).toBeVisible();
    expect(tracker.store.issues.size).toBe(0);
    await page.getByRole('button', { name: /^Apply \d/ }).click();
    await expect(page.getByRole('region', { name: 'Notices' })).toContainText(/: Done/, { timeout: 30_000 });

    expect([...tracker.store.issues.values()].map(({ subject }) => subject)).toEqual(titlesOf(home));
    const { presses, typed } = hands();
    test.info().annotations.push({ type: 'presses to the first sync', description: String(presses) });
    expect(presses).toBeLessThanOrEqual(9);
    expect(typed).toBe(5);
    await Promise.all([home.close(), tracker.close()]);
  });
}
