import type { Api, ApiCall, ApiInput } from '../../../src-shared/api/contract.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Core } from '../../core/core.ts';
import type { OpenedLog } from '../node/open-log.ts';
import { type Answer, type AnswerStyle, printAnswer } from './answer.ts';
import { exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

export interface GlobalOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** What every command gets. */
export interface Cli {
  readonly terminal: Terminal;
  readonly style: AnswerStyle;
  readonly env: NodeJS.ProcessEnv;
  /** The core on the data folder; opened when first asked for, because help and usage errors need none. */
  core(): Promise<Core>;
  /** Where its data is. */
  dataDir(): Promise<string>;
  /** What it logs to: standard error and the file in the data folder. */
  log(): Promise<OpenedLog>;
  /** The API with inputs checked by the contract: people type them. */
  readonly call: ApiCall;
  /** Prints the answer and keeps its exit code. */
  answer(answer: Answer | Promise<Answer>): Promise<void>;
}

export interface CliSession extends Cli {
  readonly exitCode: number;
  close(): Promise<void>;
}

export function createCli(options: () => GlobalOptions, terminal: Terminal, env: NodeJS.ProcessEnv): CliSession {
  let opening: Promise<Core> | undefined;
  let opened: Promise<OpenedLog> | undefined;
  let exitCode: number = exitCodes.done;

  const dataDir = async (): Promise<string> => {
    const { findDataDir, thisComputer } = await import('../node/data-dir.ts');
    return findDataDir(options().dataDir, { ...thisComputer, env });
  };
  const openTheLog = async (): Promise<OpenedLog> => {
    const { openLog } = await import('../node/open-log.ts');
    const isVerbose = options().verbose === true || Boolean(env['TASKSYNC_DEBUG']);
    const level = isVerbose ? 'debug' : options().quiet ? 'error' : 'warn';
    return openLog({ dataDir: await dataDir(), env, console: { level, write: terminal.err } });
  };
  const log = (): Promise<OpenedLog> => {
    opened ??= openTheLog();
    return opened;
  };
  const open = async (): Promise<Core> => {
    const { openCore } = await import('../node/open-core.ts');
    const { logger, file: logFile } = await log();
    return openCore({
      dataDir: await dataDir(),
      logger,
      logFile,
      browser: { open: async (address) => (await import('../web/open-browser.ts')).systemBrowser.open(address) },
      ask: async (what) => (await import('../node/passphrase-prompt.ts')).askPassphrase(what),
      env,
    });
  };
  const core = (): Promise<Core> => {
    opening ??= open();
    return opening;
  };
  return {
    terminal,
    env,
    get style() {
      return { json: options().json === true, quiet: options().quiet === true };
    },
    core,
    dataDir,
    log,
    call: async (name, input) => {
      const { validateInput } = await import('../../../src-shared/api/validate.ts');
      const checked: unknown = validateInput(name, input);
      return (await core()).api.call(name, checked as ApiInput<typeof name>);
    },
    async answer(answer) {
      const settled = await answer;
      exitCode = settled.exitCode ?? exitCodes.done;
      await printAnswer(settled, terminal, this.style);
    },
    get exitCode() {
      return exitCode;
    },
    close: async () => {
      await (await opening?.catch(() => undefined))?.stop();
    },
  };
}

export async function requireWritable(api: Api): Promise<void> {
  if ((await api.call('status.get', {})).writable) return;
  throw new TaskSyncError(
    'locked',
    'Another Task Sync is at work on this data. Nothing was started. Close that one, or name another folder with --data-dir.',
  );
}
