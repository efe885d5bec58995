import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { PairingCodeView } from '../../../src-shared/api/views.ts';
import type { Clock } from '../../../src-shared/ports/ports.ts';

/** `gone`: no code waits (used, too old, tried too often, none made) · `later`: too many tries in a minute. */
export type Redeemed = 'paired' | 'wrong' | 'gone' | 'later';

/** Where a person at this computer makes a code, and another device shows it. One code at a time, in memory only. */
export interface PairingDesk {
  make(): PairingCodeView;
  redeem(text: string): Redeemed;
}

/** Without what looks alike: I and 1, O and 0, L. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const length = 8;
const validMs = 10 * 60 * 1000;
const mostTries = 5;
/** Of all devices together; a person needs one or two. */
const mostTriesPerMinute = 10;

export function createPairingDesk(clock: Clock): PairingDesk {
  let waiting: { readonly digest: Buffer; readonly expiresAt: number; tries: number } | null = null;
  let recent: readonly number[] = [];
  return {
    make: () => {
      const code = Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
      const expiresAt = clock.now() + validMs;
      waiting = { digest: digestOf(code), expiresAt, tries: 0 };
      return { code: `${code.slice(0, 4)}-${code.slice(4)}`, expiresAt: new Date(expiresAt).toISOString() };
    },
    redeem: (text) => {
      const now = clock.now();
      recent = recent.filter((at) => at > now - 60_000);
      if (recent.length >= mostTriesPerMinute) return 'later';
      recent = [...recent, now];
      if (waiting !== null && waiting.expiresAt <= now) waiting = null;
      if (waiting === null) return 'gone';
      waiting.tries += 1;
      const isRight = timingSafeEqual(waiting.digest, digestOf(asTyped(text)));
      if (isRight || waiting.tries >= mostTries) waiting = null;
      return isRight ? 'paired' : 'wrong';
    },
  };
}

/** Small letters, spaces and dashes are how people type it. */
function asTyped(text: string): string {
  return text.toUpperCase().replace(/[\s-]+/g, '');
}

/** Digests compare in constant time at any length. */
function digestOf(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
