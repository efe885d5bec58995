import type { ui as english } from '../en/ui.ts';

export const ui: Readonly<Record<keyof typeof english, string>> = {};
