import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { visit } from './steps.ts';

/** Counts what a person presses from here on. */
async function countPresses(page: Page): Promise<() => number> {
  let presses = 0;
  await page.exposeFunction('countPress', () => {
    presses += 1;
  });
  const listen = () => addEventListener('pointerdown', () => Reflect.get(window, 'countPress')(), { capture: true });
  await page.addInitScript(listen);
  await page.evaluate(listen);
  return () => presses;
}

test('from the first screen to a first successful sync in at most three presses, and back without a trace', async ({
  page,
}) => {
  const presses = await countPresses(page);
  const begun = Date.now();
  await page.getByRole('button', { name: 'Try it with demo data' }).click();
  await expect(page.getByRole('heading', { name: 'Preview of Web shop' })).toBeVisible();
  const band = page.getByRole('region', { name: 'Demo' });
  await expect(band).toContainText('nothing leaves this computer');
  await page.getByRole('button', { name: /^Apply \d/ }).click();
  const result = page.getByRole('region', { name: 'That was your first sync' });
  await expect(result).toBeVisible({ timeout: 30_000 });
  const seconds = (Date.now() - begun) / 1000;
  expect(presses()).toBeLessThanOrEqual(3);
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
