/** TEXT values (RFC 5545, 3.3.11): backslash, semicolon, comma and line break are escaped. */

export function unescapeText(value: string): string {
  if (!value.includes('\\')) return value;
  return value.replace(/\\([\\;,nN])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));
}

/** Line breaks of any kind become `\n`; control characters, which the format cannot hold, are left out. */
export function escapeText(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(controls, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** Nothing to escape or to leave out; most titles and labels are like that. */
const plain = /^[\t -+\--:<-[\]-~\u{a0}-\u{d7ff}]*$/u;

// Lone surrogates go too: they have no UTF-8 form and would arrive as something else.
const controls = /[^\t\n\P{Cc}]|\p{Cs}/gu;

/** Elements of a comma list as written, still escaped. */
export function splitList(value: string): readonly string[] {
  const elements: string[] = [];
  let start = 0;
  for (let index = 0; index < value.length; index++) {
    const character = value[index];
    if (character === '\\') index++;
    else if (character === ',') {
      elements.push(value.slice(start, index));
      start = index + 1;
    }
  }
  return [...elements, value.slice(start)];
}
