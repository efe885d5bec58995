import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Keychain } from '../../../../src-main/hosts/node/keychain.ts';
import { createSecrets, type SecretsOptions } from '../../../../src-main/hosts/node/secrets.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';

const canary = 'canary-Zx81-Überraschung';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'task-sync-secrets-'));
  file = join(folder, 'secrets.json');
});
afterEach(() => rm(folder, { recursive: true }));

/** A keychain in memory, with the habits of the real ones. */
function keychain(state: 'working' | 'missing' | 'locked' = 'working', held = new Map<string, string>()) {
  const refuse = () => Promise.reject(new TaskSyncError('no-keychain', 'not available'));
  const chain: Keychain & { held: Map<string, string>; asked: number; state: typeof state } = {
    held,
    asked: 0,
    state,
    read: (account) => {
      chain.asked++;
      if (chain.state === 'missing') return refuse();
      return Promise.resolve(chain.state === 'locked' ? null : (held.get(account) ?? null));
    },
    write: (account, value) => {
      chain.asked++;
      if (chain.state !== 'working') return refuse();
      held.set(account, value);
      return Promise.resolve();
    },
    remove: (account) => {
      held.delete(account);
      return Promise.resolve();
    },
  };
  return chain;
}

async function keyFile(name = 'key', bytes = randomBytes(32)): Promise<string> {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
}

function secrets(options: Partial<SecretsOptions> = {}) {
  return createSecrets({ file, keychain: keychain('missing'), keyFile: null, passphrase: null, ...options });
}

const refused = (words: string) => ({ code: 'no-keychain', message: expect.stringContaining(words) });

