import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Browser, Locator, Page } from '@playwright/test';
import decodeQR from 'qr/decode.js';
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
  await addTask(own, servers[0], 'Buy milk');
  await own.call('tasks.delete', { task: await addTask(own, servers[0], 'Buy tea') });

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

test('a phone is paired by a picture, which carries the code where no server sees it', async ({ chromium }) => {
  const folder = await createServedFolder();
  const served = await folder.start();
  const context = await (await chromium()).newContext({ colorScheme: 'dark' });
  const page = await context.newPage();
  await page.goto(served.url);
  await page.goto(`http://127.0.0.1:${served.port}/#/settings/devices`);
  await page.getByRole('button', { name: 'Make a code' }).click();
  const link = await readPicture(page.getByRole('img', { name: /^QR code/ }));
  expect(link).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/#pair=[A-Z2-9]{4}-[A-Z2-9]{4}$/);

  const phone = await openPhone(await chromium());
  const asked: string[] = [];
  phone.on('request', (request) => asked.push(request.url(), request.postData() ?? ''));
  await phone.goto(link);
  const code = link.slice(-9);
  await expect(phone.getByLabel('Code', { exact: true })).toHaveValue(code);
  expect(phone.url()).not.toContain('pair');
  expect(asked.join(' ')).not.toContain(code);
  await phone.getByRole('button', { name: 'Pair' }).click();
  await expect(phone.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await expect(page.getByRole('img', { name: /^QR code/ })).toBeHidden();

  await phone.context().close();
  await context.close();
  await served.stop();
  await folder.remove();
});

test('a browser that is remembered opens the page again after the host was started anew, sends what it wrote meanwhile, until it is forgotten', async ({
  chromium,
  servers,
}) => {
  const folder = await createServedFolder();
  const port = String(await freePort());
  const first = await folder.start(['--port', port]);
  const context = await (await chromium()).newContext();
  const page = await context.newPage();
  await page.goto(first.url);
  await page.goto(`http://127.0.0.1:${port}/#/settings/devices`);
  await page.getByRole('button', { name: 'Remember this browser' }).click();
  await expect(page.getByText('Remembered as')).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, document.cookie]))).not.toMatch(/key|token/);

  const own = await connectSocket(first.port, (await page.evaluate(() => sessionStorage['task-sync.session'])) ?? '');
  await addTask(own, servers[0], 'Buy milk');
  await page.goto(`http://127.0.0.1:${port}/#/tasks`);
  await page.getByRole('grid', { name: 'Tasks' }).getByText('Buy milk').click();
  const title = page.getByRole('complementary', { name: 'Task' }).getByRole('textbox', { name: 'Title' });
  await expect(title).toHaveValue('Buy milk');
  await own.close();
  await first.stop();
  await expect(page.getByText(/cannot be reached since/).first()).toBeVisible();
  await title.fill('Buy oat milk');
  await title.press('Enter');
  await expect(page.getByText('1 change waits on this device and is sent then.')).toBeVisible();
  await expect(title).toHaveValue('Buy oat milk');
  const kept = await page.evaluate(() => localStorage['task-sync.waiting-edits']);
  // A change of what is selected, and a new task, wait as well.
  await page.getByRole('grid', { name: 'Tasks' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('x');
  await page.keyboard.press('s');
  await page.keyboard.type('doing');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /Buy oat milk/ })).toContainText('Doing');
  await page.getByRole('button', { name: 'Add task' }).first().click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Task' }).fill('Call the bank');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'New tasks that wait' })).toContainText('Call the bank');
  await expect(page.getByText('3 changes wait on this device and are sent then.')).toBeVisible();
  expect(kept).toContain('"seen":{"title":"Buy milk"}');

  const second = await folder.start(['--port', port]);
  const installed = await context.newPage();
  await installed.goto(`http://127.0.0.1:${port}/#/tasks`);
  // The tab that was open all the time has a session that is worth nothing any more.
  await expect(installed.getByRole('grid', { name: 'Tasks' }).getByText('Buy oat milk')).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText(/cannot be reached since/)).toBeHidden();
  // The tabs send one after the other.
  await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toMatch(/oat|bank|doing/);
  await expect(installed.getByRole('grid', { name: 'Tasks' }).getByText('Call the bank')).toBeVisible();
  await expect(installed.getByRole('row', { name: /Buy oat milk/ })).toContainText('Doing');

  // As if the title had become another one meanwhile: what was written is shown beside it, and not put over it.
  await installed.evaluate(
    (stored) => localStorage.setItem('task-sync.waiting-edits', stored),
    kept.replace('oat', 'soy'),
  );
  await installed.reload();
  await expect(installed.getByText('was not taken over')).toBeVisible();
  await installed.getByRole('link', { name: 'Look at it' }).click();
  const inspector = installed.getByRole('complementary', { name: 'Task' });
  await expect(inspector.getByText('You wrote: “Buy soy milk”')).toBeVisible();
  await expect(inspector.getByRole('textbox', { name: 'Title' })).toHaveValue('Buy oat milk');
  await installed.getByRole('button', { name: 'Discard' }).click();
  await expect(inspector.getByText('You wrote')).toBeHidden();

  // A new task of a profile that is gone by now stays with the reason, until it is discarded.
  await installed.evaluate(() => {
    const lost = { task: 'abcdefghijklmnopqrstuvwxyz', profile: 'Gone', edit: { title: 'Lost one' }, refused: null };
    localStorage.setItem('task-sync.waiting-tasks', JSON.stringify([lost]));
  });
  await installed.reload();
  await expect(installed.getByText('A new task that you wrote without a connection was not added.')).toBeVisible();
  const refused = installed.getByRole('list', { name: 'New tasks that wait' });
  await expect(refused).toContainText('There is no profile “Gone”');
  await refused.getByRole('button', { name: 'Discard Lost one' }).click();
  await expect(installed.getByText('was not added')).toBeHidden();

  await installed.goto(`http://127.0.0.1:${port}/#/settings/devices`);
  await installed.getByRole('button', { name: /^Forget “/ }).click();
  await installed.getByRole('alertdialog').getByRole('button', { name: 'Forget' }).click();
  for (const each of [installed, page]) {
    await expect(each.getByText('This browser was remembered, and is no longer')).toBeVisible();
    await expect(each.getByText('tasksync serve')).toBeVisible();
  }
  await page.goto(second.url);
  await expect(page.getByText('This browser was remembered, and is no longer')).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();

  await context.close();
  await second.stop();
  await folder.remove();
});

