import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Core } from '../../../src-main/core/core.ts';
import { findSecrets } from '../../fakes/find-secrets.ts';
import { deskAt } from '../../fakes/sign-in-provider.ts';
import { addDesk, type Bench, browse, createBench, passing, signIn } from './bench.ts';

let bench: Bench;
afterEach(() => bench.close());

const clientSecret = 'canary-client-secret';

/** Everything that a person, a log or another program can get at while it runs: what was said and what was thrown. */
async function said(core: Core): Promise<string> {
  const outcomes = await Promise.allSettled([
    core.api.call('connections.list', {}),
    core.api.call('connectors.list', {}),
    core.api.call('connections.test', { name: 'desk' }),
    core.api.call('status.get', {}),
    core.api.call('profiles.list', {}),
    core.api.call('requests.list', {}),
    core.api.call('connections.finishSignIn', { attempt: 'unknown' }),
  ]);
  return JSON.stringify(outcomes, (_, value: unknown) => {
    if (!(value instanceof Error)) return value;
    return { ...value, message: value.message, stack: value.stack, cause: value.cause };
  });
}

it('no token, code, verifier or secret shows in a log, an error, an answer, an address or a file (SEC-21, SEC-23)', async () => {
  bench = await createBench({
    clientSecret,
    describe: (origin) => deskAt(origin, { code: { needsClientSecret: true }, device: { needsClientSecret: true } }),
  });
  const addresses: string[] = [];
  bench.server.service.onExchange(({ path, query, template }) => {
    // The page that the browser is led to has the state in its address by the standard; a token never is.
    if (template !== '/authorize') addresses.push(`${path}?${query}`);
  });
  let core = await bench.open();
  await addDesk(core);
  const endpoint = { connection: 'desk', container: 'all', direction: 'pull' as const };
  await core.api.call('profiles.save', { file: { name: 'one', endpoints: [endpoint] } });
  const texts: string[] = [];
  const run = () => passing(bench, core.api.call('runs.start', { profile: 'one' }));

  // A denied sign-in, a wrong secret, a good one; runs, a renewal, a restart, a refusal for good.
  bench.server.books.decision = 'deny';
  for (const secret of ['canary-wrong-secret', clientSecret]) {
    const start = await core.api.call('connections.beginSignIn', { name: 'desk', clientSecret: secret });
    const { page } = await browse(start.address);
    const ended = await core.api.call('connections.finishSignIn', { attempt: start.attempt }).catch((error) => error);
    texts.push(page, JSON.stringify(ended), String(ended), await said(core));
    bench.server.books.decision = 'allow';
  }
  const wrong = await core.api.call('connections.beginSignIn', { name: 'desk', clientSecret: 'canary-wrong-secret' });
  await browse(wrong.address);
  await core.api
    .call('connections.finishSignIn', { attempt: wrong.attempt })
    .catch((error) => texts.push(String(error)));
  await signIn(core, { clientSecret });
  texts.push(JSON.stringify(await run()), await said(core));
  await bench.clock.advance(3_600_000);
  texts.push(JSON.stringify(await run()), await said(core));
  await core.stop();
  core = await bench.open();
  texts.push(await said(core));
  bench.server.books.tokens.revokeAll();
  texts.push(JSON.stringify(await run()), await passing(bench, said(core)));
  texts.push(JSON.stringify(bench.logger.entries), JSON.stringify(bench.requests?.recent()), ...addresses);

  const { tokens, asked } = bench.server.books;
  const secrets = [
    ...tokens.everyToken,
    ...asked.flatMap((body) => [body.get('code'), body.get('code_verifier'), body.get('refresh_token')]),
    ...[clientSecret, 'canary-wrong-secret'],
  ].filter((secret) => secret !== null);
  expect(tokens.everyToken.length).toBeGreaterThanOrEqual(4);
  const haystack = Buffer.concat([Buffer.from(texts.join('\n')), await bench.everything()]);
  const canaries = secrets.map((secret) => ({ name: secret.slice(0, 8), secret }));
  expect(findSecrets(canaries, [{ name: 'all that was said and stored', bytes: haystack }])).toEqual([]);
  // The search itself works: what must be there is found.
  expect(haystack.includes(Buffer.from('client-1'))).toBe(true);
  expect((await readFile(join(bench.folder, 'secrets.json'))).length).toBeGreaterThan(500);
}, 60_000);
