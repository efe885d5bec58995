import { setFlagsFromString } from 'node:v8';
import { fail, runCli } from './run-cli.ts';
import { createTerminal } from './terminal.ts';

/** Milliseconds after which the program is loaded. */
const loadedMs = 300;

/**
 * Left alone, V8 lets young objects take 128 MB, and old ones up to four times what is in use before it looks for garbage:
 * 340 MB in a first sync of 10,000 tasks that needs 30. Here the young ones get 8 MB with the first growth, which is while
 * the program is loaded, and no more; collecting so few of them is quicker without helping threads.
 */
function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=4');
  setTimeout(() => setFlagsFromString('--semi-space-growth-factor=1'), loadedMs).unref();
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString('--heap-growing-percent=70');
}

/** The command line as a process. It ends by itself when nothing is left to do, so that all output gets out. */
export async function start(): Promise<void> {
  keepHeapSmall();
  // A command is over before V8's last compiler has earned back what it costs: a fifth of the CPU of a first sync of 1,000
  // tasks, and nothing gained in one of 10,000. The bot and the server run for days.
  if (!process.argv.some((word) => word === 'bot' || word === 'serve')) setFlagsFromString('--no-turbofan');
  // Whatever is written is for its owner only (SEC-24).
  process.umask(0o077);
  const terminal = createTerminal();
  // `tasksync tasks list | head` closes the pipe early; that is no failure.
  process.stdout.on('error', () => process.exit());
  // Nothing should get here; if it does, it is a bug, and is said like every other.
  process.on('uncaughtException', (error) => {
    void fail(error, terminal, process.env, false).then((code) => process.exit(code));
  });
  process.exitCode = await runCli(process.argv.slice(2), terminal, process.env);
}
