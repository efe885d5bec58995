import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';

import { describe, expect, test } from 'vitest';
import { de } from '../../../src-shared/i18n/de/index.ts';
import { en } from '../../../src-shared/i18n/en/index.ts';
import { chooseReader } from '../../../src-shared/i18n/languages.ts';
import { pseudoWords } from '../../../src-shared/i18n/pseudo.ts';
import { createTranslate, type Words } from '../../../src-shared/i18n/translate.ts';

describe.each([
  ['German', de],
  ['the pseudo-language', pseudoWords(en)],
])('%s', (_name, words) => {
  test('has the same keys and asks for the same values as English', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en))
      expect({ key, values: valuesOf((words as Words)[key] ?? '') }).toEqual({ key, values: valuesOf(text) });
  });
});

test('words that ux.md forbids stand nowhere', () => {
  const forbidden =
    /\b(dry run|local copy|remote|base value|ancestor|incoming|theirs|credential|pending|dirty|pipeline)\b/i;
  expect(Object.entries<string>(en).filter(([, text]) => forbidden.test(text))).toEqual([]);
});

test('values, plurals and lists are written as the language does it', () => {
  const words = { tasks: '{count, plural, one {# task} other {# tasks}} in {places}' };
  const t = createTranslate('en-GB', words);
  expect(t('tasks', { count: 1, places: ['Jira'] })).toBe('1 task in Jira');
  expect(t('tasks', { count: 1200, places: ['Jira', 'GitHub'] })).toBe('1,200 tasks in Jira and GitHub');
});

test('a message without its value is shown as it stands', () => {
  expect(createTranslate('en', { hello: 'Hello {name}' })('hello')).toBe('Hello {name}');
});

test.each([
  [null, ['de-AT', 'en'], 'de', 'de-AT'],
  [null, ['fr', 'en-US'], 'en', 'en-US'],
  [null, ['ja'], 'en', 'en-GB'],
  ['de', ['en-US'], 'de', 'de'],
  ['ar-XB', ['en-US'], 'ar-XB', 'en-GB'],
])('%s chosen, %s preferred: %s, written as in %s', (chosen, preferred, language, locale) => {
  expect(chooseReader(chosen, preferred)).toMatchObject({ language, locale });
});

/** Names of what stands in braces, in every branch. */
function valuesOf(text: string): readonly string[] {
  const names = new Set<string>();
  const collect = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.value);
      if ('options' in element) for (const { value } of Object.values(element.options)) collect(value);
    }
  };
  collect(parse(text, { ignoreTag: true }));
  return [...names].sort();
}
