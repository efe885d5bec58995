import { createHash, randomBytes } from 'node:crypto';

export interface TokenRules {
  /** Milliseconds; null: access tokens do not end. */
  readonly accessLifeMs: number | null;
  /** `rotate`: each refresh token is good for one renewal. `keep`: for all. `none`: there are none. */
  readonly refresh: 'rotate' | 'keep' | 'none';
  /** How long after its use a refresh token still gets the same answer, for whoever lost it (Auth0: reuse interval). */
  readonly graceMs: number;
}

interface Family {
  isRevoked: boolean;
}

interface Refresh {
  readonly family: Family;
  usedAt: number | null;
  answer: TokenAnswer | null;
}

export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'bearer';
  readonly expires_in?: number;
  readonly refresh_token?: string;
}

/** Access and refresh tokens as a strict service keeps them: a refresh token that comes back a second time revokes all of its family (RFC 9700, 4.14.2). */
export interface TokenBook {
  rules: TokenRules;
  issue(): TokenAnswer;
  /** Null: `invalid_grant`. */
  renew(refreshToken: string): TokenAnswer | null;
  isGood(accessToken: string): boolean;
  /** RFC 7009: the family of the token is gone; unknown tokens are fine. */
  revoke(token: string): void;
  /** The person takes the app's permission back. */
  revokeAll(): void;
  /** How often a used refresh token came back too late. */
  readonly reuses: number;
  readonly renewals: number;
  /** Every token that was ever given out: none may show anywhere. */
  readonly everyToken: readonly string[];
}

export function createTokenBook(now: () => number, rules: TokenRules): TokenBook {
  const access = new Map<string, { readonly family: Family; readonly endsAt: number | null }>();
  const refresh = new Map<string, Refresh>();
  const everyToken: string[] = [];
  const families = new Set<Family>();
  let reuses = 0;
  let renewals = 0;

  const token = (kind: string): string => {
    const made = `${kind}-${randomBytes(12).toString('hex')}`;
    everyToken.push(made);
    return made;
  };
  const answerIn = (family: Family, kept: string | null): TokenAnswer => {
    const { accessLifeMs, refresh: way } = book.rules;
    const accessToken = token('access');
    access.set(accessToken, { family, endsAt: accessLifeMs === null ? null : now() + accessLifeMs });
    let refreshToken = kept;
    if (way === 'rotate' || (way === 'keep' && kept === null)) {
      refreshToken = token('refresh');
      refresh.set(refreshToken, { family, usedAt: null, answer: null });
    }
    return {
      access_token: accessToken,
      token_type: 'bearer',
      ...(accessLifeMs === null ? {} : { expires_in: accessLifeMs / 1000 }),
      // With `keep` it is left out of renewals, as RFC 6749, 6 allows.
      ...(way === 'rotate' || (way === 'keep' && kept === null) ? { refresh_token: refreshToken ?? '' } : {}),
    };
  };

  const book: TokenBook = {
    rules,
    issue: () => {
      const family: Family = { isRevoked: false };
      families.add(family);
      return answerIn(family, null);
    },
    renew: (given) => {
      const one = refresh.get(given);
      if (one === undefined || one.family.isRevoked) return null;
      if (book.rules.refresh === 'keep') {
        renewals++;
        return answerIn(one.family, given);
      }
      if (one.usedAt !== null) {
        if (book.rules.graceMs > 0 && now() - one.usedAt <= book.rules.graceMs) return one.answer;
        reuses++;
        one.family.isRevoked = true;
        return null;
      }
      renewals++;
      one.usedAt = now();
      one.answer = answerIn(one.family, null);
      return one.answer;
    },
    isGood: (given) => {
      const one = access.get(given);
      return one !== undefined && !one.family.isRevoked && (one.endsAt === null || now() < one.endsAt);
    },
    revoke: (given) => {
      const family = refresh.get(given)?.family ?? access.get(given)?.family;
      if (family) family.isRevoked = true;
    },
    revokeAll: () => {
      for (const family of families) family.isRevoked = true;
    },
    get reuses() {
      return reuses;
    },
    get renewals() {
      return renewals;
    },
    everyToken,
  };
  return book;
}

/** RFC 7636, 4.6. */
export function fitsChallenge(verifier: string, challenge: string): boolean {
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}
