import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** One secret as it is stored; base64. */
export interface Sealed {
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

export const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/** AES-256-GCM. The name is sealed in, so that an entry that is moved to another name no longer opens. */
export function seal(key: Uint8Array, name: string, plain: Uint8Array): Sealed {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  cipher.setAAD(context(name));
  const data = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), data: data.toString('base64') };
}

/** Null: another key, another name, or damaged. */
export function unseal(key: Uint8Array, name: string, sealed: Sealed): Buffer | null {
  try {
    const iv = Buffer.from(sealed.iv, 'base64');
    const tag = Buffer.from(sealed.tag, 'base64');
    if (iv.length !== ivBytes) return null;
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
    decipher.setAAD(context(name));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]);
  } catch {
    return null;
  }
}

/** The version belongs to the sealed context: an entry of a later format is never taken for one of this. */
function context(name: string): Buffer {
  return Buffer.from(`task-sync secret 1\0${name}`);
}
