import type { preview as english } from '../en/preview.ts';

export const preview: Readonly<Record<keyof typeof english, string>> = {};
