import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import type { ApiEvent } from '../../../../src-shared/api/contract.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import { type DemoServiceName, demoServiceNames } from '../../../demo/demo-service.ts';
import { printJson } from '../answer.ts';
import type { Cli } from '../cli.ts';
import type { DemoStep } from '../demo/demo-story.ts';
import type { DemoWorkspace } from '../demo/demo-workspace.ts';
import { onInterrupt } from '../interrupt.ts';
import { createProgressDisplay } from '../progress-display.ts';
import { list } from '../text/words.ts';

export function addDemo(program: Command, cli: Cli): void {
  program
    .command('demo')
    .description('a sync between simulated services, step by step; no account needed')
    .option('--services <names>', `two or more of ${demoServiceNames.join(', ')}`, parseServices, defaultServices)
    .option('--keep', 'leave it open in the app until Ctrl-C; otherwise everything is removed at the end')
    .action((options: DemoOptions) => demo(cli, options));
}

interface DemoOptions {
  readonly services: readonly DemoServiceName[];
  readonly keep?: boolean;
}

const defaultServices: readonly DemoServiceName[] = ['jira', 'github'];

function parseServices(text: string): readonly DemoServiceName[] {
  const names = [...new Set(text.split(',').map((name) => name.trim().toLowerCase()))];
  const known = names.flatMap((name) => demoServiceNames.find((one) => one === name) ?? []);
  if (known.length === names.length && known.length >= 2) return known;
  throw new InvalidArgumentError(`Name two or more of ${list([...demoServiceNames])}, with commas between them.`);
}

async function demo(cli: Cli, { services, keep = false }: DemoOptions): Promise<void> {
  const { terminal, style, env } = cli;
  const { openDemoWorkspace } = await import('../demo/demo-workspace.ts');
  const { createConsoleLogger } = await import('../../node/console-logger.ts');
  const { systemClock } = await import('../../node/system-clock.ts');
  const level = env['TASKSYNC_DEBUG'] ? 'debug' : 'error';
  const logger = createConsoleLogger({ level, clock: systemClock, write: terminal.err });
  // Whether the app can be shown is found out before anything is started for it.
  const page = keep ? (await import('../../web/renderer-folder.ts')).findRendererFolder() : null;
  const stopping = new AbortController();
  const release = onInterrupt(terminal, 'Stopping, and removing the demonstration.', () => stopping.abort());
  try {
    const workspace = await openDemoWorkspace({ services, logger });
    try {
      const steps = await Promise.race([play(cli, workspace, stopping.signal), whenStopped(stopping.signal)]);
      if (page !== null) await stayOpen(cli, workspace, page, steps, stopping.signal);
      else if (style.json) await printJson(steps, terminal);
      else if (!style.quiet)
        await terminal.out('\nEverything of it is removed again. With --keep it stays open in the app.\n');
    } finally {
      await workspace.close();
    }
  } finally {
    release();
  }
}

async function whenStopped(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw new TaskSyncError('cancelled', 'The demonstration was stopped. Nothing of it is left.');
}

/** Tells the story; its steps are for programs, which get all of them in one document. */
async function play(
  { terminal, style }: Cli,
  workspace: DemoWorkspace,
  signal: AbortSignal,
): Promise<readonly DemoStep[]> {
  const { playDemo } = await import('../demo/demo-story.ts');
  const { introduction, stepText } = await import('../demo/demo-text.ts');
  const display = createProgressDisplay(terminal, style);
  const stopListening = workspace.core.api.subscribe((event: ApiEvent) => {
    if (event.kind === 'run-progress') display.show(event);
  });
  const steps: DemoStep[] = [];
  try {
    if (!style.json) await terminal.out(`${introduction(workspace.services.map(({ name }) => name))}\n`);
    for await (const step of playDemo(workspace)) {
      if (signal.aborted) break;
      display.clear();
      if (style.json) steps.push(step);
      else await terminal.out(`${stepText(step, terminal.columns)}\n`);
    }
  } finally {
    display.clear();
    stopListening();
  }
  return steps;
}

/** The app in a browser, on the workspace as it is now, while the services go on. */
async function stayOpen(
  { terminal, style, env }: Cli,
  { core }: DemoWorkspace,
  folder: string,
  steps: readonly DemoStep[],
  signal: AbortSignal,
): Promise<void> {
  const { startWebHost } = await import('../../web/http-server.ts');
  const { systemClock } = await import('../../node/system-clock.ts');
  const { createConsoleLogger } = await import('../../node/console-logger.ts');
  const level = env['TASKSYNC_DEBUG'] ? 'debug' : 'warn';
  const logger = createConsoleLogger({ level, clock: systemClock, write: terminal.err });
  const host = await startWebHost({ api: core.api, folder, port: 0, clock: systemClock, logger });
  const url = host.link();
  if (style.json) await printJson([...steps, { kind: 'open', url, port: host.port }], terminal);
  else {
    await terminal.out(`\nIt is open in the app: ${url}\n`);
    terminal.err('This address signs one browser tab in, once. Ctrl-C ends and removes the demonstration.\n');
  }
  if (!signal.aborted) await once(signal, 'abort');
  await host.close();
}
