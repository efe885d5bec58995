import type { dashboard as english } from '../en/dashboard.ts';

export const dashboard: Readonly<Record<keyof typeof english, string>> = {};
