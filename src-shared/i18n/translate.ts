import { IntlMessageFormat, type PrimitiveType } from 'intl-messageformat';

/** Words by key, in ICU MessageFormat: `{count, plural, one {# task} other {# tasks}}`. */
export type Words<Key extends string = string> = Readonly<Record<Key, string>>;

/** What stands in a message's braces. A list is joined as the language does it. */
export type Values = Readonly<Record<string, PrimitiveType | readonly string[]>>;

export interface Translate<Key extends string> {
  (key: Key, values?: Values): string;
  /** BCP 47, as `Intl` takes it. */
  readonly locale: string;
  /** Whether there are words for a key that was put together. */
  has(key: string): key is Key;
}

/**
 * One language's words as a function. A message that lacks a value shows its text with the braces instead of failing:
 * a word is never worth a broken screen; `tests/unit/i18n` finds such messages.
 */
export function createTranslate<Key extends string>(locale: string, words: Words<Key>): Translate<Key> {
  const formats = new Map<Key, IntlMessageFormat>();
  const list = new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' });
  const translate = (key: Key, values: Values = {}): string => {
    const text = words[key];
    if (!text.includes('{') && !text.includes("'")) return text;
    try {
      const format = formats.get(key) ?? new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
      formats.set(key, format);
      return String(format.format(joined(values, list)));
    } catch {
      return text;
    }
  };
  return Object.assign(translate, { locale, has: (key: string): key is Key => Object.hasOwn(words, key) });
}

function joined(values: Values, list: Intl.ListFormat): Record<string, PrimitiveType> {
  const flat = Object.entries(values).map(([name, value]) => [name, isList(value) ? list.format(value) : value]);
  return Object.fromEntries(flat) as Record<string, PrimitiveType>;
}

function isList(value: Values[string]): value is readonly string[] {
  return Array.isArray(value);
}