describe.each([
  ['a key file', async () => ({ keyFile: await keyFile() })],
  ['the keychain', () => Promise.resolve({ keychain: keychain() })],
  ['a passphrase', () => Promise.resolve({ passphrase: 'correct horse battery' })],
] as const)('secrets kept with %s', (name, options) => {
  it('come back as they were, in another process too', async () => {
    const given = await options();
    const store = secrets(given);
    await store.set('a', canary);
    await store.set('b', '');
    expect(await store.get('a')).toBe(canary);
    const again = secrets(given);
    expect(await again.get('a')).toBe(canary);
    expect(await again.get('b')).toBe('');
    expect(await again.get('c')).toBeNull();
    expect(await again.state()).toBe(name === 'the keychain' ? 'keychain' : 'open');
  });

  it('are gone when removed, and only they', async () => {
    const store = secrets(await options());
    await store.set('a', canary);
    await store.set('b', 'other');
    await store.remove('a');
    await store.remove('never there');
    expect(await store.get('a')).toBeNull();
    expect(await store.get('b')).toBe('other');
    await store.remove('b');
    await store.set('c', canary);
    expect(await store.get('c')).toBe(canary);
  });

  it('are on the disk in no readable form, for their owner only, with nothing left beside (SEC-21, SEC-24)', async () => {
    const store = secrets(await options());
    await Promise.all([store.set('a', canary), store.set('b', `${canary}2`)]);
    const text = await readFile(file, 'utf8');
    for (const encoding of ['utf8', 'base64', 'hex', 'latin1', 'base64url'] as const) {
      expect(text).not.toContain(Buffer.from(canary).toString(encoding));
    }
    expect((await readdir(folder)).filter((entry) => entry.startsWith('secrets.json'))).toEqual(['secrets.json']);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('are kept, and said to be damaged, when an entry was tampered with', async () => {
    const given = await options();
    await secrets(given).set('a', canary);
    await secrets(given).set('b', 'other');
    const vault = JSON.parse(await readFile(file, 'utf8'));
    const moved = { ...vault, entries: { a: vault.entries.b, b: vault.entries.a } };
    await writeFile(file, JSON.stringify(moved));
    await expect(secrets(given).get('a')).rejects.toMatchObject(refused('damaged'));
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(moved);
  });
});

describe('secrets in memory', () => {
  /** What was in each buffer that was overwritten while the work went on. */
  async function wipedBy(work: () => Promise<unknown>): Promise<readonly string[]> {
    const wiped: string[] = [];
    const fill = Buffer.prototype.fill;
    const spy = vi.spyOn(Buffer.prototype, 'fill').mockImplementation(function (this: Buffer, ...given) {
      wiped.push(this.toString('hex'));
      return fill.apply(this, given as Parameters<typeof fill>);
    });
    await work().finally(() => spy.mockRestore());
    return wiped;
  }
  const hex = (text: string): string => Buffer.from(text).toString('hex');

  it('are let go of when the person leaves, and come back from the keychain with the next use (SEC-59)', async () => {
    const chain = keychain();
    const store = secrets({ keychain: chain });
    await store.set('a', canary);
    const asked = chain.asked;
    await store.get('a');
    expect(chain.asked).toBe(asked);
    const key = Buffer.from(chain.held.get('vault-key') ?? '', 'base64').toString('hex');
    expect(await wipedBy(() => store.forget?.() ?? Promise.resolve())).toEqual([key]);
    expect(await store.get('a')).toBe(canary);
    expect(chain.asked).toBe(asked + 1);
    await Promise.all([store.set('b', 'other'), store.forget?.(), store.get('a'), store.forget?.()]);
    expect(await store.get('b')).toBe('other');
  });

  it('stay where only the person’s passphrase could bring them back: work goes on behind the lock (SEC-59)', async () => {
    const store = secrets({ ask: async () => 'correct horse battery' });
    await store.set('a', canary);
    await store.forget?.();
    expect(await store.get('a')).toBe(canary);
  });

  it('are overwritten as soon as they were sealed or read, and keys that made other keys too (SEC-60)', async () => {
    const bytes = randomBytes(40);
    const given = { keyFile: await keyFile('key', bytes) };
    expect(await wipedBy(() => secrets(given).set('a', canary))).toEqual(
      expect.arrayContaining([bytes.toString('hex'), hex(canary)]),
    );
    expect(await wipedBy(() => secrets(given).get('a'))).toEqual(expect.arrayContaining([hex(canary)]));
    const stretched = await wipedBy(async () => {
      await rm(file);
      await secrets({ passphrase: 'correct horse battery' }).set('a', canary);
    });
    // The key that the passphrase was made into, and the secret.
    expect(stretched.map((text) => text.length / 2)).toEqual([32, Buffer.byteLength(canary)]);
  });
});

describe('the vault (SEC-21)', () => {
  it('asks nobody for anything while no secret is needed', async () => {
    const chain = keychain();
    const store = secrets({ keychain: chain, keyFile: join(folder, 'not there') });
    expect(await store.get('a')).toBeNull();
    await store.remove('a');
    expect(chain.asked).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it('prefers the key file, then the keychain, then the passphrase', async () => {
    const backend = async (options: Partial<SecretsOptions>): Promise<string> => {
      await rm(file, { force: true });
      await secrets(options).set('a', canary);
      return JSON.parse(await readFile(file, 'utf8')).backend;
    };
    const passphrase = 'correct horse battery';
    expect(await backend({ keyFile: await keyFile(), keychain: keychain(), passphrase })).toBe('key-file');
    expect(await backend({ keychain: keychain(), passphrase })).toBe('keychain');
    expect(await backend({ keychain: keychain('missing'), passphrase })).toBe('passphrase');
    expect(await backend({ keychain: keychain('locked'), passphrase })).toBe('passphrase');
  });

  it('keeps one key in the keychain and leaves no canary behind', async () => {
    const chain = keychain();
    await secrets({ keychain: chain }).set('a', canary);
    expect([...chain.held.keys()]).toEqual(['vault-key']);
    expect(Buffer.from(chain.held.get('vault-key') ?? '', 'base64')).toHaveLength(32);
  });

  it('never falls back to plain text: without any backend nothing is stored (SEC-21)', async () => {
    const store = secrets();
    expect(await store.state()).toBe('unset');
    await expect(store.set('a', canary)).rejects.toMatchObject(refused('TASKSYNC_PASSPHRASE'));
    expect(await readdir(folder)).toEqual([]);
  });

  it('asks the person at the terminal once, and takes what they say', async () => {
    const asked: string[] = [];
    const ask = (what: 'new' | 'known') => {
      asked.push(what);
      return Promise.resolve('correct horse battery');
    };
    const store = secrets({ ask });
    await Promise.all([store.set('a', canary), store.set('b', canary)]);
    expect(asked).toEqual(['new']);
    const again = secrets({ ask });
    expect(await Promise.all([again.get('a'), again.get('b')])).toEqual([canary, canary]);
    expect(asked).toEqual(['new', 'known']);
  });

  it('does not ask again after a wrong answer, or none', async () => {
    await secrets({ passphrase: 'correct horse battery' }).set('a', canary);
    for (const [answer, words] of [
      ['wrong horse battery', 'not the one'],
      [null, 'locked with a passphrase'],
    ] as const) {
      let times = 0;
      const ask = () => {
        times++;
        return Promise.resolve(answer);
      };
      const store = secrets({ ask });
      await expect(store.get('a')).rejects.toMatchObject(refused(words));
      await expect(store.get('a')).rejects.toMatchObject(refused(words));
      expect(times).toBe(1);
      await store.unlock('correct horse battery');
      expect(await store.get('a')).toBe(canary);
    }
  });

  it('refuses a passphrase that is too short to protect anything', async () => {
    await expect(secrets({ passphrase: 'short' }).set('a', canary)).rejects.toMatchObject(refused('too short'));
  });

  it.each(['', '{', '[]', '{"version":2}', '{"version":1,"backend":"none","check":{},"entries":{"a":1}}'])(
    'that is damaged (%j) is left as it is',
    async (text) => {
      await writeFile(file, text);
      const store = secrets({ keyFile: await keyFile() });
      expect(await store.state()).toBe('locked');
      await expect(store.get('a')).rejects.toMatchObject(refused('secrets.json'));
      await expect(store.set('a', canary)).rejects.toMatchObject(refused('secrets.json'));
      expect(await readFile(file, 'utf8')).toBe(text);
    },
  );

  it('keeps the old secrets when the new file cannot be written (SEC-61)', async () => {
    const given = { keyFile: await keyFile() };
    await secrets(given).set('a', canary);
    const elsewhere = createSecrets({
      ...given,
      file: join(folder, 'no folder', 'secrets.json'),
      keychain: keychain(),
      passphrase: null,
    });
    await expect(elsewhere.set('a', canary)).rejects.toMatchObject(refused('cannot be written'));
    expect(await secrets(given).get('a')).toBe(canary);
  });
});

describe('a vault whose key is not the right one any more (SEC-22)', () => {
  it('with another key file, a missing or a short one', async () => {
    await secrets({ keyFile: await keyFile() }).set('a', canary);
    const before = await readFile(file, 'utf8');
    for (const [options, words] of [
      [{ keyFile: await keyFile('other') }, 'not the one'],
      [{ keyFile: join(folder, 'nothing') }, 'cannot be read'],
      [{ keyFile: await keyFile('short', randomBytes(31)) }, '31 bytes'],
      [{ passphrase: 'correct horse battery' }, 'TASKSYNC_KEY_FILE'],
      [{ keychain: keychain() }, 'TASKSYNC_KEY_FILE'],
    ] as const) {
      const store = secrets(options);
      expect(await store.state()).toBe('locked');
      await expect(store.get('a')).rejects.toMatchObject(refused(words));
      await expect(store.set('b', canary)).rejects.toMatchObject(refused(words));
    }
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it('with a keychain that is locked, gone, emptied or another one', async () => {
    const chain = keychain();
    await secrets({ keychain: chain }).set('a', canary);
    for (const [other, words] of [
      [keychain('missing'), 'not available'],
      [keychain('locked', new Map(chain.held)), 'locked'],
      [keychain('working'), 'no longer has the key'],
      [keychain('working', new Map([['vault-key', randomBytes(32).toString('base64')]])), 'another key'],
    ] as const) {
      const store = secrets({ keychain: other });
      expect(await store.state()).toBe('locked');
      await expect(store.get('a')).rejects.toMatchObject(refused(words));
      await expect(store.unlock('correct horse battery')).rejects.toMatchObject(refused(words));
    }
    expect(await secrets({ keychain: chain }).get('a')).toBe(canary);
  });

  it('with a wrong passphrase or none, until the right one is given', async () => {
    await secrets({ passphrase: 'correct horse battery' }).set('a', canary);
    await expect(secrets({ passphrase: 'wrong horse battery' }).get('a')).rejects.toMatchObject(refused('not the one'));
    const store = secrets();
    expect(await store.state()).toBe('locked');
    await expect(store.get('a')).rejects.toMatchObject(refused('locked with a passphrase'));
    await expect(store.unlock('wrong horse battery')).rejects.toMatchObject(refused('not the one'));
    await store.unlock('correct horse battery');
    expect(await store.state()).toBe('open');
    expect(await store.get('a')).toBe(canary);
  });
});

describe('unlock from a window', () => {
  it('sets the passphrase on first use', async () => {
    const store = secrets();
    await store.unlock('correct horse battery');
    expect(await store.state()).toBe('open');
    await store.set('a', canary);
    expect(await secrets({ passphrase: 'correct horse battery' }).get('a')).toBe(canary);
  });

  it('leaves the keychain in charge where there is one', async () => {
    const store = secrets({ keychain: keychain() });
    await store.unlock('correct horse battery');
    expect(await store.state()).toBe('keychain');
  });

  it('takes the same passphrase however its letters were composed', async () => {
    await secrets({ passphrase: 'caf\u00e9 au lait' }).set('a', canary);
    expect(await secrets({ passphrase: 'cafe\u0301 au lait' }).get('a')).toBe(canary);
  });
});

describe('secrets that go with the program (SEC-21)', () => {
  it('are kept when a person says so, and are nowhere on the disk', async () => {
    const store = secrets();
    await expect(store.set('a', canary)).rejects.toMatchObject(refused('Nothing was stored'));
    await store.keepForNow?.();
    expect(await store.state()).toBe('for-now');
    await store.set('a', canary);
    await store.set('b', 'other');
    await store.remove('b');
    expect(await store.get('a')).toBe(canary);
    expect(await store.get('b')).toBeNull();
    expect(await readdir(folder)).toEqual([]);
    const again = secrets();
    expect(await again.state()).toBe('unset');
    expect(await again.get('a')).toBeNull();
  });

  it('are stored after all when the person sets a passphrase', async () => {
    const store = secrets();
    await store.keepForNow?.();
    await store.set('a', canary);
    await store.unlock('correct horse battery');
    expect(await store.state()).toBe('open');
    expect(await store.get('a')).toBe(canary);
    expect(await secrets({ passphrase: 'correct horse battery' }).get('a')).toBe(canary);
  });

  it('stay where they are when the passphrase is too short', async () => {
    const store = secrets();
    await store.keepForNow?.();
    await store.set('a', canary);
    await expect(store.unlock('short')).rejects.toMatchObject(refused('too short'));
    expect(await store.state()).toBe('for-now');
    expect(await store.get('a')).toBe(canary);
  });

  it('are not offered in the place of something safer', async () => {
    const withKeychain = secrets({ keychain: keychain() });
    await withKeychain.keepForNow?.();
    expect(await withKeychain.state()).toBe('keychain');
    await rm(file, { force: true });
    await secrets({ passphrase: 'correct horse battery' }).set('a', canary);
    await expect(secrets().keepForNow?.()).rejects.toMatchObject(refused('stored secrets already'));
    expect(await secrets({ passphrase: 'correct horse battery' }).get('a')).toBe(canary);
  });
});
