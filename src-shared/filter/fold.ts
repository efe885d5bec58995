/** Text as a person compares it: case, accents and outer white space do not matter. For sorting and filtering only. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** The words of a text, as the search index cuts it. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{Co}]+/gu) ?? []
  );
}

/** The words of the phrase stand in the text one after another, the last one by its beginning. No words: never. */
export function hasPhrase(text: readonly string[], phrase: readonly string[]): boolean {
  const last = phrase.length - 1;
  if (last < 0) return false;
  return text.some((_, start) =>
    phrase.every((word, index) =>
      index === last ? text[start + index]?.startsWith(word) === true : text[start + index] === word,
    ),
  );
}
