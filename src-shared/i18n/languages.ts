/** Languages that a person can choose. */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** Languages that only tests choose: longer and accented; written from right to left. */
export const pseudoLanguages = ['en-XA', 'ar-XB'] as const;
export type PseudoLanguage = (typeof pseudoLanguages)[number];

/** Names of the languages in themselves; never translated. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

export interface Reader {
  readonly language: Language | PseudoLanguage;
  /** How dates and numbers are written: the reader's own kind of the language (`en-GB`), where it is known. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

/**
 * Whom we write for: what was chosen, else the first of the system's languages that we have, else English. `preferred` is
 * the system's list, best first.
 */
export function chooseReader(chosen: string | null, preferred: readonly string[]): Reader {
  const pseudo = pseudoLanguages.find((language) => language === chosen);
  if (pseudo) return { language: pseudo, locale: 'en-GB', direction: pseudo === 'ar-XB' ? 'rtl' : 'ltr' };
  const wanted = chosen === null ? preferred : [chosen];
  const language = firstOf(wanted) ?? 'en';
  const own = preferred.find((each) => base(each) === language);
  return { language, locale: own ?? (language === 'en' ? 'en-GB' : language), direction: 'ltr' };
}

function firstOf(wanted: readonly string[]): Language | undefined {
  for (const each of wanted) {
    const known = languages.find((language) => language === base(each));
    if (known) return known;
  }
  return undefined;
}

function base(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}
