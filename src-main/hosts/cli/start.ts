import { runCli } from './run-cli.ts';
import { createTerminal } from './terminal.ts';

/** The command line as a process. It ends by itself when nothing is left to do, so that all output gets out. */
export async function start(): Promise<void> {
  // Whatever is written is for its owner only (SEC-24).
  process.umask(0o077);
  // `tasksync tasks list | head` closes the pipe early; that is no failure.
  process.stdout.on('error', () => process.exit());
  process.exitCode = await runCli(process.argv.slice(2), createTerminal(), process.env);
}
