import { CommanderError } from 'commander';
import { TaskSyncError, toErrorData } from '../../../src-shared/errors.ts';
import { printJson } from './answer.ts';
import { createCli, type GlobalOptions } from './cli.ts';
import { exitCodeOfError, exitCodes } from './exit-code.ts';
import { createProgram } from './program.ts';
import type { Terminal } from './terminal.ts';
import { plainText } from './text/plain.ts';

/** Carries out one command line, without the program's own name, and resolves to its exit code. Never throws. */
export async function runCli(argv: readonly string[], terminal: Terminal, env: NodeJS.ProcessEnv): Promise<number> {
  const cli = createCli(() => program.opts<GlobalOptions>(), terminal, env);
  const program = createProgram(cli);
  try {
    await program.parseAsync(argv, { from: 'user' });
    await cli.close();
    return cli.exitCode;
  } catch (error) {
    await cli.close().catch(() => undefined);
    return fail(error, terminal, env, argv.includes('--json'));
  }
}

/** Says what ended a command, and gives the exit code for it. */
export async function fail(
  thrown: unknown,
  terminal: Terminal,
  env: NodeJS.ProcessEnv,
  json: boolean,
): Promise<number> {
  // Help and version end a command line too.
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return exitCodes.done;
  const error = thrown instanceof CommanderError ? usageError(thrown) : thrown;
  const data = toErrorData(error);
  if (json) await printJson({ error: data }, terminal);
  terminal.err(`${plainText(data.message)}\n`);
  if (env['TASKSYNC_DEBUG']) terminal.err(`${stackOf(error)}\n`);
  else if (data.code === 'bug') terminal.err('Set TASKSYNC_DEBUG=1 to see where it was.\n');
  return exitCodeOfError(data.code);
}

function usageError({ code, message }: CommanderError): TaskSyncError {
  if (code === 'commander.help') {
    return new TaskSyncError('invalid-input', 'A command is missing; the lines above show what there is.');
  }
  const words = message.replace(/^error: /, '').replace(/\.?$/, '.');
  return new TaskSyncError(
    'invalid-input',
    `${words.charAt(0).toUpperCase()}${words.slice(1)} Nothing was done. "tasksync --help" shows what there is.`,
  );
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stack = error.message, cause } = error;
  return cause === undefined ? stack : `${stack}\nCaused by: ${stackOf(cause)}`;
}
