import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCli } from '../../src-main/hosts/cli/run-cli.ts';
import { createRecordingTerminal } from '../unit/hosts/cli/recording-terminal.ts';

const entry = resolve(import.meta.dirname, '../../src-main/hosts/cli/main.ts');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Env = Readonly<Record<string, string>>;

export interface TestCli {
  /** The data folder. */
  readonly folder: string;
  /** A folder for the test's own files. */
  readonly scratch: string;
  /** A command in this process, which is quick; everything but the process itself is the real thing. */
  run(args: readonly string[], env?: Env): Promise<CliResult>;
  /** With --json; what came on standard output, which has to be exactly one document. */
  json(args: readonly string[], env?: Env): Promise<{ readonly code: number | null; readonly value: unknown }>;
  /** A command as a process of its own. */
  spawn(args: readonly string[], options?: { readonly input?: string; readonly env?: Env }): Promise<CliResult>;
  /** One that stays. */
  start(args: readonly string[], env?: Env): ChildProcess;
  profile(yaml: string): Promise<string>;
  close(): Promise<void>;
}

/** The real command line on a data folder and a home of its own. */
export async function createTestCli(): Promise<TestCli> {
  const scratch = await mkdtemp(join(tmpdir(), 'task-sync-cli-'));
  const folder = join(scratch, 'data');
  const keyFile = join(scratch, 'key');
  await writeFile(keyFile, randomBytes(32));
  const base = {
    PATH: process.env['PATH'] ?? '',
    HOME: scratch,
    SystemRoot: process.env['SystemRoot'] ?? '',
    TASKSYNC_DATA_DIR: folder,
    TASKSYNC_KEY_FILE: keyFile,
  };

  const start: TestCli['start'] = (args, env = {}) =>
    spawn(process.execPath, [entry, ...args], { env: { ...base, ...env }, cwd: scratch });

  const run: TestCli['run'] = async (args, env = {}) => {
    const terminal = createRecordingTerminal();
    const code = await runCli(args, terminal, { ...base, ...env });
    return { code, stdout: terminal.stdout, stderr: terminal.stderr };
  };

  return {
    folder,
    scratch,
    start,
    run,
    json: async (args, env) => {
      const { code, stdout } = await run([...args, '--json'], env);
      return { code, value: JSON.parse(stdout) };
    },
    spawn: async (args, { input = '', env = {} } = {}) => {
      const child = start(args, env);
      const output = collect(child);
      child.stdin?.end(input);
      const [code] = await once(child, 'close');
      return { code, ...output() };
    },
    profile: async (yaml) => {
      const file = join(scratch, `${randomBytes(4).toString('hex')}.yaml`);
      await writeFile(file, yaml);
      return file;
    },
    close: () => rm(scratch, { recursive: true }),
  };
}

/** What a child has written so far. */
export function collect(child: ChildProcess): () => { readonly stdout: string; readonly stderr: string } {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return () => ({ stdout, stderr });
}
