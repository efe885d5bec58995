/**
 * Text in Jira's wiki markup (https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all). A backslash
 * takes the meaning from a mark; two of them are a line break, so a backslash itself is written as an entity.
 */
export function escapeWiki(text: string, isCell: boolean): string {
  return text.replace(/[\\{}[\]|!*_+^~&-]/g, (mark, at: number) => {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + 1);
    switch (mark) {
      case '\\':
        return /^(?:[!-/:-@[-`{-~\s]|$)/.test(after) ? '&#92;' : mark;
      case '&':
        return /^&(?:#\d{1,7}|amp|lt|gt|quot|nbsp);/.test(text.slice(at, at + 12)) ? '&amp;' : mark;
      case '|':
        return isCell ? '\\|' : mark;
      case '!':
        return after === '' || /\S/.test(after) ? '\\!' : mark;
      case '{':
      case '}':
      case '[':
      case ']':
        return `\\${mark}`;
      default:
        return isHarmless(before, after) ? mark : `\\${mark}`;
    }
  });
}

/** Within a word, or between white space, a mark opens and closes nothing. */
function isHarmless(before: string, after: string): boolean {
  return (isWord.test(before) && isWord.test(after)) || (/^\s$/.test(before) && /^\s$/.test(after));
}

const isWord = /^[\p{L}\p{N}]$/u;

/** What would begin a block if it stood first in its line. */
export function escapeLineStart(line: string): string {
  return line
    .replace(/^(h[1-6]|bq)\.(?=\s)/, '$1&#46;')
    .replace(/^(?:[*#-]+(?=\s|$)|\||-{4,}$)/, '\\$&')
    .replace(/^#(?=[*#-]*\s)/, '\\#');
}

const names: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };

export function decodeWiki(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])|&(?:#(\d{1,7})|(amp|lt|gt|quot|nbsp));/g, (_, mark, code, name) => {
    if (mark !== undefined) return mark;
    if (name !== undefined) return names[name] ?? '';
    const point = Number(code);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
  });
}
