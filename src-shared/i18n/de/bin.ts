import type { bin as english } from '../en/bin.ts';

export const bin: Readonly<Record<keyof typeof english, string>> = {};
