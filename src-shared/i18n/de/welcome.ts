import type { welcome as english } from '../en/welcome.ts';

export const welcome: Readonly<Record<keyof typeof english, string>> = {};
