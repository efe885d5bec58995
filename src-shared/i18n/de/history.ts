import type { history as english } from '../en/history.ts';

export const history: Readonly<Record<keyof typeof english, string>> = {};
