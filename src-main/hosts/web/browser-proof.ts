import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** A P-256 key as browsers write it out (SPKI, base64url). Throws `invalid-input` for anything else. */
export function checkBrowserKey(key: string): void {
  if (parseKey(key)?.asymmetricKeyDetails?.namedCurve === 'prime256v1') return;
  throw new TaskSyncError('invalid-input', 'That is not the key of a browser. Nothing was remembered.');
}

/** Whether the text was signed by who has the key's other half. */
export function isSigned(text: string, key: string, signature: string): boolean {
  const publicKey = parseKey(key);
  if (publicKey === null) return false;
  const bytes = Buffer.from(signature, 'base64url');
  return verify('sha256', Buffer.from(text), { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes);
}

function parseKey(key: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(key, 'base64url'), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}
