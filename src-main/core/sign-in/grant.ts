import { z } from 'zod';
import { Secret } from '../../../src-shared/secret.ts';

const secret = z.string().transform((value) => new Secret(value));

/**
 * What a sign-in over a service's own pages gave us, as it is kept in the secret store: one value, so that it is replaced
 * whole. With it is all that renewing it takes, also when the settings of the connection changed since.
 */
const grantSchema = z.strictObject({
  /** Tells a grant from a password or token, which is kept as it is. */
  taskSyncGrant: z.literal(1),
  kind: z.enum(['code', 'device']),
  /** Where it is renewed; the refresh token goes nowhere else. */
  tokenUrl: z.string(),
  /** Absent: tokens cannot be given back. */
  revocationUrl: z.string().optional(),
  clientId: z.string(),
  clientSecret: secret.nullable(),
  accessToken: secret,
  /** Null: the access token cannot be renewed. */
  refreshToken: secret.nullable(),
  /** Milliseconds since 1970 by our clock. Null: it does not end by itself. */
  expiresAt: z.number().nullable(),
  obtainedAt: z.number(),
  /** The service refused to renew it for good: the sentence for the person, who has to sign in again. Nothing is sent before that. */
  refused: z.string().nullable(),
});
export type Grant = z.output<typeof grantSchema>;
type StoredGrant = z.input<typeof grantSchema>;

/** Null: the secret is a password or a token. */
export function parseGrant(stored: string): Grant | null {
  if (!stored.startsWith('{')) return null;
  try {
    return grantSchema.safeParse(JSON.parse(stored)).data ?? null;
  } catch {
    return null;
  }
}

/** For the store of secrets, and nothing else. */
export function printGrant(grant: Grant): string {
  const { clientSecret, accessToken, refreshToken } = grant;
  const revealed = { clientSecret: clientSecret?.reveal() ?? null, refreshToken: refreshToken?.reveal() ?? null };
  return JSON.stringify({ ...grant, ...revealed, accessToken: accessToken.reveal() } satisfies StoredGrant);
}

/** A request that is under way while the token ends would be refused, so it ends a little earlier for us. */
const marginMs = 60_000;

/** Whether the access token has ended by our clock. A clock that was set back tells nothing: the service will say it (S27). */
export function hasEnded({ expiresAt, obtainedAt }: Grant, now: number): boolean {
  if (expiresAt === null) return false;
  // Tokens of a few seconds exist, in tests above all: half of their life is left then.
  return now >= expiresAt - Math.min(marginMs, (expiresAt - obtainedAt) / 2);
}
