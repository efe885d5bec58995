import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type OpenApp, type OpenOptions, root } from './open-app.ts';

/** The built command line's `serve`, and its page in Chromium. */
export async function openWeb({ env, browser, watch, viewport }: OpenOptions): Promise<OpenApp> {
  const host = spawn(process.execPath, [join(root, 'out/cli/index.js'), 'serve'], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(host, 'exit');
  const url = await firstLink([host.stdout, host.stderr]);
  const context = await (await browser()).newContext({ viewport });
  const page = await context.newPage();
  watch(page);
  await page.goto(url);
  return {
    page,
    close: async () => {
      await context.close();
      host.kill('SIGTERM');
      await exited;
    },
  };
}

/** The address that `serve` prints; all that it said if it ends without one. */
function firstLink(streams: readonly Readable[]): Promise<string> {
  return new Promise((found, failed) => {
    const said: string[] = [];
    let open = streams.length;
    for (const input of streams) {
      createInterface({ input })
        .on('line', (line) => {
          said.push(line);
          const link = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(line)?.[0];
          if (link !== undefined) found(link);
        })
        .on('close', () => {
          open -= 1;
          if (open === 0) failed(new Error(`serve ended without an address:\n${said.join('\n')}`));
        });
    }
  });
}
