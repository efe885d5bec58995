import type { connections as english } from '../en/connections.ts';

export const connections: Readonly<Record<keyof typeof english, string>> = {};
