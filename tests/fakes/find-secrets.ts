import { inflateRawSync, constants as zlib } from 'node:zlib';

/** A secret that must be nowhere. */
export interface Canary {
  readonly name: string;
  readonly secret: string;
}

/** Somewhere to look. */
export interface Place {
  readonly name: string;
  readonly bytes: Buffer;
}

interface Form {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * Everything that was found: which secret, in which form, where. The forms are those of SEC-21: plain, in Base64 wherever it
 * may stand within other bytes, Base64 for addresses, hexadecimal, as part of an address, UTF-16, and inside of what was packed
 * with gzip.
 */
export function findSecrets(canaries: readonly Canary[], places: readonly Place[]): readonly string[] {
  const short = canaries.find(({ secret }) => secret.length < 12);
  if (short !== undefined) throw new Error(`${short.name} is too short to be told from chance`);
  const forms = canaries.map(({ name, secret }) => ({ name, forms: formsOf(secret) }));
  return places.flatMap((place) =>
    [place, ...unpacked(place)].flatMap(({ name: where, bytes }) =>
      forms.flatMap(({ name, forms: all }) =>
        all.filter((form) => bytes.includes(form.bytes)).map((form) => `${name} as ${form.name} in ${where}`),
      ),
    ),
  );
}

export function formsOf(secret: string): readonly Form[] {
  const bytes = Buffer.from(secret);
  const wide = Buffer.from(secret, 'utf16le');
  const base64 = [0, 1, 2].map((offset) => {
    const all = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and the last characters depend on what stands around it.
    return all.slice(offset === 0 ? 0 : offset + 1, -1);
  });
  const hex = bytes.toString('hex');
  const texts: readonly (readonly [string, string])[] = [
    ['plain', secret],
    ['URL', encodeURIComponent(secret)],
    ['JSON', JSON.stringify(secret).slice(1, -1)],
    ...base64.map((one) => ['Base64', one] as const),
    ...base64.map((one) => ['Base64url', one.replaceAll('+', '-').replaceAll('/', '_')] as const),
    ['hex', hex],
    ['hex', hex.toUpperCase()],
  ];
  const unique = new Map(texts.map(([name, text]) => [text, name]));
  return [
    ...[...unique].map(([text, name]) => ({ name, bytes: Buffer.from(text) })),
    { name: 'UTF-16', bytes: wide },
    { name: 'UTF-16, high byte first', bytes: Buffer.from(wide).swap16() },
  ];
}

/** Without a file name in it, as programs write it. */
const gzipStart = Buffer.from([0x1f, 0x8b, 0x08, 0x00]);
const gzipHead = 10;

/** What was packed anywhere inside, as far as it can be unpacked. */
function unpacked({ name, bytes }: Place): readonly Place[] {
  const found: Place[] = [];
  for (let at = bytes.indexOf(gzipStart); at >= 0; at = bytes.indexOf(gzipStart, at + 1)) {
    try {
      const inside = inflateRawSync(bytes.subarray(at + gzipHead), {
        finishFlush: zlib.Z_SYNC_FLUSH,
        maxOutputLength: 50_000_000,
      });
      found.push({ name: `gzip in ${name}`, bytes: inside });
    } catch {
      // Bytes that only look like it.
    }
  }
  return found;
}
