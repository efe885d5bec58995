/**
 * Text written so that nothing in it starts a span, a link or a block, with as few backslashes as that takes: a person
 * reads and edits it. What decides is the CommonMark and GFM specifications, and what `parse-inline.ts` reads besides.
 */
export function escapeText(text: string, place: TextPlace): string {
  const isOnlyTilde = text.indexOf('~') === text.lastIndexOf('~');
  return text.replace(/[\\`*_~[\]<&!]/g, (mark, at: number) => {
    const before = text.charAt(at - 1);
    const after = text.charAt(at + 1);
    // White space at the edge will be gone, and the mark then stands at the edge.
    const isLoose = /\s/.test(before) && /\s/.test(after) && isInside(text, at);
    const isNeeded = (): boolean => {
      switch (mark) {
        case '\\':
          return /^(?:[!-/:-@[-`{-~\n]|\s*$)/.test(text.slice(at + 1, at + 80));
        case '*':
          return !isLoose;
        case '_':
          return !isLoose && !(isWord.test(before) && isWord.test(after));
        case '~':
          if (isLoose) return false;
          return !isOnlyTilde || (before === '' && place.isBehindMark) || (after === '' && place.isBeforeMark);
        case '[':
          return place.isLabel;
        case ']':
          return place.isLabel || /[([:]/.test(after);
        case '!':
          return after === '' && place.isBeforeBracket;
        case '<':
          return startsTag.test(text.slice(at, at + 80));
        case '&':
          return /^&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,31});/i.test(text.slice(at, at + 40));
        default:
          return true;
      }
    };
    return isNeeded() ? `\\${mark}` : mark;
  });
}

/** What stands around a text. */
export interface TextPlace {
  /** It is between the brackets of a link. */
  readonly isLabel: boolean;
  readonly isBeforeBracket: boolean;
  readonly isBehindMark: boolean;
  readonly isBeforeMark: boolean;
}

export const alone: TextPlace = { isLabel: false, isBeforeBracket: false, isBehindMark: false, isBeforeMark: false };

function isInside(text: string, at: number): boolean {
  return /\S/.test(text.slice(Math.max(0, at - 80), at)) && /\S/.test(text.slice(at + 1, at + 80));
}

const isWord = /^[\p{L}\p{N}]$/u;

/** An address, or one of the tags that have a meaning here. Others are text on both sides. */
const startsTag = /^<(?:[a-z][a-z0-9+.-]{1,31}:[^\s<>]|[^\s<>@]+@|\/?(?:u|sub|sup|b|strong|i|em|s|del|br)\b)/i;

/** What would begin a block if it stood first in its line. */
export function escapeLineStart(line: string): string {
  return line
    .replace(/^(?:#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|\[(?=!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$))/i, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(?:=+$|[|:-](?=[|:\s-]*$))/, '\\$&');
}

/** An address as it stands between the parentheses of a link. */
export function printAddress(href: string): string {
  const plain = href
    .replace(/[\p{Cc}]/gu, (control) => encodeURIComponent(control))
    .replace(/\\(?=[!-/:-@[-`{-~]|$)|&(?=#?\w+;)/g, '\\$&');
  if (/^[^\s<>()]+$/.test(plain)) return plain;
  return plain === '' ? '' : `<${plain.replace(/[<>]/g, '\\$&')}>`;
}

export function escapeTitle(title: string): string {
  return title.replace(/\s+/g, ' ').replace(/\\(?=[!-/:-@[-`{-~]|$)|&(?=#?\w+;)|"/g, '\\$&');
}
