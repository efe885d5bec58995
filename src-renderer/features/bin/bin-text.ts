import type { BinEntry, LinkView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { momentText } from '../words/time-text.ts';

/** Who deleted it, and when. */
export function deletedText({ task, from, by }: BinEntry): string {
  const time = momentText(task.deletedAt ?? task.updatedAt);
  if (from === null) return t('bin.deleted', { time });
  if (from === 'here') return t('bin.deletedByYou', { time });
  if (from === 'undo') return t('bin.deletedByUndo', { time });
  return by === null
    ? t('bin.deletedAt', { place: from, time })
    : t('bin.deletedBy', { person: by, place: from, time });
}

/** What became of its records. */
export function placesText({ task }: BinEntry): readonly string[] {
  const at = (...states: readonly LinkView['state'][]): readonly string[] =>
    task.links.filter(({ state }) => states.includes(state)).map(({ endpoint }) => endpoint);
  const [gone, letGo, kept] = [at('gone'), at('unlinked', 'out-of-scope'), at('in-sync')];
  const others = task.links
    .map(({ endpoint }) => endpoint)
    .filter((name) => ![...gone, ...letGo, ...kept].includes(name));
  return [
    gone.length > 0 && t('bin.gone', { places: gone }),
    kept.length > 0 && t('bin.still', { places: kept }),
    letGo.length > 0 && t('bin.letGo', { places: letGo }),
    others.length > 0 && t('bin.waits', { places: others }),
  ].filter((text) => text !== false);
}
