import type { Notice } from '../domain/notice.ts';
import type { Key } from './en/index.ts';
import type { Translate } from './translate.ts';

/** What a notice says, in the reader's words: in the notification centre and in the system's messages alike. */
export function noticeWords(
  { kind, count, place }: Pick<Notice, 'kind' | 'count' | 'place'>,
  t: Translate<Key>,
): string {
  if (kind === 'sign-in' || kind === 'failed') {
    return place === null ? t(`notices.${kind}`) : t(`notices.${kind}At`, { place });
  }
  return t(`notices.${kind}`, { count });
}
