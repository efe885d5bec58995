/** Characters that hide in a text or change what is seen of it, and letters that are taken for others (SEC-17). Pure. */

/**
 * Control characters but the line feed and the tab; bidirectional controls; zero-width characters but the joiners of emoji and
 * scripts; the invisible copies of ASCII, but where they make a flag (looked for no further than a flag is long).
 */
const hidden =
  /(?![\n\t])[\p{Cc}\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]|(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,6})[\u{e0000}-\u{e007f}]/u;

/** Greek and Cyrillic letters that look like Latin ones. */
const twins = /[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧορνАВЕЅІЈКМНОРСТУХҮаеоԁһіјӏорсѕухԛԝѵ]/u;

export type VisiblePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `text` as `U+202E`; so many of them in a row. */
  | { readonly kind: 'hidden'; readonly text: string; readonly count: number }
  /** A word of Latin letters with some that only look so. */
  | { readonly kind: 'mixed'; readonly text: string };

/** True for nearly every text there is, so that nothing else is done with it. */
export function isPlain(text: string): boolean {
  return !hidden.test(text) && !twins.test(text);
}

export function visibleParts(text: string): readonly VisiblePart[] {
  if (isPlain(text)) return [{ kind: 'text', text }];
  return splitBy(text, hidden).flatMap(({ text: part, isHit }) => (isHit ? [hiddenPart(part)] : mixedParts(part)));
}

/** Each of them on its own, for where only text can be shown. */
export function replaceHidden(text: string, by: (code: string) => string): string {
  return text.replace(new RegExp(hidden, 'gu'), (character) => by(codeOf(character)));
}

/** `U+202E` */
function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function hiddenPart(run: string): VisiblePart {
  return { kind: 'hidden', text: codeOf(run), count: [...run].length };
}

function mixedParts(text: string): readonly VisiblePart[] {
  if (!twins.test(text)) return [{ kind: 'text', text }];
  return splitBy(text, /[\p{L}\p{M}]+/u).map(({ text: part, isHit }) => ({
    kind: isHit && twins.test(part) && /\p{sc=Latin}/u.test(part) ? 'mixed' : 'text',
    text: part,
  }));
}

/** A hit and copies of it right behind it count as one. */
function splitBy(text: string, pattern: RegExp): readonly { readonly text: string; readonly isHit: boolean }[] {
  const parts: { text: string; isHit: boolean }[] = [];
  let end = 0;
  for (const { index, 0: run } of text.matchAll(new RegExp(`(${pattern.source})\\1*`, 'gu'))) {
    if (index > end) parts.push({ text: text.slice(end, index), isHit: false });
    parts.push({ text: run, isHit: true });
    end = index + run.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), isHit: false });
  return parts;
}
