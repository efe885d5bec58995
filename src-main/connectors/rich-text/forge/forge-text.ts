import { mentionsIn, quiet, unquiet } from './quiet-text.ts';

/** GitHub and Gitea keep a text as it came: with the line ends of the browser that sent it. */
export function fromForge(text: string): string {
  return unquiet(text.replace(/\r\n?/g, '\n'));
}

/** A text that they have not had before. */
export function toForge(text: string): string {
  return quiet(text);
}

/**
 * Writes a text over one that is there. Lines that stay keep their bytes, line ends and the mentions that somebody made there;
 * in the others only those are loud that were there already. What comes back when this is read is `text` in any case.
 */
export function mergeIntoForge(original: string, text: string): string {
  const wanted = text.replace(/\r\n?/g, '\n');
  const merged = mergeLines(original, wanted);
  return fromForge(merged) === wanted ? merged : toForge(wanted);
}

function mergeLines(original: string, text: string): string {
  const lines = original.split(/(?<=\n)|(?<=\r)(?!\n)/);
  const plain = fromForge(original).split('\n');
  const kept = new Map<string, string[]>();
  for (const [index, line] of lines.entries()) {
    const key = plain[index] ?? '';
    kept.set(key, [...(kept.get(key) ?? []), line]);
  }
  const usual = /\r\n/.test(original) ? '\r\n' : '\n';
  const wanted = text.split('\n');
  return quiet(text, mentionsIn(original))
    .split('\n')
    .map((line, index) => {
      const same = kept.get(wanted[index] ?? '');
      const own = (same !== undefined && same.length > 1 ? same.shift() : same?.[0]) ?? line;
      const end = /(?:\r\n|\r|\n)$/.exec(own)?.[0] ?? usual;
      return `${own.replace(/[\r\n]+$/, '')}${index === wanted.length - 1 ? '' : end}`;
    })
    .join('');
}
