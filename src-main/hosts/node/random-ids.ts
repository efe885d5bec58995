import { randomBytes } from 'node:crypto';
import { base32 } from '../../../src-shared/domain/base32.ts';
import type { Ids } from '../../../src-shared/ports/ports.ts';

/** Ids from the operating system's generator: 128 bits fill 26 characters of five bits, the last one with two. */
export const randomIds: Ids = { next: () => base32(randomBytes(16)) };
