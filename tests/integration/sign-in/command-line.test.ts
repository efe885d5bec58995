import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Core } from '../../../src-main/core/core.ts';
import { type Answer, printAnswer } from '../../../src-main/hosts/cli/answer.ts';
import type { Cli } from '../../../src-main/hosts/cli/cli.ts';
import { createProgram } from '../../../src-main/hosts/cli/program.ts';
import { openLog } from '../../../src-main/hosts/node/open-log.ts';
import { type ErrorData, toErrorData } from '../../../src-shared/errors.ts';
import { deskAt } from '../../fakes/sign-in-provider.ts';
import { createRecordingTerminal } from '../../unit/hosts/cli/recording-terminal.ts';
import { type Bench, browse, createBench, passing } from './bench.ts';

let bench: Bench;
let core: Core;
const opened: string[] = [];

interface Result {
  readonly error: ErrorData | null;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real commands on the bench's program. */
async function run(line: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Result> {
  const terminal = createRecordingTerminal();
  let exitCode = 0;
  const style = { json: line.includes('--json'), quiet: false };
  const cli: Cli = {
    ...{ terminal, env, style, core: async () => core, dataDir: async () => '', call: core.api.call },
    log: async () => openLog({ dataDir: '', env, console: { level: 'silent' } }),
    answer: async (answer: Answer | Promise<Answer>) => {
      const settled = await answer;
      exitCode = settled.exitCode ?? 0;
      await printAnswer(settled, terminal, style);
    },
  };
  const error = await createProgram(cli)
    .parseAsync(line, { from: 'user' })
    .then(
      () => null,
      (thrown: unknown) => toErrorData(thrown),
    );
  return { error, exitCode, stdout: terminal.stdout, stderr: terminal.stderr };
}

/** A person whose browser opens and who says yes there at once. */
async function openWithBrowser(isThere: boolean): Promise<void> {
  opened.length = 0;
  const open = async (address: string): Promise<boolean> => {
    opened.push(address);
    if (isThere) setTimeout(() => void browse(address), 5);
    return isThere;
  };
  core = await bench.open({ browser: { open } });
}

beforeEach(async () => {
  bench = await createBench();
});
afterEach(() => bench.close());

const add = ['connections', 'add', 'desk', '--name', 'my desk', '--client-id', 'client-1'];

describe('the command line', () => {
  it('signs in with the browser, and tests the connection', async () => {
    await openWithBrowser(true);
    const { error, exitCode, stdout, stderr } = await run([...add, '--sign-in', 'browser']);
    expect(error).toBeNull();
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Signed in: as Ana Admin');
    expect(stderr).toContain('Your browser shows where to sign in');
    // Programs that say they opened a page sometimes did not.
    expect(stderr).toContain(opened[0]);
  });

  it('prints the address when no browser can be opened', async () => {
    await openWithBrowser(false);
    const running = run([...add, '--sign-in', 'browser']);
    await expect.poll(() => opened.length).toBe(1);
    await browse(opened[0] ?? '');
    const { error, stderr } = await running;
    expect(error).toBeNull();
    expect(stderr).toContain('Open this address in a browser of this computer');
    expect(stderr).toContain(opened[0]);
  });

  it('signs in with a code', async () => {
    await openWithBrowser(false);
    const running = run([...add, '--sign-in', 'device', '--json']);
    await expect.poll(() => opened.length).toBe(1);
    expect(opened).toEqual([`${bench.server.origin}/device`]);
    for (const code of bench.server.books.devices.open()) bench.server.books.devices.decide(code, 'allowed');
    const { error, stdout, stderr } = await passing(bench, running);
    expect(error).toBeNull();
    expect(stderr).toMatch(/enter this code, until .+: [0-9A-F]{4}-[0-9A-F]{4}\n$/);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  });

  it('keeps the connection when the sign-in fails, and signs in again without being told how', async () => {
    await openWithBrowser(true);
    bench.server.books.decision = 'deny';
    expect((await run([...add, '--sign-in', 'browser'])).error).toMatchObject({ code: 'forbidden' });
    expect((await run(['connections', 'list'])).stdout).toContain('sign in again');
    bench.server.books.decision = 'allow';
    expect(await run(['connections', 'sign-in', 'my desk'])).toMatchObject({ error: null, exitCode: 0 });
    expect((await run(['connections', 'list'])).stdout).not.toContain('sign in again');
  });

  it('takes the secret of the app from where secrets are safe', async () => {
    await bench.close();
    bench = await createBench({
      clientSecret: 'app-secret',
      describe: (origin) => deskAt(origin, { code: { needsClientSecret: true } }),
    });
    await openWithBrowser(true);
    const line = [...add, '--sign-in', 'browser', '--secret-env', 'APP'];
    expect(await run(line, { APP: 'app-secret' })).toMatchObject({ error: null, exitCode: 0 });
  });

  it('says what is missing', async () => {
    await openWithBrowser(true);
    const noId = await run(['connections', 'add', 'desk', '--name', 'd', '--sign-in', 'browser']);
    expect(noId.error).toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('Register an app at Desk.'),
    });
    expect((await run([...add, '--sign-in', 'magic'])).error?.code).toBe('bug');
    expect(JSON.parse((await run(['connections', 'list', '--json'])).stdout)).toEqual([]);
  });

  it('still takes a token', async () => {
    await openWithBrowser(true);
    const line = ['connections', 'add', 'desk', '--name', 'd', '--secret-env', 'T'];
    expect(await run(line, { T: 'a token' })).toMatchObject({ error: null });
    expect((await run(['connections', 'sign-in', 'd'])).error).toMatchObject({ code: 'invalid-input' });
    expect(await run(['connections', 'sign-in', 'd', '--secret-env', 'T'], { T: 'another' })).toMatchObject({
      error: null,
    });
  });

  it('lists the ways to sign in', async () => {
    await openWithBrowser(true);
    const { stdout } = await run(['connectors', 'list']);
    expect(stdout).toContain(
      '--sign-in browser --client-id …\n    In the browser. Register an app at Desk. Its redirect address: http://127.0.0.1/callback',
    );
    expect(stdout).toContain('--sign-in device --client-id …');
  });
});
