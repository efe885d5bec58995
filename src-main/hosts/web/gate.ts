import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may talk to the API: a page that has a token which only this process can have given out. In memory only. */
export interface Gate {
  /** A new token that works once, for an address to be opened by the person. */
  invite(): string;
  /** The session token that goes with a one-time or session token; null: not one of ours, or used before. */
  admit(token: string): string | null;
}

const tokenBytes = 32;
/** Far more than a person opens; older ones stop working. */
const mostInvitations = 16;
const mostSessions = 64;

export function createGate(): Gate {
  const invitations: Buffer[] = [];
  const sessions: Buffer[] = [];
  return {
    invite: () => issue(invitations, mostInvitations),
    admit: (token) => {
      const digest = digestOf(token);
      if (indexOf(sessions, digest) >= 0) return token;
      const invitation = indexOf(invitations, digest);
      if (invitation < 0) return null;
      invitations.splice(invitation, 1);
      return issue(sessions, mostSessions);
    },
  };
}

/** Only digests are kept: what is not in memory cannot leak from it, and digests compare in constant time at any length. */
function issue(digests: Buffer[], most: number): string {
  const token = randomBytes(tokenBytes).toString('base64url');
  digests.push(digestOf(token));
  if (digests.length > most) digests.shift();
  return token;
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Looks at all of them, so that the time says nothing about which one. */
function indexOf(digests: readonly Buffer[], wanted: Buffer): number {
  return digests.reduce((found, digest, index) => (timingSafeEqual(digest, wanted) ? index : found), -1);
}
