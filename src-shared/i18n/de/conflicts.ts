import type { conflicts as english } from '../en/conflicts.ts';

export const conflicts: Readonly<Record<keyof typeof english, string>> = {};
