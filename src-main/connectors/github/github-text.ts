import { mentionsIn, quiet, unquiet } from './quiet-text.ts';

/** GitHub keeps a text as it came: with the line ends of the browser that sent it. */
export function fromGithub(text: string): string {
  return unquiet(text.replace(/\r\n?/g, '\n'));
}

/** A text that GitHub has not had before. */
export function toGithub(text: string): string {
  return quiet(text);
}

/**
 * Writes a text over one that is there. Lines that stay keep their bytes, line ends and the mentions that somebody made there;
 * in the others only those are loud that GitHub had already. What comes back when this is read is `text` in any case.
 */
export function mergeIntoGithub(original: string, text: string): string {
  const wanted = text.replace(/\r\n?/g, '\n');
  const merged = mergeLines(original, wanted);
  return fromGithub(merged) === wanted ? merged : toGithub(wanted);
}

function mergeLines(original: string, text: string): string {
  const lines = original.split(/(?<=\n)|(?<=\r)(?!\n)/);
  const plain = fromGithub(original).split('\n');
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
