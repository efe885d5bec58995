import { readFile } from 'node:fs/promises';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Sealed } from './vault-cipher.ts';
import type { WrappedKey } from './vault-passphrase.ts';
import { writeWhole } from './write-whole.ts';

/** Who keeps the vault key. */
export type Backend = 'key-file' | 'keychain' | 'passphrase';
const backends: readonly string[] = ['key-file', 'keychain', 'passphrase'] satisfies readonly Backend[];

/** The file `secrets.json`: nothing in it helps anybody without the vault key. */
export interface Vault {
  readonly version: 1;
  readonly backend: Backend;
  /** The vault key under the passphrase; null with the other backends. */
  readonly wrapped: WrappedKey | null;
  /** A known text under the vault key, so that a wrong key is told from a damaged entry. */
  readonly check: Sealed;
  readonly entries: Readonly<Record<string, Sealed>>;
}

/** Null when there is none, or none that holds a secret. Throws `no-keychain` when it cannot be read. */
export async function readVault(file: string): Promise<Vault | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw unreadable(error);
  }
  const vault = parse(text);
  if (vault === null) throw unreadable(undefined);
  return Object.keys(vault.entries).length === 0 ? null : vault;
}

export async function writeVault(file: string, vault: Vault): Promise<void> {
  try {
    await writeWhole(file, `${JSON.stringify(vault, null, 2)}\n`);
  } catch (error) {
    throw new TaskSyncError(
      'no-keychain',
      'The secret could not be saved: the file secrets.json in the data folder cannot be written. The secrets stored before were kept. Check that the disk is not full or read-only.',
      { cause: error },
    );
  }
}

function parse(text: string): Vault | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isVault(value) ? value : null;
}

function isVault(value: unknown): value is Vault {
  if (!isRecord(value) || value['version'] !== 1) return false;
  const { backend, wrapped, check, entries } = value;
  if (typeof backend !== 'string' || !backends.includes(backend)) return false;
  if (!isSealed(check) || !isRecord(entries) || !Object.values(entries).every(isSealed)) return false;
  return backend === 'passphrase' ? isWrapped(wrapped) : wrapped === null;
}

function isSealed(value: unknown): value is Sealed {
  return isRecord(value) && ['iv', 'tag', 'data'].every((name) => typeof value[name] === 'string');
}

function isWrapped(value: unknown): value is WrappedKey {
  return isRecord(value) && typeof value['salt'] === 'string' && isSealed(value['key']);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(cause: unknown): TaskSyncError {
  return new TaskSyncError(
    'no-keychain',
    'The file secrets.json in the data folder is damaged or cannot be read, so no service can be signed in to. It was left as it is. Restore it from a backup, or move it away and sign in to each connection again.',
    cause === undefined ? {} : { cause },
  );
}
