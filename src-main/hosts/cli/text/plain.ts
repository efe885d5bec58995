/**
 * Text that anybody may have written, made safe for a terminal: escape sequences cannot move the cursor or fake output,
 * and characters that reorder or hide text are shown by their number (SEC-17).
 */
export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/** The same with its lines kept. */
export function plainText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '  ')
    .replace(
      hidden,
      (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
    );
}

/** Control characters but the line feed; bidirectional controls; zero-width characters but the joiners of emoji and scripts. */
const hidden = /(?!\n)[\p{Cc}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/gu;
