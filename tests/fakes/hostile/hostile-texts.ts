import { hostileLinks } from './addresses.ts';
import { disguises, surroundings, vectors } from './markup.ts';
import { hostileShapes } from './shapes.ts';

/** The host that nothing may ever ask; the name cannot exist (RFC 6761). */
export const evilHost = 'evil.invalid';

/** What a payload calls when it runs: the page under test has this function. */
export const alarm = 'hostile';

/** Every text is different, and carries its number where it runs or loads something. */
export const hostileTexts: readonly string[] = [
  ...new Set([
    ...vectors.flatMap((vector) => disguises.map((disguise) => disguise(vector))),
    ...vectors.flatMap((vector) => surroundings.map((surround) => surround(vector))),
    ...hostileLinks,
    ...hostileShapes,
  ]),
].map(armed);

/** @param index what tells the text apart from others where it runs or loads something */
export function armed(text: string, index: number): string {
  return text.replaceAll('JS', `${alarm}(${index})`).replaceAll('URL', `https://${evilHost}/${index}`);
}
