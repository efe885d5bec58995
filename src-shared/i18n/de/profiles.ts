import type { profiles as english } from '../en/profiles.ts';

export const profiles: Readonly<Record<keyof typeof english, string>> = {};
