import type { Marked } from './marker.ts';
import { appendMarker, takeMarker } from './marker.ts';

/**
 * Our marker where Markdown hides HTML comments (GitHub, Gitea): one on a line of its own. Other programs and people that edit a
 * text rarely touch what they do not see, and it is found wherever they moved it to.
 */
const marker = /(?<![^\n\r])[ \t]*<!-- tasksync:([a-z0-9]{26}) -->[ \t]*(?=[\r\n]|$)/g;

export function withMarker(text: string, identity: string | null): string {
  if (identity === null) return text;
  const mark = `<!-- tasksync:${identity} -->`;
  return appendMarker(text, mark);
}

export function withoutMarker(body: string): Marked {
  const { text, found } = takeMarker(body, marker);
  return { text, identity: found?.[1] ?? null };
}
