import { type Command, InvalidArgumentError } from 'commander';
import { printJson } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { untilInterrupted } from '../interrupt.ts';
import { watchWake } from '../watch-wake.ts';

export function addServe(program: Command, cli: Cli): void {
  program
    .command('serve')
    .description('the app in a browser of this computer, with its schedules running')
    .option('--port <number>', 'port on the loopback interface; left out: a free one', parsePort)
    .option('--open', 'open the browser')
    .action((options: ServeOptions) => serve(cli, options));
}

interface ServeOptions {
  readonly port?: number;
  readonly open?: boolean;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number up to 65535.');
}

async function serve(cli: Cli, { port = 0, open = false }: ServeOptions): Promise<void> {
  const { terminal, style, env } = cli;
  const { findRendererFolder } = await import('../../web/renderer-folder.ts');
  const { startWebHost } = await import('../../web/http-server.ts');
  const { systemClock } = await import('../../node/system-clock.ts');
  const { createConsoleLogger } = await import('../../node/console-logger.ts');
  const folder = findRendererFolder();
  const core = await cli.core();
  const level = env['TASKSYNC_DEBUG'] ? 'debug' : 'warn';
  const logger = createConsoleLogger({ level, clock: systemClock, write: terminal.err });
  const { withDemo } = await import('../../demo/with-demo.ts');
  const demo = withDemo({ core, dataDir: await cli.dataDir(), logger });
  const host = await startWebHost({ api: demo.api, folder, port, clock: systemClock, logger });
  const ended = untilInterrupted(terminal, 'Closing when the writes in flight are done. Ctrl-C again leaves at once.');
  const stopWatching = watchWake(() => core.wake());
  const { writable } = await core.api.call('status.get', {});
  if (writable) await core.startScheduler();
  else terminal.err('Another Task Sync is at work on this data; this one can only look.\n');

  const url = host.link();
  if (style.json) await printJson({ url, port: host.port }, terminal);
  else await terminal.out(`${url}\n`);
  if (!style.quiet) terminal.err(`This address signs one browser tab in, once.${again()} Ctrl-C ends Task Sync.\n`);
  if (open && !(await openInBrowser(host.link())))
    terminal.err('No browser could be started: open the address yourself.\n');
  const stopListening = onEnter(() => void terminal.out(`${host.link()}\n`));
  await ended;
  stopListening();
  stopWatching();
  await host.close();
  await demo.close();
}

async function openInBrowser(address: string): Promise<boolean> {
  const { openBrowser } = await import('../../web/open-browser.ts');
  return openBrowser(address);
}

function again(): string {
  return process.stdin.isTTY ? ' Enter prints a new one.' : '';
}

function onEnter(act: () => void): () => void {
  if (!process.stdin.isTTY) return () => undefined;
  process.stdin.on('data', act);
  return () => {
    process.stdin.off('data', act);
    process.stdin.pause();
  };
}
