import { randomBytes, scrypt } from 'node:crypto';
import { keyBytes, type Sealed, seal, unseal } from './vault-cipher.ts';

/** The vault key, sealed under a key made from the passphrase. */
export interface WrappedKey {
  /** base64 */
  readonly salt: string;
  readonly key: Sealed;
}

/** 128 MB and about 0.3 s per guess. Part of format version 1, and not read from the file: a file must not choose them. */
const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 2 ** 20 } as const;
const saltBytes = 16;
const wrapName = 'vault key';

export async function wrapKey(vaultKey: Uint8Array, passphrase: string): Promise<WrappedKey> {
  const salt = randomBytes(saltBytes);
  const stretched = await stretch(passphrase, salt);
  try {
    return { salt: salt.toString('base64'), key: seal(stretched, wrapName, vaultKey) };
  } finally {
    stretched.fill(0);
  }
}

/** Null: the passphrase is not the right one, or the file is damaged. */
export async function unwrapKey(wrapped: WrappedKey, passphrase: string): Promise<Buffer | null> {
  const stretched = await stretch(passphrase, Buffer.from(wrapped.salt, 'base64'));
  try {
    return unseal(stretched, wrapName, wrapped.key);
  } finally {
    stretched.fill(0);
  }
}

function stretch(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same letters typed on another system may be composed differently.
    scrypt(passphrase.normalize('NFKC'), salt, keyBytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
