import type { Words } from './translate.ts';

const accents: Readonly<Record<string, string>> = Object.fromEntries(
  [...'aåbƀcçdđeéfƒgĝhĥiîjĵkķlļmɱnñoöpþrŕsštťuûwŵyýzžAÅEÉIÎOÖUÛSŠNÑ'.matchAll(/(.)(.)/gu)].map(([, from, to]) => [
    from,
    to,
  ]),
);

/** Makes every message longer and visibly ours, so that clipped and forgotten words are seen. What stands in braces stays. */
export function pseudoWords<Key extends string>(words: Words<Key>): Words<Key> {
  const changed = Object.entries<string>(words).map(([key, text]) => [
    key,
    `[${accented(text)} ${'~'.repeat(padding(text))}]`,
  ]);
  return Object.fromEntries(changed) as Words<Key>;
}

/** Some 40 % more, and 200 % for short labels (ux.md 2.21). */
function padding(text: string): number {
  return Math.ceil(text.length * (text.length <= 10 ? 1 : 0.4));
}

function accented(text: string): string {
  let depth = 0;
  return [...text]
    .map((letter) => {
      if (letter === '{') depth += 1;
      if (letter === '}') depth -= 1;
      return depth > 0 ? letter : (accents[letter] ?? letter);
    })
    .join('');
}
