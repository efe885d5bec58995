import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { connectSocket, tokenOf } from '../unit/hosts/web/socket-client.ts';
import { expect, test } from './fixtures.ts';
import { createServedFolder } from './hosts/serve.ts';

test.beforeEach(({ host }) => test.skip(host !== 'web', 'The page and the core below are the same in each host.'));

test('data that cannot be read: the page says so, a backup is restored, the damaged file is kept', async ({
  chromium,
}) => {
  const folder = await createServedFolder();
  const first = await folder.start();
  const own = await connectSocket(first.port, tokenOf(first.url));
  await own.call('profiles.save', { file: { name: 'Work', endpoints: [] } });
  await own.call('tasks.add', { profile: 'Work', edit: { title: 'Buy milk' } });
  await own.call('backups.create', {});
  await own.close();
  await first.stop();
  const file = join(folder.data, 'task-sync.db');
  await writeFile(file, (await readFile(file)).fill('no database ', 0, 4096));

  const served = await folder.start();
  const context = await (await chromium()).newContext();
  const page = await context.newPage();
  await page.goto(served.url);
  await expect(page.getByRole('heading', { name: 'The data cannot be read' })).toBeVisible();
  await expect(page.getByText(file)).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save diagnostics…' }).click();
  const diagnostics = unzipSync(await readFile(await (await saved).path()));
  expect(strFromU8(diagnostics['doctor.json'] ?? new Uint8Array())).toContain('damaged');

  await page.getByRole('button', { name: /^Restore the backup/ }).click();
  await page.getByRole('button', { name: 'Restore the backup', exact: true }).click();
  // The page loads anew.
  await expect(page.getByRole('grid', { name: 'Tasks' }).getByText('Buy milk')).toBeVisible();
  const [kept = ''] = await readdir(join(folder.data, 'damaged'));
  expect((await readFile(join(folder.data, 'damaged', kept, 'task-sync.db'))).toString('latin1')).toMatch(
    /^no database/,
  );

  await context.close();
  await served.stop();
  await folder.remove();
});
