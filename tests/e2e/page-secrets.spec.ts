import { createCaldavServer } from '../fakes/caldav-server.ts';
import { findSecrets, type Place } from '../fakes/find-secrets.ts';
import { expect, test } from './fixtures.ts';
import { visit } from './steps.ts';

test.skip(({ host }) => host === 'electron', 'the memory of the page is the same there');

test('no secret comes to the page: not in what the host says, nor in the page’s memory (SEC-12)', async ({ page }) => {
  const password = 'canary-page-Zx81/+&=%';
  const server = await createCaldavServer({ users: { sync: password } });
  const { url, username } = server;
  const canaries = [{ name: 'the password', secret: password }];
  const told: Place[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => told.push({ name: 'the socket', bytes: Buffer.from(payload) }));
  });
  await page.getByRole('link', { name: 'Connect my services' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('list', { name: 'Services' })
    .getByRole('button', { name: /CalDAV/ })
    .click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('Remembered name');
  await dialog.getByLabel('Address').fill(url);
  await dialog.getByLabel('User name').fill(username);
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Connect and test' }).click();
  await expect(dialog.getByText('Remembered name is connected.')).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  // A new page knows only what it is told.
  await page.reload();
  for (const place of ['Connections', 'Profiles', 'History', 'Settings', 'Connections']) await visit(page, place);
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Remembered name' }) });
  await card.getByRole('button', { name: 'Test' }).click();
  await expect(card.getByText('Signed in')).toBeVisible();
  const session = await page.context().newCDPSession(page);
  const memory: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => memory.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  const heap = { name: 'the memory of the page', bytes: Buffer.from(memory.join('')) };
  expect(findSecrets(canaries, [heap, ...told])).toEqual([]);
  expect(heap.bytes.includes('Remembered name')).toBe(true);
  await server.close();
});
