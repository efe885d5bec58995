import { shell } from 'electron';
import type { Browser } from '../../../src-shared/ports/ports.ts';

/** What to do with a link that leads out of the program. `host` is what a person has to see before it opens. */
export type LinkDecision =
  | { readonly kind: 'open'; readonly url: string }
  | { readonly kind: 'ask'; readonly url: string; readonly host: string }
  | { readonly kind: 'refuse' };

const refuse: LinkDecision = { kind: 'refuse' };
const longest = 2048;
/** Control, formatting (bidi, zero-width) and space characters, and the backslash that parsers read differently. */
const sly = /[\p{Cc}\p{Cf}\p{Z}\\]/u;
/** `attach` and its likes make some mail programs take files along. */
const mailFields: ReadonlySet<string> = new Set(['subject', 'body', 'cc', 'to']);

/** Judges a link from a page, which shows what anybody wrote (SEC-14). The answer's URL is the parsed one, not the text. */
export function decideLink(text: string): LinkDecision {
  if (text.length > longest || sly.test(text)) return refuse;
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '') return refuse;
  switch (url.protocol) {
    case 'https:':
      return { kind: 'open', url: url.href };
    case 'http:':
      return { kind: 'ask', url: url.href, host: url.host };
    case 'mailto:':
      return isPlainMail(url) ? { kind: 'open', url: url.href } : refuse;
    default:
      return refuse;
  }
}

function isPlainMail(url: URL): boolean {
  return url.pathname !== '' && [...url.searchParams.keys()].every((key) => mailFields.has(key.toLowerCase()));
}

/** Opens a link in the person's browser or mail program, or does nothing. `confirm` shows the host and answers yes or no. */
export async function openExternal(text: string, confirm: (host: string) => Promise<boolean>): Promise<void> {
  const decision = decideLink(text);
  if (decision.kind === 'refuse') return;
  if (decision.kind === 'ask' && !(await confirm(decision.host))) return;
  await shell.openExternal(decision.url);
}

/** The Browser port: the page of a sign-in that the person just asked for, so nothing has to be confirmed. */
export const desktopBrowser: Browser = {
  open: async (address) => {
    const decision = decideLink(address);
    if (decision.kind !== 'open' || !decision.url.startsWith('https:')) return false;
    await shell.openExternal(decision.url);
    return true;
  },
};
