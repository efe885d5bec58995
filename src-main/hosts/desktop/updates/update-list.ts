import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';

/** Stable, or what comes before it. */
export const channels = ['stable', 'beta'] as const;
export type Channel = (typeof channels)[number];

const version = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}(-[0-9a-z.]{1,40})?$/);

/** One file of a release. `sha512` as electron-updater wants it: base64. */
const updateFile = z.object({
  platform: z.enum(['win32', 'darwin', 'linux']),
  arch: z.enum(['x64', 'arm64']),
  /** A plain name beside the list: no folder, no other host. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/),
  size: z.number().int().min(1).max(2_000_000_000),
  sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});

/** What is signed: the newest release of one channel. */
const updateList = z.object({
  product: z.literal('task-sync'),
  channel: z.enum(channels),
  version,
  /** When it was signed. A list that is older than one that was seen is an old one, played again. */
  issued: z.iso.datetime(),
  /** After that somebody may be keeping a newer list from us, so it says nothing any more. */
  expires: z.iso.datetime(),
  files: z.array(updateFile).max(20),
});

export type UpdateFile = Readonly<z.infer<typeof updateFile>>;
export type UpdateList = Readonly<z.infer<typeof updateList>>;

/** As it lies on the server: the list as text, so that what is signed are bytes and not a way to write JSON. */
const envelope = z.object({ list: z.string().max(50_000), signature: z.string().max(200) });

/** In front of what is signed, so that a signature made for something else is none for a list. */
const purpose = 'task-sync update list 1\n';

export function signedBytes(list: string): Buffer {
  return Buffer.from(purpose + list, 'utf8');
}

export type ReadList =
  | { readonly kind: 'list'; readonly list: UpdateList }
  | { readonly kind: 'refused'; readonly why: 'damaged' | 'unsigned' };

/**
 * Nothing of a list is looked at before its signature holds.
 * @param keys Ed25519 public keys, raw, base64; one of them has to have signed
 */
export function readUpdateList(body: Uint8Array, keys: readonly string[]): ReadList {
  const outer = parseJson(Buffer.from(body).toString('utf8'), envelope);
  if (outer === null) return { kind: 'refused', why: 'damaged' };
  const signature = Buffer.from(outer.signature, 'base64');
  const isSigned = keys.some((key) => verify(null, signedBytes(outer.list), publicKey(key), signature));
  if (!isSigned) return { kind: 'refused', why: 'unsigned' };
  const list = parseJson(outer.list, updateList);
  return list === null ? { kind: 'refused', why: 'damaged' } : { kind: 'list', list };
}

function publicKey(raw: string): ReturnType<typeof createPublicKey> {
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw, 'base64').toString('base64url') },
    format: 'jwk',
  });
}

function parseJson<Output>(text: string, schema: z.ZodType<Output>): Output | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
