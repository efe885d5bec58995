import { randomBytes } from 'node:crypto';
import type { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Secrets } from '../../../src-shared/ports/ports.ts';
import { underLock } from './file-lock.ts';
import { type Keychain, keychainWorks } from './keychain.ts';
import {
  backendGone,
  changedMeanwhile,
  damagedEntry,
  keychainGone,
  locked,
  passphraseTooShort,
  storedAlready,
  unset,
  wrongKeychain,
  wrongKeyFile,
  wrongPassphrase,
} from './secrets-errors.ts';
import { keyBytes, seal, unseal } from './vault-cipher.ts';
import { type Backend, readVault, type Vault, writeVault } from './vault-file.ts';
import { readKeyFile } from './vault-key-file.ts';
import { unwrapKey, type WrappedKey, wrapKey } from './vault-passphrase.ts';

export interface SecretsOptions {
  /** Path of `secrets.json`. */
  readonly file: string;
  readonly keychain: Keychain;
  /** TASKSYNC_KEY_FILE */
  readonly keyFile: string | null;
  /** TASKSYNC_PASSPHRASE */
  readonly passphrase: string | null;
  /**
   * Files whose locks keep programs on the same data from writing over each other: one for writing `secrets.json`, one for
   * renewing a sign-in, which takes longer. Left out: there is only one program.
   */
  readonly locks?: { readonly file: string; readonly renewal: string };
  /** Asks the person at the terminal; null: nobody there, or no answer. Left out: `unlock` comes from a window. */
  readonly ask?: (what: 'new' | 'known') => Promise<string | null>;
}

interface OpenVault {
  readonly key: Buffer;
  readonly backend: Backend;
  readonly wrapped: WrappedKey | null;
}

const account = 'vault-key';
const shortestPassphrase = 8;
/** No connection has an empty id. */
const checkName = '';
const checkText = 'Task Sync';

/**
 * The encrypted file, and who keeps its key: a key file, else the keychain, else a passphrase; never nobody. Who wants none of
 * them has nothing written: secrets are kept until the program ends, and only because the person said so. A vault stays
 * with the backend that made it: when that is gone, the secrets are kept and nothing falls back to something weaker
 * (SEC-21, SEC-22; decision 0006). Nothing is loaded, asked or derived before a secret is needed.
 */
