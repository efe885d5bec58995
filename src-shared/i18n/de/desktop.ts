import type { desktop as english } from '../en/desktop.ts';

export const desktop: Readonly<Record<keyof typeof english, string>> = {};
