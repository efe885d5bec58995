/**
 * The same text on its own. V8 keeps a part of a text as a reference to the whole of it, here to an answer with up to a
 * hundred thousand tasks.
 */
export function detached(text: string): string {
  return text.split('').join('');
}
