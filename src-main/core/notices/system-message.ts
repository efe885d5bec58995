import type { ProfileId } from '../../../src-shared/domain/ids.ts';
import { isWorthRetrying, type Notice, type NoticeSettings } from '../../../src-shared/domain/notice.ts';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import { chooseReader, type Reader } from '../../../src-shared/i18n/languages.ts';
import type { Translate } from '../../../src-shared/i18n/translate.ts';
import type { Notifier } from '../../../src-shared/ports/ports.ts';
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

/** What the buttons of a message do. */
export interface Doing {
  readonly retry: () => void;
  readonly snooze: () => void;
}

/** The message in the person's language; loaded when there is one, which is seldom. No task text is ever in it. */
export async function systemMessage(
  { kind, count, place, profile }: Said,
  { hideDetails }: NoticeSettings,
  store: Pick<Store, 'settings'>,
  { retry, snooze }: Doing,
): Promise<Omit<Parameters<Notifier['notify']>[0], 'tag'>> {
  const t = await words(await store.settings.get<string>(languageKey));
  const { noticeWords } = await import('../../../src-shared/i18n/notice-words.ts');
  const title = profile?.name ?? 'Task Sync';
  const route = routeOf(kind, profile?.name ?? null);
  if (kind === 'recovered' || kind === 'withdraw') return { title, body: t('notices.recovered'), route };
  const actions = [
    { label: t(`notices.act.${kind}`) },
    ...(isWorthRetrying(kind) ? [{ label: t('notices.retry'), run: retry }] : []),
    { label: t('notices.snooze'), run: snooze },
  ];
  const body = hideDetails ? t('notices.hidden') : noticeWords({ kind, count, place }, t);
  return { title, body, route, actions, withoutActions: t('notices.withoutActions') };
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