type Line = Awaited<ReturnType<typeof connectSocket>>;

async function addTask(own: Line, { url }: { readonly url: string }, title: string): Promise<string> {
  const profiles = (await own.call('profiles.list', {})) as readonly unknown[];
  if (profiles.length === 0) {
    const account = { connector: 'caldav', url, username: 'sync', secret: 'sync-secret', options: {} };
    await own.call('connections.add', { name: 'left', ...account });
    const endpoints = [{ connection: 'left', container: '/sync/tasks/' }];
    await own.call('profiles.save', { file: { name: 'Errands', endpoints } });
  }
  const { id } = (await own.call('tasks.add', { profile: 'Errands', edit: { title } })) as { readonly id: string };
  return id;
}

async function openPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 360, height: 640 } });
  return await context.newPage();
}

function addressOf({ devices }: Served): string {
  return devices.addresses[0] ?? '';
}

/** Reads it from its pixels, as a camera does. */
async function readPicture(picture: Locator): Promise<string> {
  const png = await picture.screenshot();
  const blank = await picture.page().context().newPage();
  const image = await blank.evaluate(async (base64) => {
    const shown = new Image();
    shown.src = `data:image/png;base64,${base64}`;
    await shown.decode();
    const canvas = new OffscreenCanvas(shown.width, shown.height);
    const drawing = canvas.getContext('2d');
    drawing?.drawImage(shown, 0, 0);
    const { data, width, height } = drawing?.getImageData(0, 0, shown.width, shown.height) ?? new ImageData(1, 1);
    return { data: [...data], width, height };
  }, png.toString('base64'));
  await blank.close();
  return decodeQR({ ...image, data: Uint8ClampedArray.from(image.data) });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
