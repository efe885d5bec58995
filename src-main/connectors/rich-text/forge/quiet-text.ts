/**
 * Text from elsewhere must not call people or leave traces at other issues: `@ana` there is nobody's login here, and `#12` is
 * another number's issue. A zero width space behind the sign keeps GitHub and Gitea from seeing either, and people from seeing it; reading
 * takes it out again. What stands in code, addresses and tags is no mention to them and stays as it is.
 */
const hush = '\u200b';

/** What is left alone: fenced code, code spans, addresses, where links lead to, tags and comments, entities. */
const opaque =
  /(?<fence>^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?<ticks>`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?^[ \t>]*\k<ticks>[`~]*[ \t]*$|[\s\S]*))|(?<run>(?<!`)`+(?!`))(?:(?!\n[ \t]*\n)[\s\S])*?(?<!`)\k<run>(?!`)|\b(?:https?|ftp):\/\/[^\s<>]*|\bwww\.[^\s<>]*|\]\([^)\s]*|<!--(?:(?!<!--)[\s\S])*?-->|<\/?[a-z][^<>]*>|&#?\w+;/gimu;

/** `@login`, `@org/team`, `#12`, `GH-12` and `owner/repo#12`, with what may already stand behind the sign. */
const loud = new RegExp(
  [
    `(?<![\\p{L}\\p{N}_])(@)(${hush}*)(?=[a-z0-9])`,
    `(?<![\\p{L}\\p{N}_.\\-/&#]${hush}*)((?:[\\w.-]+/)?[\\w.-]+#|#)(${hush}*)(?=\\d)`,
    `(?<![\\p{L}\\p{N}_])(GH-)(${hush}*)(?=\\d)`,
  ].join('|'),
  'giu',
);

/** Names the person or the issue of a sign: as far as its letters and digits go. */
const name = /^[\w-]+(?:\/[\w-]+)?/;

/**
 * @param known what is mentioned there already, as `mentionsIn` tells: it may stay loud
 */
export function quiet(text: string, known: ReadonlySet<string> = new Set()): string {
  return outsideOpaque(text, (part) =>
    part.replace(loud, (...found: readonly unknown[]) => {
      const { sign, hushes, rest } = siteOf(found);
      return hushes === '' && known.has(wordAt(sign, rest)) ? sign : `${sign}${hushes}${hush}`;
    }),
  );
}

/** The reverse: takes one zero width space from behind each sign that has one. */
export function unquiet(text: string): string {
  return outsideOpaque(text, (part) =>
    part.replace(loud, (...found: readonly unknown[]) => {
      const { sign, hushes } = siteOf(found);
      return `${sign}${hushes.slice(hush.length)}`;
    }),
  );
}

/** Everybody and everything that this text calls as it is. */
export function mentionsIn(text: string): ReadonlySet<string> {
  const mentions = new Set<string>();
  outsideOpaque(text, (part) =>
    part.replace(loud, (...found: readonly unknown[]) => {
      const { sign, hushes, rest } = siteOf(found);
      if (hushes === '') mentions.add(wordAt(sign, rest));
      return sign;
    }),
  );
  return mentions;
}

function wordAt(sign: string, rest: string): string {
  return `${sign}${name.exec(rest)?.[0] ?? ''}`.toLowerCase();
}

/** One place that `loud` found, from the arguments of a replacer. */
function siteOf(found: readonly unknown[]): { readonly sign: string; readonly hushes: string; readonly rest: string } {
  const [whole, at, atHushes, number, numberHushes, gh, ghHushes, offset, text] = found;
  const sign = String(at ?? number ?? gh);
  const hushes = String(atHushes ?? numberHushes ?? ghHushes);
  return { sign, hushes, rest: String(text).slice(Number(offset) + String(whole).length) };
}

function outsideOpaque(text: string, change: (part: string) => string): string {
  let result = '';
  let from = 0;
  for (const { index, 0: whole } of text.matchAll(opaque)) {
    result += change(text.slice(from, index)) + whole;
    from = index + whole.length;
  }
  return result + change(text.slice(from));
}
