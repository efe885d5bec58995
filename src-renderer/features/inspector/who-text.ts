import type { HistoryView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';

/** Who caused a change: a person here, one at a service, or a service of which nobody is known. */
export function whoText({ actor, by }: Pick<HistoryView, 'actor' | 'by'>): string {
  if (actor === 'here') return by ?? t('words.actor.you');
  if (actor === 'undo') return t('words.actor.undo');
  return by ? t('words.actor.by', { person: by, place: actor }) : t('words.actor.from', { place: actor });
}
