const hidden = '[hidden]';
const shortest = 4;
/** Of a part of Base64: shorter ones would hide what only looks alike. */
const shortestInside = 8;
const secretNames = /^(proxy-)?authorization$|cookie|api[-_]?key|token|secret|password|passwd|passphrase|credential/i;

export type Redactor = <T>(value: T) => T;

/**
 * Removes known secrets from whatever is about to be logged or thrown: the second net behind a logger that takes facts
 * only (SEC-23). Every string loses the secrets in plain, URL-encoded, hexadecimal, base64 and base64url form, also
 * within more of it; members whose name
 * says that they are secret (`Authorization`, `Set-Cookie`, `api_key`) lose their value. Works on a copy.
 */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const needles = [...new Set([...secrets].filter((secret) => secret.length >= shortest).flatMap(spellings))]
    // Longest first, or a token that contains another one would leave its tail behind.
    .sort((a, b) => b.length - a.length);
  const cleanText = (text: string): string => needles.reduce((rest, needle) => rest.split(needle).join(hidden), text);
  const clean = (value: unknown, seen: ReadonlySet<object>): unknown => {
    if (typeof value === 'string') return cleanText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (seen.has(value)) return '[circular]';
    const inside = new Set(seen).add(value);
    if (Array.isArray(value)) return value.map((item) => clean(item, inside));
    return Object.fromEntries(
      members(value).map(([name, member]) => [name, secretNames.test(name) ? hidden : clean(member, inside)]),
    );
  };
  return <T>(value: T): T => clean(value, new Set()) as T;
}

/** `message`, `stack` and `cause` of an Error are not enumerable, and yet they are what ends up in a log. */
function members(value: object): readonly (readonly [string, unknown])[] {
  if (!(value instanceof Error)) return Object.entries(value);
  return [
    ...['name', 'message', 'stack', 'cause'].map((name) => [name, Reflect.get(value, name)] as const),
    ...Object.entries(value),
  ];
}

function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const hex = bytes.toString('hex');
  const whole = bytes.toString('base64');
  const base64 = [whole, whole.replace(/=+$/, ''), ...insideBase64(bytes)];
  const forAddresses = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [secret, encodeURIComponent(secret), ...base64, ...forAddresses, hex, hex.toUpperCase()];
}

/** As it looks within something longer, such as `user:password`, at each of the three places where it may begin. */
function insideBase64(bytes: Buffer): readonly string[] {
  return [0, 1, 2].flatMap((offset) => {
    const all = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and the last characters depend on what stands around it.
    const inside = all.slice(offset === 0 ? 0 : offset + 1, -1);
    return inside.length >= shortestInside ? [inside] : [];
  });
}

/**
 * The secrets inside request headers: each value, its part after the scheme, for Basic the user's password, and parameters in
 * quotes, as OAuth 1.0 has them (RFC 5849, 3.5.1).
 */
export function secretsInHeaders(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    if (!secretNames.test(name)) return [];
    const token = value.slice(value.indexOf(' ') + 1);
    const plain = /^basic /i.test(value) ? Buffer.from(token, 'base64').toString('utf8') : '';
    const quoted = [...value.matchAll(/"([^"]+)"/g)].map(([, parameter = '']) => parameter);
    return [value, token, plain, plain.slice(plain.indexOf(':') + 1), ...quoted].filter((secret) => secret !== '');
  });
}
