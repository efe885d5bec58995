import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeSelfSigned } from '../../fakes/self-signed.ts';
import { root } from './open-app.ts';

export interface Served {
  /** Signs one tab of this computer in, once. */
  readonly url: string;
  readonly port: number;
  readonly devices: { readonly addresses: readonly string[]; readonly code: string };
  stop(): Promise<void>;
}

/** A data folder of its own, which `tasksync serve` can be started on again and again. */
export interface ServedFolder {
  /** Its data. */
  readonly data: string;
  start(options?: readonly string[]): Promise<Served>;
  remove(): Promise<void>;
}

export async function createServedFolder(): Promise<ServedFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'task-sync-devices-'));
  const { cert, key } = makeSelfSigned(['127.0.0.1']);
  await writeFile(join(folder, 'cert.pem'), cert);
  await writeFile(join(folder, 'key.pem'), key);
  await writeFile(join(folder, 'vault.key'), Buffer.alloc(32, 7));
  const tls = ['--tls-cert', join(folder, 'cert.pem'), '--tls-key', join(folder, 'key.pem')];
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    TASKSYNC_DATA_DIR: join(folder, 'data'),
    TASKSYNC_KEY_FILE: join(folder, 'vault.key'),
  };
  return {
    data: join(folder, 'data'),
    start: async (options = []) => {
      const command = [join(root, 'out/cli/index.js'), 'serve', '--json', '--listen', '127.0.0.1:0', ...tls];
      const program = spawn(process.execPath, [...command, ...options], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      const exited = once(program, 'exit');
      const [line] = await once(createInterface({ input: program.stdout }), 'line');
      const served = JSON.parse(line) as Omit<Served, 'stop'>;
      return {
        ...served,
        stop: async () => {
          program.kill('SIGTERM');
          await exited;
        },
      };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
