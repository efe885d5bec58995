import type { Command } from 'commander';
import type { ApiEvent } from '../../../../src-shared/api/contract.ts';
import type { ProfileView, RunView } from '../../../../src-shared/api/views.ts';
import type { RunState } from '../../../../src-shared/domain/run.ts';
import { jsonText } from '../answer.ts';
import { type Cli, requireWritable } from '../cli.ts';
import { untilInterrupted } from '../interrupt.ts';
import { plainLine } from '../text/plain.ts';
import { changesOf, hasChanges, runText } from '../text/run-text.ts';
import { count, moment } from '../text/words.ts';
import { watchWake } from '../watch-wake.ts';

export function addBot(program: Command, cli: Cli): void {
  program
    .command('bot')
    .description('keep all enabled profiles in step on their schedules, until it is ended; with --json one line a run')
    .action(() => bot(cli));
}

async function bot(cli: Cli): Promise<void> {
  const { terminal, style } = cli;
  const core = await cli.core();
  await requireWritable(core.api);
  const states = new Map<string, RunState>();
  core.api.subscribe((event: ApiEvent) => {
    if (event.kind !== 'run-finished') return;
    const { run } = event;
    const isNews = hasChanges(run) || (states.get(run.profile) ?? 'done') !== run.state;
    states.set(run.profile, run.state);
    if (isNews) void terminal.out(`${style.json ? jsonLine(run) : newsLine(run)}\n`);
  });
  const stopWatching = watchWake(() => core.wake());
  const ended = untilInterrupted(terminal, 'Ending when the writes in flight are done. Ctrl-C again leaves at once.');
  await core.startScheduler();
  if (!style.quiet) terminal.err(`${greeting(await core.api.call('profiles.list', {}))}\n`);
  await ended;
  stopWatching();
}

function greeting(profiles: readonly ProfileView[]): string {
  const scheduled = profiles.filter(({ enabled, nextRun }) => enabled && nextRun !== null);
  if (scheduled.length === 0)
    return 'No enabled profile has a schedule, so there is nothing to do yet. Ctrl-C ends this.';
  const next = scheduled.map(({ nextRun }) => nextRun ?? '').sort()[0] ?? null;
  return `${count(scheduled.length, 'profile')} on schedule, next run ${moment(next)}. Ctrl-C ends this.`;
}

/** What went well is one line; what did not is said in full. */
function newsLine(run: RunView): string {
  const at = moment(run.finishedAt ?? run.startedAt);
  if (run.state !== 'done') return `${at} ${runText(run)}`;
  const changes = changesOf(run).map(([place, counts]) => `${place} ${counts}`);
  return `${at} ${plainLine(run.profile)}: ${changes.length === 0 ? 'in sync again' : changes.join(' · ')}`;
}

function jsonLine(run: RunView): string {
  return jsonText(run, { isOutTerminal: false });
}
