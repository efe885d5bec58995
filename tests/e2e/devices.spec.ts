import type { Browser, Page } from '@playwright/test';
import { connectSocket, tokenOf } from '../unit/hosts/web/socket-client.ts';
import { expect, test } from './fixtures.ts';
import { createServedFolder, type Served } from './hosts/serve.ts';

test.beforeEach(({ host }) => test.skip(host !== 'web', 'The desktop app lets no other device in.'));

test('a phone is paired with a code, shows the tasks, offers only what it may do, and is sent away', async ({
  chromium,
  servers,
}) => {
  const folder = await createServedFolder();
  const served = await folder.start();
  const own = await connectSocket(served.port, tokenOf(served.url));
  const account = { connector: 'caldav', url: servers[0].url, username: 'sync', secret: 'sync-secret', options: {} };
  await own.call('connections.add', { name: 'left', ...account });
  await own.call('profiles.save', {
    file: { name: 'Errands', endpoints: [{ connection: 'left', container: '/sync/tasks/' }] },
  });
  await own.call('tasks.add', { profile: 'Errands', edit: { title: 'Buy milk' } });
  const binned = await own.call('tasks.add', { profile: 'Errands', edit: { title: 'Buy tea' } });
  await own.call('tasks.delete', { task: (binned as { readonly id: string }).id });

  const phone = await openPhone(await chromium());
  await phone.goto(addressOf(served));
  await phone.getByLabel('Code').fill('AAAA-AAAA');
  await phone.getByRole('button', { name: 'Pair' }).click();
  await expect(phone.getByText('That is not the code.')).toBeVisible();
  await phone.getByLabel('Code').fill(served.devices.code.toLowerCase());
  await phone.getByLabel('Name of this device').fill('Kitchen phone');
  await phone.getByRole('button', { name: 'Pair' }).click();
  await expect(phone.getByText('Buy milk').first()).toBeVisible();
  await phone.reload();
  await expect(phone.getByText('Buy milk').first()).toBeVisible();

  const main = phone.getByRole('main');
  await phone.goto(`${addressOf(served)}#/connections`);
  await expect(main.getByText('only on the computer itself')).toBeVisible();
  await expect(main.getByRole('button', { name: 'Test left' })).toBeVisible();
  await expect(main.getByRole('link', { name: 'Add connection' })).toHaveCount(0);
  await expect(main.getByRole('button', { name: /Sign in again|More for/ })).toHaveCount(0);
  await phone.goto(`${addressOf(served)}#/bin`);
  await expect(main.getByRole('button', { name: 'Restore' })).toBeVisible();
  await expect(main.getByText('deleted for good only on the computer itself')).toBeVisible();
  await expect(main.getByRole('button', { name: /for good/ })).toHaveCount(0);
  for (const section of ['sync', 'notifications']) {
    await phone.goto(`${addressOf(served)}#/settings/${section}`);
    await expect(main.getByText('Only on the computer itself').first()).toBeVisible();
    await expect(main.locator('[data-control] :is(button, input)')).toHaveCount(0);
  }
  await phone.goto(`${addressOf(served)}#/settings/appearance`);
  await expect(main.locator('[data-control] :is(button, input)').first()).toBeVisible();

  await phone.goto(`${addressOf(served)}#/settings/devices`);
  await expect(phone.getByText('Kitchen phone')).toBeVisible();
  await expect(phone.getByText('add, change and remove connections, and sign in')).toBeVisible();
  await own.call('devices.end', { device: 'Kitchen phone' });
  await expect(phone.getByRole('heading', { name: 'Pair this device' })).toBeVisible();

  await phone.context().close();
  await own.close();
  await served.stop();
  await folder.remove();
});

async function openPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 360, height: 640 } });
  return await context.newPage();
}

function addressOf({ devices }: Served): string {
  return devices.addresses[0] ?? '';
}
