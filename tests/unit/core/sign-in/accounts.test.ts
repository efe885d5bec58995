import { beforeEach, describe, expect, it } from 'vitest';
import { type Accounts, accountsOf } from '../../../../src-main/core/sign-in/accounts.ts';
import { printGrant } from '../../../../src-main/core/sign-in/grant.ts';
import type { Store } from '../../../../src-main/core/store/store.ts';
import { randomIds } from '../../../../src-main/hosts/node/random-ids.ts';
import type { Connection } from '../../../../src-shared/domain/connection.ts';
import { Secret } from '../../../../src-shared/secret.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { offlinePorts } from '../../../fakes/offline-ports.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';

const kept = new Map<string, string>();
const secrets = { ...offlinePorts.secrets, get: async (id: string) => kept.get(id) ?? null };
let accounts: Accounts;

function connection(id: string, changes: Partial<Connection> = {}): Connection {
  return {
    ...{ id: id as Connection['id'], name: id, connector: 'github', url: null, username: null, options: {} },
    ...{ createdAt: '2026-11-01T00:00:00.000Z', ...changes },
  };
}

beforeEach(() => {
  kept.clear();
  const ports = { ...offlinePorts, secrets, clock: createFakeClock(), logger: createRecordingLogger(), ids: randomIds };
  // Only ever asked which one it is.
  accounts = accountsOf({ store: {} as Store, ports });
});

describe('when the person leaves the computer', () => {
  it('no token is held any more, and the next use reads it anew (SEC-59)', async () => {
    const grant = (token: string) =>
      printGrant({
        ...{ taskSyncGrant: 1 as const, kind: 'code' as const, tokenUrl: 'https://example.org/token', clientId: 'app' },
        ...{ clientSecret: null, accessToken: new Secret(token), refreshToken: null, expiresAt: null },
        ...{ obtainedAt: 0, refused: null },
      });
    kept.set('work', grant('first'));
    const account = accounts.of(connection('work'));
    expect((await account.secret()).reveal()).toBe('first');
    kept.set('work', grant('second'));
    expect((await account.secret()).reveal()).toBe('first');
    accounts.lock();
    expect((await account.secret()).reveal()).toBe('second');
  });
});

describe('what a service counts together', () => {
  it('is everything with the same token at the same address', async () => {
    for (const id of ['work', 'home', 'elsewhere', 'other']) kept.set(id, id === 'other' ? 'token-2' : 'token-1');
    const work = await accounts.countedAs(connection('work'));
    expect(await accounts.countedAs(connection('work'))).toBe(work);
    expect(await accounts.countedAs(connection('home'))).toBe(work);
    expect(await accounts.countedAs(connection('other'))).not.toBe(work);
    const elsewhere = connection('elsewhere', { url: 'https://github.example.org' });
    expect(await accounts.countedAs(elsewhere)).not.toBe(work);
    expect(await accounts.countedAs(connection('home', { username: 'somebody' }))).not.toBe(work);
  });

  it('is another thing once the token was replaced', async () => {
    kept.set('work', 'token-1').set('home', 'token-1');
    const before = await accounts.countedAs(connection('work'));
    kept.set('work', 'token-2');
    expect(await accounts.countedAs(connection('work'))).not.toBe(before);
    expect(await accounts.countedAs(connection('home'))).toBe(before);
  });

  it('is one connection where the browser signed it in, and where nothing is stored', async () => {
    const grant = {
      ...{ taskSyncGrant: 1 as const, kind: 'code' as const, tokenUrl: 'https://example.org/token', clientId: 'app' },
      ...{
        clientSecret: null,
        accessToken: new Secret('a'),
        refreshToken: new Secret('r'),
        expiresAt: null,
        obtainedAt: 0,
        refused: null,
      },
    };
    kept.set('work', printGrant(grant)).set('home', printGrant(grant));
    const ids = ['work', 'home', 'empty', 'bare'];
    const all = await Promise.all(ids.map((id) => accounts.countedAs(connection(id))));
    expect(new Set(all).size).toBe(4);
  });
});
