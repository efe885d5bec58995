import type { Command } from 'commander';
import type { ApiEvent } from '../../../../src-shared/api/contract.ts';
import type { RunView } from '../../../../src-shared/api/views.ts';
import { TaskSyncError, toErrorData } from '../../../../src-shared/errors.ts';
import type { Answer } from '../answer.ts';
import type { Cli } from '../cli.ts';
import { exitCodeOfError, exitCodeOfRun, exitCodes, gravest } from '../exit-code.ts';
import { onInterrupt } from '../interrupt.ts';
import { createProgressDisplay } from '../progress-display.ts';
import { runText } from '../text/run-text.ts';

export function addSync(program: Command, cli: Cli): void {
  program
    .command('sync [profile...]')
    .description('bring profiles in step now; without a name all enabled ones')
    .option('--all', 'all enabled profiles')
    .option('--accept-brakes', 'carry out even what a brake would hold, this once')
    .action((names: readonly string[], options: SyncOptions) => cli.answer(sync(cli, names, options)));
}

interface SyncOptions {
  readonly all?: boolean;
  readonly acceptBrakes?: boolean;
}

async function sync(
  cli: Cli,
  names: readonly string[],
  { all = false, acceptBrakes = false }: SyncOptions,
): Promise<Answer> {
  const profiles = await chooseProfiles(cli, names, all);
  const { results, stopped } = await runAll(cli, profiles, acceptBrakes);
  const exitCode = gravest([...results.map(({ code }) => code), stopped ? exitCodes.stopped : exitCodes.done]);
  const runs = results.map(({ run }) => run);
  return {
    json: runs.length === 1 ? runs[0] : runs,
    text: () => (runs.length === 0 ? 'No enabled profile: nothing to do.' : runs.map(runText).join('\n')),
    confirmation: exitCode === 0,
    exitCode,
  };
}

/** A wrong name stops the command before anything runs. */
async function chooseProfiles(cli: Cli, names: readonly string[], all: boolean): Promise<readonly string[]> {
  if (all && names.length > 0) {
    throw new TaskSyncError('invalid-input', 'Name profiles or say --all, not both. Nothing was done.');
  }
  // One name needs no list: an unknown one is refused by the run itself.
  if (names.length === 1) return names;
  const { api } = await cli.core();
  const profiles = await api.call('profiles.list', {});
  if (names.length === 0) return profiles.filter(({ enabled }) => enabled).map(({ name }) => name);
  const unknown = names.find((name) => !profiles.some((profile) => profile.name === name));
  if (unknown === undefined) return [...new Set(names)];
  throw new TaskSyncError('not-found', `There is no profile "${unknown}". Nothing was done.`);
}

interface Result {
  readonly run: RunView;
  readonly code: number;
}

interface Session {
  readonly results: readonly Result[];
  /** By Ctrl-C; profiles after it were not begun. */
  readonly stopped: boolean;
}

/** One after the other: they may share a service, and a person can follow. */
async function runAll(cli: Cli, profiles: readonly string[], acceptBrakes: boolean): Promise<Session> {
  const { api } = await cli.core();
  const display = createProgressDisplay(cli.terminal, cli.style);
  const unsubscribe = api.subscribe((event: ApiEvent) => {
    if (event.kind === 'run-progress') display.show(event);
  });
  let current: string | null = null;
  let stopped = false;
  const release = onInterrupt(
    cli.terminal,
    'Stopping when the writes in flight are done. Ctrl-C again leaves at once.',
    () => {
      stopped = true;
      if (current !== null) api.call('runs.stop', { profile: current }).catch(() => undefined);
    },
  );
  const results: Result[] = [];
  try {
    for (const profile of profiles) {
      if (stopped) break;
      current = profile;
      results.push(await runOne(cli, profile, acceptBrakes, profiles.length > 1));
      display.clear();
    }
  } finally {
    display.clear();
    unsubscribe();
    release();
  }
  return { results, stopped };
}

/** Among several profiles one that cannot run at all must not keep the others from running. */
async function runOne(cli: Cli, profile: string, acceptBrakes: boolean, amongSeveral: boolean): Promise<Result> {
  try {
    // The input is our own: checking it would load the whole contract, and most runs end in a blink.
    const { api } = await cli.core();
    const run = await api.call('runs.start', { profile, acceptBrakes });
    return { run, code: exitCodeOfRun(run) };
  } catch (error) {
    const { code, message } = toErrorData(error);
    // The whole folder is another program's: no other profile would fare better.
    if (!amongSeveral || code === 'locked') throw error;
    return { run: failedRun(profile, code, message), code: exitCodeOfError(code) };
  }
}

function failedRun(profile: string, code: string, message: string): RunView {
  const now = new Date().toISOString();
  return {
    run: '',
    profile,
    trigger: 'you',
    state: 'failed',
    startedAt: now,
    finishedAt: now,
    endpoints: [],
    tasks: { created: 0, updated: 0, deleted: 0 },
    conflicts: 0,
    matches: 0,
    problems: [{ task: null, title: null, endpoint: '', field: null, code, message, since: now, retryAt: null }],
    brakes: [],
    pending: 0,
    durationMs: 0,
  };
}
