import { proofText } from '../../src-shared/api/messages.ts';

/** What this browser is remembered by. The key can be used by pages of this address only, and read by nobody. */
export interface BrowserKey {
  readonly id: string;
  readonly key: CryptoKey;
}

const store = 'browser-key';
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** Null: this browser is not remembered, or keeps nothing. */
export async function readBrowserKey(): Promise<BrowserKey | null> {
  try {
    return (await inStore<BrowserKey | undefined>('readonly', (keys) => keys.get(store))) ?? null;
  } catch {
    return null;
  }
}

/** Null forgets it. */
export async function keepBrowserKey(kept: BrowserKey | null): Promise<void> {
  await inStore('readwrite', (keys) => (kept === null ? keys.delete(store) : keys.put(kept, store)));
}

/** A new pair: the key that stays here, and the public one for the host. */
export async function makeBrowserKey(): Promise<{ readonly key: CryptoKey; readonly publicKey: string }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign']);
  return { key: privateKey, publicKey: base64url(await crypto.subtle.exportKey('spki', publicKey)) };
}

export async function proveBrowser({ key }: BrowserKey, nonce: string): Promise<string> {
  const text = new TextEncoder().encode(proofText(location.origin, nonce));
  return base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, text));
}

function base64url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

async function inStore<Value>(mode: IDBTransactionMode, ask: (keys: IDBObjectStore) => IDBRequest): Promise<Value> {
  const opening = indexedDB.open('task-sync', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  const database = await settled<IDBDatabase>(opening);
  try {
    return await settled<Value>(ask(database.transaction(store, mode).objectStore(store)));
  } finally {
    database.close();
  }
}

function settled<Value>(request: IDBRequest): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as Value);
    request.onerror = () => reject(request.error);
  });
}
