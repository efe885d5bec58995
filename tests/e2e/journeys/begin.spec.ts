import { expect, test } from '../fixtures.ts';
import { handsFor, ways } from './hands.ts';
import { connect } from './journey-steps.ts';

for (const way of ways) {
  test(`1 by ${way}: from the demonstration to the first sync`, async ({ page }) => {
    const hands = await handsFor(way, page);
    const begun = Date.now();
    await hands.press(page.getByRole('button', { name: 'Try it with demo data' }));
    await expect(page.getByRole('heading', { name: 'Preview of Web shop' })).toBeVisible();
    await hands.press(page.getByRole('button', { name: /^Apply \d/ }));
    await expect(page.getByRole('region', { name: 'That was your first sync' })).toBeVisible({ timeout: 30_000 });
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    test.info().annotations.push({ type: 'seconds to the first sync', description: seconds });
  });

  test(`2 by ${way}: two services are connected`, async ({ page, servers: [home, work] }) => {
    const hands = await handsFor(way, page);
    await hands.press(page.getByRole('link', { name: 'Connect my services' }));
    await connect(page, hands, 'Home', home);
    await hands.press(page.getByRole('button', { name: 'Connect the other service' }));
    await connect(page, hands, 'Work', work);
    await hands.press(page.getByRole('button', { name: 'Choose the details first' }));
    await expect(page.getByRole('heading', { name: 'New profile' })).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Project or list' }).first()).toHaveValue('tasks');
  });
}
