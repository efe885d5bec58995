import { randomBytes } from 'node:crypto';
import type { Ids } from '../../../src-shared/ports/ports.ts';

/** RFC 4648 base32, lower case: safe in file names, URLs and iCalendar UIDs, and nobody mistakes case. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** Ids from the operating system's generator: 128 bits fill 26 characters of five bits, the last one with two. */
export const randomIds: Ids = { next: () => base32(randomBytes(16)) };

export function base32(bytes: Uint8Array): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet[(buffer >>> bits) & 31];
    }
    buffer &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet[(buffer << (5 - bits)) & 31];
}