export function createSecrets(options: SecretsOptions): Secrets {
  const { file, keychain, keyFile, passphrase, locks } = options;
  let opened: OpenVault | null = null;
  /** Secrets that go with the program, where the person chose that. */
  let forNow: Map<string, string> | null = null;
  let asked: Promise<OpenVault> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let renewals: Promise<unknown> = Promise.resolve();

  /** One at a time: two calls must not ask twice, nor write over each other. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }

  /** Reads and writes the whole file, so nobody may write in between: a token that was just renewed would be lost. */
  function alone<T>(work: () => Promise<T>): Promise<T> {
    return inTurn(() => (locks === undefined ? work() : underLock(locks.file, work)));
  }

  async function openExisting(vault: Vault, ask: SecretsOptions['ask']): Promise<OpenVault> {
    const { backend, wrapped } = vault;
    if (opened !== null && fits(opened.key, vault)) return opened;
    switch (backend) {
      case 'key-file': {
        if (keyFile === null) throw backendGone('a key file', 'Name it in TASKSYNC_KEY_FILE');
        return checked({ key: await readKeyFile(keyFile), backend, wrapped }, vault, wrongKeyFile);
      }
      case 'keychain':
        return checked({ key: await keyFromKeychain(), backend, wrapped }, vault, wrongKeychain);
      case 'passphrase': {
        const open = async (given: string) => checked(await openWith(vault, given), vault, wrongPassphrase);
        return passphrase === null ? fromPerson(ask, 'known', open, locked) : open(passphrase);
      }
    }
  }

  async function keyFromKeychain(): Promise<Buffer> {
    const stored = await keychain.read(account).catch(() => null);
    if (stored === null) throw keychainGone(await keychainWorks(keychain));
    return Buffer.from(stored, 'base64');
  }

  /** A vault that needs nobody's passphrase, or null. */
  async function createUnasked(): Promise<OpenVault | null> {
    if (keyFile !== null) return { key: await readKeyFile(keyFile), backend: 'key-file', wrapped: null };
    const key = await keychainKey(keychain);
    return key && { key, backend: 'keychain', wrapped: null };
  }

  async function createNew(ask: SecretsOptions['ask']): Promise<OpenVault> {
    const unasked = await createUnasked();
    if (unasked !== null) return unasked;
    return passphrase === null ? fromPerson(ask, 'new', createWith, unset) : createWith(passphrase);
  }

  /** Asks once: a run that needs five secrets must not ask five times after a wrong or refused answer. */
  async function fromPerson(
    ask: SecretsOptions['ask'],
    what: 'new' | 'known',
    open: (given: string) => Promise<OpenVault>,
    nobody: () => TaskSyncError,
  ): Promise<OpenVault> {
    if (ask === undefined) throw nobody();
    asked ??= ask(what).then((given) => {
      if (given === null) throw nobody();
      return open(given);
    });
    return asked;
  }

  async function open(ask: SecretsOptions['ask']): Promise<OpenVault> {
    const vault = await readVault(file);
    opened = vault === null ? (opened ?? (await createNew(ask))) : await openExisting(vault, ask);
    return opened;
  }

  async function set(name: string, value: string): Promise<void> {
    if (forNow !== null) {
      forNow.set(name, value);
      return;
    }
    // A person may be asked here, for as long as it takes: nobody else waits for that.
    await inTurn(() => open(options.ask));
    await alone(async () => {
      const { key, backend, wrapped } = await open(options.ask);
      const vault = (await readVault(file)) ?? emptyVault(key, backend, wrapped);
      if (!fits(key, vault)) throw changedMeanwhile();
      const plain = Buffer.from(value, 'utf8');
      const entries = { ...vault.entries, [name]: seal(key, name, plain) };
      plain.fill(0);
      await writeVault(file, { ...vault, entries });
    });
  }

  /** With the passphrase nobody could sync in the background until the person comes back, so that key is kept. */
  async function forget(): Promise<void> {
    if (opened === null || opened.backend === 'passphrase') return;
    opened.key.fill(0);
    opened = null;
  }

  return {
    forget: () => inTurn(forget),

    state: () =>
      inTurn(async () => {
        if (forNow !== null) return 'for-now';
        try {
          return (await open(undefined)).backend === 'keychain' ? 'keychain' : 'open';
        } catch {
          return (await readVault(file).catch(() => undefined)) === null ? 'unset' : 'locked';
        }
      }),

    unlock: async (given) => {
      const kept = await inTurn(async () => {
        const vault = await readVault(file);
        if (vault === null) opened ??= (await createUnasked()) ?? (await createWith(given));
        else if (vault.backend === 'passphrase') opened = checked(await openWith(vault, given), vault, wrongPassphrase);
        else opened = await openExisting(vault, undefined);
        const held = forNow ?? [];
        forNow = null;
        return held;
      });
      // The person changed their mind: what was to go with the program is stored after all.
      for (const [name, value] of kept) await set(name, value);
    },

    keepForNow: () =>
      inTurn(async () => {
        if ((await readVault(file)) !== null) throw storedAlready();
        opened ??= await createUnasked();
        if (opened === null) forNow ??= new Map();
      }),

    get: (name) =>
      inTurn(async () => {
        if (forNow !== null) return forNow.get(name) ?? null;
        const sealed = entry(await readVault(file), name);
        if (sealed === undefined) return null;
        const { key } = await open(options.ask);
        const plain = unseal(key, name, sealed);
        if (plain === null) throw damagedEntry();
        return readAndWipe(plain);
      }),

    set,

    remove: (name) =>
      alone(async () => {
        forNow?.delete(name);
        const vault = await readVault(file);
        if (vault === null || entry(vault, name) === undefined) return;
        const { [name]: _removed, ...entries } = vault.entries;
        await writeVault(file, { ...vault, entries });
      }),

    exclusively: (work) => {
      const result = renewals.then(() => (locks === undefined ? work() : underLock(locks.renewal, work)));
      renewals = result.catch(() => undefined);
      return result;
    },
  };
}

/** The text stays in memory until it is collected, and nothing can be done about that; its bytes do not (SEC-60). */
function readAndWipe(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  bytes.fill(0);
  return text;
}

function entry(vault: Vault | null, name: string) {
  return vault !== null && Object.hasOwn(vault.entries, name) ? vault.entries[name] : undefined;
}

function emptyVault(key: Buffer, backend: Backend, wrapped: WrappedKey | null): Vault {
  return { version: 1, backend, wrapped, check: seal(key, checkName, Buffer.from(checkText)), entries: {} };
}

function fits(key: Uint8Array, vault: Vault): boolean {
  return key.length === keyBytes && unseal(key, checkName, vault.check)?.toString() === checkText;
}

function checked(opened: OpenVault, vault: Vault, otherwise: () => TaskSyncError): OpenVault {
  if (!fits(opened.key, vault)) throw otherwise();
  return opened;
}

async function openWith({ backend, wrapped }: Vault, passphrase: string): Promise<OpenVault> {
  const key = wrapped && (await unwrapKey(wrapped, passphrase));
  if (!key) throw wrongPassphrase();
  return { key, backend, wrapped };
}

async function createWith(passphrase: string): Promise<OpenVault> {
  if (passphrase.length < shortestPassphrase) {
    throw passphraseTooShort(shortestPassphrase);
  }
  const key = randomBytes(keyBytes);
  return { key, backend: 'passphrase', wrapped: await wrapKey(key, passphrase) };
}

/** The key that the keychain holds for all data folders of this person, made when there is none; null: no keychain. */
async function keychainKey(keychain: Keychain): Promise<Buffer | null> {
  const stored = await keychain.read(account).catch(() => null);
  if (stored !== null) return Buffer.from(stored, 'base64');
  if (!(await keychainWorks(keychain))) return null;
  await keychain.write(account, randomBytes(keyBytes).toString('base64'));
  // Read back: another Task Sync may have made one at the same moment, and only one stays.
  const kept = await keychain.read(account);
  return kept === null ? null : Buffer.from(kept, 'base64');
}
