import { t } from '../../i18n/t.ts';

/** Heading of a group of problems; the sentence about each one comes from the core. */
export function problemTitle(code: string): string {
  const key = `words.problem.${code}`;
  return t.has(key) ? t(key) : code;
}
