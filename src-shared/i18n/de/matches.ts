import type { matches as english } from '../en/matches.ts';

export const matches: Readonly<Record<keyof typeof english, string>> = {};
