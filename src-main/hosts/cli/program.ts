import { Command } from 'commander';
import { version } from '../../../src-shared/version.ts';
import type { Cli } from './cli.ts';
import { addArchive } from './commands/archive.ts';
import { addBackup } from './commands/backup.ts';
import { addBot } from './commands/bot.ts';
import { addConflicts } from './commands/conflicts.ts';
import { addConnections } from './commands/connections.ts';
import { addConnectors } from './commands/connectors.ts';
import { addDemo } from './commands/demo.ts';
import { addDevices } from './commands/devices.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addLogs } from './commands/logs.ts';
import { addMatches } from './commands/matches.ts';
import { addNotices } from './commands/notices.ts';
import { addPlan } from './commands/plan.ts';
import { addProfiles } from './commands/profiles.ts';
import { addRuns } from './commands/runs.ts';
import { addServe } from './commands/serve.ts';
import { addSettings } from './commands/settings.ts';
import { addStatus } from './commands/status.ts';
import { addSync } from './commands/sync.ts';
import { addTasks } from './commands/tasks.ts';
import { addVerify } from './commands/verify.ts';

const help = `
Exit codes: 0 done · 1 done, with problems on some tasks · 2 wrong usage ·
3 waits for a decision (conflict, match or brake) · 4 sign-in needed ·
5 a service cannot be reached · 70 a bug

Profiles and connections go by their names, tasks, runs, conflicts and matches
by their ids; the beginning of an id is enough.`;

/** All nouns and verbs. Each file describes its noun; what carries it out is loaded when it is needed. */
export function createProgram(cli: Cli): Command {
  const program = new Command('tasksync')
    .description('Keeps tasks in step between trackers.')
    .option('--data-dir <folder>', 'where everything is kept (or TASKSYNC_DATA_DIR)')
    .option('--json', 'print one JSON document to standard output, everything else to standard error')
    .option('--quiet', 'print results and problems only')
    .option('--verbose', 'also tell on standard error what goes on, each request to a service too')
    .version(version, '-V, --version', 'show which version this is')
    .helpOption('-h, --help', 'show what a command does')
    .helpCommand(false)
    .addHelpText('after', help)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void cli.terminal.out(text),
      writeErr: (text) => cli.terminal.err(text),
      // `runCli` says it, once and in our words.
      outputError: () => undefined,
    });
  for (const add of [
    addDemo,
    addConnectors,
    addConnections,
    addProfiles,
    addPlan,
    addSync,
    addBot,
    addServe,
    addDevices,
    addStatus,
    addNotices,
    addTasks,
    addConflicts,
    addMatches,
    addRuns,
    addVerify,
    addDoctor,
    addExport,
    addImport,
    addSettings,
    addBackup,
    addArchive,
    addLogs,
  ]) {
    add(program, cli);
  }
  return program;
}
