import { randomBytes } from 'node:crypto';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** The operating system's store of passwords, as far as we need it. Every method throws `no-keychain` when it is not there. */
export interface Keychain {
  read(account: string): Promise<string | null>;
  write(account: string, value: string): Promise<void>;
  remove(account: string): Promise<void>;
}

const service = 'task-sync';
/** Long enough to type a password into the prompt of a locked keychain. */
const patienceMs = 30_000;

/** keytar, loaded when first needed: its library may be missing, and most commands need no secret. */
export const systemKeychain: Keychain = {
  read: (account) => ask((keytar) => keytar.getPassword(service, account)),
  write: (account, value) => ask((keytar) => keytar.setPassword(service, account, value)),
  remove: async (account) => {
    await ask((keytar) => keytar.deletePassword(service, account));
  },
};

type Keytar = typeof import('keytar');

async function ask<T>(question: (keytar: Keytar) => Promise<T>): Promise<T> {
  try {
    const { default: keytar } = await import('keytar');
    return await inTime(question(keytar));
  } catch (cause) {
    throw new TaskSyncError('no-keychain', 'The keychain of this computer is not available.', { cause });
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the keychain did not answer')), patienceMs);
  });
  try {
    return await Promise.race([answer, patience]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Whether the keychain really keeps something. Reading alone does not tell: a locked keyring on Linux looks empty.
 */
export async function keychainWorks(keychain: Keychain): Promise<boolean> {
  const account = `canary-${randomBytes(4).toString('hex')}`;
  const value = randomBytes(8).toString('hex');
  try {
    await keychain.write(account, value);
    const kept = (await keychain.read(account)) === value;
    await keychain.remove(account);
    return kept;
  } catch {
    return false;
  }
}
