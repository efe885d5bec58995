import type { Random } from '../../../src-shared/ports/ports.ts';

/** For jitter only; ids and keys come from the operating system's generator. */
export const systemRandom: Random = { next: () => Math.random() };
