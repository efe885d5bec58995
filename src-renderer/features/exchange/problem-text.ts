import type { ImportProblem } from '../../../src-shared/api/exchange.ts';
import { locale, t } from '../../i18n/t.ts';

/** Sentences of the core that say more than the words for their reason. */
const exact: ReadonlySet<ImportProblem['code']> = new Set(['too-many-cells', 'same-task', 'unknown-status', 'refused']);

/** Values have words for what their field wants. */
const ofField: Readonly<Record<string, 'bad-date' | 'bad-list' | 'bad-number'>> = {
  ...{ start: 'bad-date', due: 'bad-date', assignees: 'bad-list', labels: 'bad-list' },
  ...{ estimate: 'bad-number', progress: 'bad-number' },
};

/**
 * Why a row is left out, in the reader's language. The core's sentence is the more exact one, and English; who reads another
 * language gets it besides, where it has more to say.
 */
export function problemText({ code, field, message }: ImportProblem): {
  readonly what: string;
  readonly inEnglish: string | null;
} {
  if (locale.startsWith('en')) return { what: message, inEnglish: null };
  const key = code === 'bad-value' && field !== null ? (ofField[field] ?? code) : code;
  return { what: t(`exchange.problem.${key}`), inEnglish: exact.has(code) ? message : null };
}
