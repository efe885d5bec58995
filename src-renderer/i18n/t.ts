import { en, type Key } from '../../src-shared/i18n/en/index.ts';
import { chooseReader, type Reader } from '../../src-shared/i18n/languages.ts';
import { createTranslate, type Translate, type Values } from '../../src-shared/i18n/translate.ts';

/** Where this browser remembers the language that was chosen; absent: as the system. */
export const languageKey = 'task-sync.language';

/** Whom this page is written for. Another language needs a reload, so that words made once stay right. */
export const reader: Reader = chooseReader(chosenLanguage(), globalThis.navigator?.languages ?? []);

export const locale = reader.locale;

let translate: Translate<Key> = createTranslate(locale, en);

/** The words of the reader's language. Until `loadWords` has ended, they are English. */
export const t: Translate<Key> = Object.assign((key: Key, values?: Values) => translate(key, values), {
  locale,
  has: (key: string): key is Key => Object.hasOwn(en, key),
});

/** To be awaited before any module is loaded that calls `t` while it is. */
export async function loadWords(): Promise<void> {
  if (reader.language === 'de')
    translate = createTranslate(locale, (await import('../../src-shared/i18n/de/index.ts')).de);
  if (reader.language === 'en-XA') {
    translate = createTranslate(locale, (await import('../../src-shared/i18n/pseudo.ts')).pseudoWords(en));
  }
}

/** Null: as the system. */
export function chosenLanguage(): string | null {
  try {
    return globalThis.localStorage?.getItem(languageKey) ?? null;
  } catch {
    return null;
  }
}
