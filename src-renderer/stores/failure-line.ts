import { toTaskSyncError } from '../../src-shared/errors.ts';
import { failureText } from '../../src-shared/i18n/failure-words.ts';
import { t } from '../i18n/t.ts';

/** What went wrong, as one line in the reader's language, for a message that goes by itself. */
export function failureLine(error: unknown): string {
  return failureText(toTaskSyncError(error), t);
}
