import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { request as ask, createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printGrant } from '../../../src-main/core/sign-in/grant.ts';
import { type GithubService, startGithubService } from '../../../src-main/demo/github/github-service.ts';
import { openCore } from '../../../src-main/hosts/node/open-core.ts';
import { createSecrets } from '../../../src-main/hosts/node/secrets.ts';
import { Secret } from '../../../src-shared/secret.ts';
import { findSecrets } from '../../fakes/find-secrets.ts';
import { createTokenBook, type TokenBook } from '../../fakes/oauth-server/token-book.ts';
import { createRecordingLogger } from '../../fakes/recording-logger.ts';
import { listen } from '../../unit/hosts/node/loopback.ts';
import { collect, createTestCli, type TestCli } from '../cli-run.ts';

let cli: TestCli;
let github: GithubService;
beforeEach(async () => {
  cli = await createTestCli();
  github = await startGithubService({ seed: true, latencyMs: 0 });
});
afterEach(async () => {
  await github.close();
  await cli.close();
});

interface Front {
  readonly url: string;
  readonly book: TokenBook;
  /** Requests for tokens so far. */
  readonly asked: () => number;
  /** Called with the next answer that holds a token, in its place. */
  hold(instead: (send: () => void) => void): void;
}

/** A GitHub whose access tokens end and whose refresh tokens are good for one use. */
async function startFront(graceMs: number): Promise<Front> {
  const book = createTokenBook(Date.now, { accessLifeMs: 3_600_000, refresh: 'rotate', graceMs });
  let asked = 0;
  let instead: ((send: () => void) => void) | null = null;
  const server = createServer((request, response) => {
    const { method, url = '/', headers } = request;
    if (url === '/login/oauth/access_token') {
      let form = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        form += part;
      });
      request.on('end', () => {
        asked++;
        const answer = book.renew(new URLSearchParams(form).get('refresh_token') ?? '') ?? {
          error: 'bad_refresh_token',
        };
        const held = instead;
        instead = null;
        const send = (): void => {
          response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
        };
        if (held) held(send);
        else send();
      });
      return;
    }
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const authorization = book.isGood(token) ? `Bearer ${github.token}` : 'Bearer no';
    const behind = ask(new URL(url, github.origin), { method, headers: { ...headers, authorization } }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(behind);
  });
  const { url } = await listen(server);
  return {
    url,
    book,
    asked: () => asked,
    hold: (work) => {
      instead = work;
    },
  };
}

/** Signed in an hour and more ago. */
async function signedIn({ url, book }: Front): Promise<void> {
  const env = { TASKSYNC_KEY_FILE: join(cli.scratch, 'key') };
  const core = await openCore({ dataDir: cli.folder, logger: createRecordingLogger(), env });
  const { id } = await core.api.call('connections.add', {
    ...{ name: 'gh', connector: 'github', url, username: null, secret: null, options: { pacing: 'false' } },
    signIn: { kind: 'device', clientId: 'client-1' },
  });
  await core.stop();
  const { access_token, refresh_token = '' } = book.issue();
  const obtainedAt = Date.now() - 2 * 3_600_000;
  const noKeychain = { read: async () => null, write: async () => {}, remove: async () => {} };
  const vault = createSecrets({
    ...{
      file: join(cli.folder, 'secrets.json'),
      keychain: noKeychain,
      keyFile: env.TASKSYNC_KEY_FILE,
      passphrase: null,
    },
  });
  await vault.set(
    id,
    printGrant({
      ...{
        taskSyncGrant: 1,
        kind: 'device',
        tokenUrl: `${url}login/oauth/access_token`,
        clientId: 'client-1',
        clientSecret: null,
      },
      ...{
        accessToken: new Secret(access_token),
        refreshToken: new Secret(refresh_token),
        expiresAt: obtainedAt + 3_600_000,
        obtainedAt,
        refused: null,
      },
    }),
  );
}

/** Whether the program has the lock of renewals open; where the system does not tell, that is assumed. */
const seen = new Set<number>();
function waitsAt({ pid = 0 }: ChildProcess): boolean {
  const folder = `/proc/${pid}/fd`;
  if (!existsSync('/proc/self/fd') || seen.has(pid)) return true;
  try {
    const files = readdirSync(folder).map((name) => readlinkSync(join(folder, name)));
    if (files.some((file) => file.endsWith('sign-in.lock'))) seen.add(pid);
  } catch {
    // Opened and closed while we looked.
  }
  return seen.has(pid);
}

const tryIt = ['connections', 'test', 'gh'];

describe('an access token that has ended, and several programs (SEC-32)', () => {
  it('is renewed once for two programs, of which the second waits for the first', async () => {
    const front = await startFront(0);
    await signedIn(front);
    let answer = (): void => {};
    const isAsked = new Promise<void>((resolve) => {
      front.hold((send) => {
        answer = send;
        resolve();
      });
    });
    const [first, second] = [cli.start(['--verbose', ...tryIt]), cli.start(['--verbose', ...tryIt])];
    const outputs = [first, second].map(collect);
    const ends = Promise.all([first, second].map((child) => once(child, 'close')));
    await isAsked;
    // The answer comes when the other one stands before the lock, or has asked as well.
    await expect
      .poll(() => front.asked() > 1 || (waitsAt(first) && waitsAt(second)), { timeout: 30_000, interval: 5 })
      .toBe(true);
    answer();
    expect(await ends).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(front.asked()).toBe(1);
    expect(front.book.reuses).toBe(0);
    // No token shows, neither the old ones nor the new ones (SEC-21, SEC-23).
    const said = outputs.map((output) => JSON.stringify(output())).join('');
    expect(said).toContain('sign-in.renewed');
    const entries = await readdir(cli.folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => ({ name, bytes: readFileSync(join(parentPath, name)) }));
    const tokens = front.book.everyToken.map((secret) => ({ name: secret.slice(0, 8), secret }));
    expect(tokens).toHaveLength(4);
    expect(findSecrets(tokens, [{ name: 'what was said', bytes: Buffer.from(said) }, ...files])).toEqual([]);
  }, 120_000);

  it.each([
    ['costs one sign-in where the service is strict, and is asked about no more', 0],
    ['costs nothing where the service gives a lost answer again', 3_600_000],
  ])(
    'a program killed between the answer and the disk %s',
    async (_, graceMs) => {
      const front = await startFront(graceMs);
      await signedIn(front);
      const victim = cli.start(tryIt);
      const died = new Promise((resolve) => victim.once('close', resolve));
      // The service has forgotten the old token, and the new one dies with the program.
      front.hold(() => victim.kill('SIGKILL'));
      const output = collect(victim);
      await died;
      expect(output().stdout).toBe('');
      expect(front.asked()).toBe(1);

      const next = await cli.spawn(tryIt);
      if (graceMs > 0) {
        expect(next).toMatchObject({ code: 0 });
        expect(front.asked()).toBe(2);
        return;
      }
      expect(next.code).not.toBe(0);
      expect(next.stdout + next.stderr).toContain('Sign in');
      const { value } = await cli.json(['connections', 'list']);
      expect(value).toMatchObject([{ name: 'gh', state: 'needs-sign-in', hasSecret: true }]);
      const asked = front.asked();
      expect(asked).toBeLessThanOrEqual(3);
      await cli.run(tryIt);
      await cli.run(tryIt);
      expect(front.asked()).toBe(asked);
    },
    120_000,
  );
});
