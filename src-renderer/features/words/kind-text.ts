import type { HistoryView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { fieldName } from './field-text.ts';

/** What was done, and to which field: "Due", "Written: Due". */
export function kindText({ kind: done, field: name }: Pick<HistoryView, 'kind' | 'field'>): string {
  const kind = t(`words.history.${done}`);
  if (!name) return kind;
  const field = fieldName(name);
  return done === 'update' ? t('words.changed.field', { field }) : t('words.changed.kindAndField', { kind, field });
}
