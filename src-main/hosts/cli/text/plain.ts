import { replaceHidden } from '../../../../src-shared/hidden-characters.ts';

/**
 * Text that anybody may have written, made safe for a terminal: escape sequences cannot move the cursor or fake output,
 * and characters that reorder or hide text are shown by their number (SEC-17).
 */
export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/** The same with its lines kept. */
export function plainText(text: string): string {
  return replaceHidden(text.replace(/\r\n?/g, '\n').replace(/\t/g, '  '), (code) => `<${code}>`);
}
