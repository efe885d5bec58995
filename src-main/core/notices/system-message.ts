import type { ProfileId } from '../../../src-shared/domain/ids.ts';
import type { Notice, NoticeSettings } from '../../../src-shared/domain/notice.ts';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import { chooseReader, type Reader } from '../../../src-shared/i18n/languages.ts';
import type { Translate } from '../../../src-shared/i18n/translate.ts';
import type { Store } from '../store/store.ts';

/** What the system is to show. */
export interface Said {
  readonly kind: Notice['kind'] | 'recovered' | 'withdraw';
  readonly count: number;
  readonly place: string | null;
  /** Null: it is about all of them. */
  readonly profile: { readonly id: ProfileId; readonly name: string } | null;
}

/** Setting: the language that was chosen; null: as the system. */
export const languageKey = 'language';

/** The message in the person's language; loaded when there is one, which is seldom. No task text is ever in it. */
export async function systemMessage(
  { kind, count, place, profile }: Said,
  { hideDetails }: NoticeSettings,
  store: Pick<Store, 'settings'>,
): Promise<{ readonly title: string; readonly body: string; readonly route: string }> {
  const t = await words(await store.settings.get<string>(languageKey));
  const { noticeWords } = await import('../../../src-shared/i18n/notice-words.ts');
  const title = profile?.name ?? 'Task Sync';
  const route = routeOf(kind, profile?.name ?? null);
  if (kind === 'recovered' || kind === 'withdraw') return { title, body: t('notices.recovered'), route };
  return { title, body: hideDetails ? t('notices.hidden') : noticeWords({ kind, count, place }, t), route };
}

/** Where a click leads, as `src-renderer/stores/routes.ts` reads it. */
function routeOf(kind: Said['kind'], profile: string | null): string {
  if (kind === 'conflicts' || profile === null) return '#/conflicts';
  if (kind === 'sign-in') return '#/connections';
  return `#/${kind === 'held' ? 'preview' : 'profiles'}/${encodeURIComponent(profile)}`;
}

async function words(chosen: string | null): Promise<Translate<Key>> {
  const reader: Reader = chooseReader(chosen, [Intl.DateTimeFormat().resolvedOptions().locale]);
  const { createTranslate } = await import('../../../src-shared/i18n/translate.ts');
  if (reader.language === 'de') {
    const { de } = await import('../../../src-shared/i18n/de/index.ts');
    return createTranslate(reader.locale, de);
  }
  const { en } = await import('../../../src-shared/i18n/en/index.ts');
  return createTranslate(reader.locale, en);
}
