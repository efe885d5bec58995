import type { words as english } from '../en/words.ts';

export const words: Readonly<Record<keyof typeof english, string>> = {};
