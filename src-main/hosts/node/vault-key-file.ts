import { hkdfSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { keyBytes } from './vault-cipher.ts';

/**
 * The vault key from a file with random bytes (TASKSYNC_KEY_FILE): a systemd credential, a mounted secret, a test. HKDF
 * spreads what the file holds, hexadecimal or binary, over the key; it is no protection for a password, so it is quick.
 */
export async function readKeyFile(path: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new TaskSyncError(
      'no-keychain',
      'The key file that TASKSYNC_KEY_FILE names cannot be read, so no secret can be read or stored. Check its path and its permissions.',
      { cause },
    );
  });
  try {
    return deriveKey(bytes);
  } finally {
    bytes.fill(0);
  }
}

function deriveKey(bytes: Buffer): Buffer {
  if (bytes.length < keyBytes) {
    throw new TaskSyncError(
      'no-keychain',
      `The key file that TASKSYNC_KEY_FILE names holds ${bytes.length} bytes; it needs at least ${keyBytes} random ones. Nothing was stored.`,
    );
  }
  return Buffer.from(hkdfSync('sha256', bytes, '', 'task-sync vault key 1', keyBytes));
}
