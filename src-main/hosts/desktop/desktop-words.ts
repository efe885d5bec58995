import { de } from '../../../src-shared/i18n/de/index.ts';
import { en, type Key } from '../../../src-shared/i18n/en/index.ts';
import { chooseReader } from '../../../src-shared/i18n/languages.ts';
import { createTranslate, type Translate } from '../../../src-shared/i18n/translate.ts';

/** Words for what the system draws: menus, tray, messages. In the language of the page, else of the system. */
export function desktopWords(chosen: string | null, preferred: readonly string[]): Translate<Key> {
  const { language, locale } = chooseReader(chosen, preferred);
  return createTranslate(locale, language === 'de' ? de : en);
}

/** Names are what people typed: an ampersand would vanish and underline the next letter; lines stay short and single. */
export function literal(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return (flat.length > 80 ? `${flat.slice(0, 79)}…` : flat).replaceAll('&', '&&');
}
