import { type Cause, causeOf } from '../../../src-shared/i18n/cause-of.ts';
import { t } from '../../i18n/t.ts';

/** Why it could not be done: `causes.<cause>` says it, `causes.<cause>.do` what helps. The sentence about each one comes from the core. */
export function problemCause(problem: Parameters<typeof causeOf>[0]): Cause {
  return causeOf(problem, (cause) => t.has(`causes.${cause}.do`));
}
