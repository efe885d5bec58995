import { expect, test } from './fixtures.ts';

// The browser itself says that the line is gone.
test.use({ mayComplain: true });

test('the page can be installed, opens while its host is away, and keeps no data for it', async ({ page, host }) => {
  test.skip(host !== 'web', 'The desktop app has its files with it.');
  await expect(page.getByRole('navigation').first()).toBeVisible();
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]');
    return link ? ((await (await fetch(link.href)).json()) as { icons: { src: string }[] }) : null;
  });
  expect(manifest?.icons.length).toBeGreaterThan(3);

  await expect
    .poll(() => page.evaluate(async () => (await (await caches.open('task-sync-shell')).keys()).length))
    .toBeGreaterThan(5);
  const kept = await page.evaluate(async () =>
    (await (await caches.open('task-sync-shell')).keys()).map(({ url }) => url.slice(location.origin.length)),
  );
  expect(kept.filter((path) => /api|token|json/.test(path))).toEqual([]);

  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.context().setOffline(true);
  await page.reload();
  await expect(page.getByText(/cannot be reached since/).first()).toBeVisible();
  await page.context().setOffline(false);
});
