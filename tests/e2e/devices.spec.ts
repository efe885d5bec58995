import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeSelfSigned } from '../fakes/self-signed.ts';
import { connectSocket, tokenOf } from '../unit/hosts/web/socket-client.ts';
import { expect, test } from './fixtures.ts';
import { root } from './hosts/open-app.ts';

interface Served {
  readonly url: string;
  readonly port: number;
  readonly devices: { readonly addresses: readonly string[]; readonly code: string };
}

test('a phone is paired with a code, shows the tasks, and is sent away', async ({ host, chromium, servers }) => {
  test.skip(host !== 'web', 'The desktop app lets no other device in.');
  const folder = await mkdtemp(join(tmpdir(), 'task-sync-devices-'));
  const { cert, key } = makeSelfSigned(['127.0.0.1']);
  await writeFile(join(folder, 'cert.pem'), cert);
  await writeFile(join(folder, 'key.pem'), key);
  await writeFile(join(folder, 'vault.key'), Buffer.alloc(32, 7));
  const tls = ['--tls-cert', join(folder, 'cert.pem'), '--tls-key', join(folder, 'key.pem')];
  const serve = [join(root, 'out/cli/index.js'), 'serve', '--json', '--listen', '127.0.0.1:0', ...tls];
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    TASKSYNC_DATA_DIR: join(folder, 'data'),
    TASKSYNC_KEY_FILE: join(folder, 'vault.key'),
  };
  const program = spawn(process.execPath, serve, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(program, 'exit');
  const [line] = await once(createInterface({ input: program.stdout }), 'line');
  const { url, port, devices } = JSON.parse(line) as Served;

  const own = await connectSocket(port, tokenOf(url));
  const account = { connector: 'caldav', url: servers[0].url, username: 'sync', secret: 'sync-secret', options: {} };
  await own.call('connections.add', { name: 'left', ...account });
  await own.call('profiles.save', {
    file: { name: 'Errands', endpoints: [{ connection: 'left', container: '/sync/tasks/' }] },
  });
  await own.call('tasks.add', { profile: 'Errands', edit: { title: 'Buy milk' } });

  const context = await (await chromium()).newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 360, height: 640 },
  });
  const phone = await context.newPage();
  await phone.goto(devices.addresses[0] ?? '');
  await phone.getByLabel('Code').fill('AAAA-AAAA');
  await phone.getByRole('button', { name: 'Pair' }).click();
  await expect(phone.getByText('That is not the code.')).toBeVisible();
  await phone.getByLabel('Code').fill(devices.code.toLowerCase());
  await phone.getByLabel('Name of this device').fill('Kitchen phone');
  await phone.getByRole('button', { name: 'Pair' }).click();
  await expect(phone.getByText('Buy milk').first()).toBeVisible();
  await phone.reload();
  await expect(phone.getByText('Buy milk').first()).toBeVisible();

  await phone.goto(`${devices.addresses[0]}#/settings/devices`);
  await expect(phone.getByText('Kitchen phone')).toBeVisible();
  await own.call('devices.end', { device: 'Kitchen phone' });
  await expect(phone.getByRole('heading', { name: 'Pair this device' })).toBeVisible();

  await context.close();
  await own.close();
  program.kill('SIGTERM');
  await exited;
  await rm(folder, { recursive: true, force: true });
});
