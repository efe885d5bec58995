import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = dirname(dirname(import.meta.dirname));
const program = join(root, 'out/cli/index.js');

export interface Usage {
  readonly cpuMs: number;
  readonly maxRssMb: number;
  /** How late the event loop was, beyond which only one percent of its turns were; without what others on the machine cost. Null unless asked for. */
  readonly loopP99Ms: number | null;
  readonly loopMaxMs: number | null;
}

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the start of the process to its end. */
  readonly ms: number;
  /** Null when the process was killed. */
  readonly usage: Usage | null;
}

/** A list that a CalDAV connection of the workspace can reach. */
export interface DavList {
  /** The address of the list itself. */
  readonly collection: string;
  readonly user: string;
  readonly password: string;
}

/** The built command line with a data folder of its own, as a person without a keychain would use it. */
export interface Workspace {
  readonly folder: string;
  run(...args: string[]): Promise<CliResult>;
  /** Like `run`; throws with what was printed unless the exit code is 0. */
  succeed(...args: string[]): Promise<CliResult>;
  /** Starts the command; the test ends it. `ended` never rejects. */
  start(...args: string[]): { readonly process: ChildProcess; readonly ended: Promise<CliResult> };
  remove(): void;
}

/** @param variables for the environment of its commands, such as secrets */
export function createWorkspace(variables: Readonly<Record<string, string>> = {}): Workspace {
  if (!existsSync(program)) throw new Error('The command line is not built: run `npm run build` first.');
  const folder = mkdtempSync(join(tmpdir(), 'tasksync-workspace-'));
  const keyFile = join(folder, 'key');
  writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });
  const env = { ...process.env, ...variables, TASKSYNC_DATA_DIR: join(folder, 'data'), TASKSYNC_KEY_FILE: keyFile };

  const start: Workspace['start'] = (...args) => {
    const usageFile = join(folder, `usage-${randomBytes(6).toString('hex')}`);
    const began = performance.now();
    const child = spawn(
      process.execPath,
      ['--import', join(import.meta.dirname, 'report-usage.mjs'), program, ...args],
      {
        env: { ...env, TASKSYNC_USAGE_FILE: usageFile, TASKSYNC_LIST_PASSWORD: password },
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const stdout = collect(child.stdout);
    const stderr = collect(child.stderr);
    const ended = new Promise<CliResult>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        const ms = performance.now() - began;
        resolve({ code, stdout: stdout(), stderr: stderr(), ms, usage: readUsage(usageFile) });
      });
    });
    return { process: child, ended };
  };
  const run: Workspace['run'] = (...args) => start(...args).ended;
  return {
    folder,
    start,
    run,
    succeed: async (...args) => {
      const result = await run(...args);
      if (result.code === 0) return result;
      throw new Error(`tasksync ${args.join(' ')} ended with ${result.code}:\n${result.stderr}${result.stdout}`);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** One password for all lists: the servers of these tests know one user each. */
const password = 'sync-secret';

/** Two connections and a profile named `both` that keeps their lists in step. */
export async function setUpPair(workspace: Workspace, left: DavList, right: DavList): Promise<void> {
  for (const [name, list] of Object.entries({ left, right })) {
    const signIn = ['--url', list.collection, '--username', list.user, '--secret-env', 'TASKSYNC_LIST_PASSWORD'];
    await workspace.succeed('connections', 'add', 'caldav', '--name', name, ...signIn);
  }
  const file = join(workspace.folder, 'both.yaml');
  writeFileSync(file, profile(left, right));
  await workspace.succeed('profiles', 'add', '--file', file);
}

function profile(left: DavList, right: DavList): string {
  return `name: both
deletions: propagate
endpoints:
  - connection: left
    container: ${new URL(left.collection).pathname}
  - connection: right
    container: ${new URL(right.collection).pathname}
`;
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => text;
}

function readUsage(file: string): Usage | null {
  if (!existsSync(file)) return null;
  const usage = JSON.parse(readFileSync(file, 'utf8')) as Usage;
  rmSync(file);
  return usage;
}
