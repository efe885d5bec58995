import type { Marked } from '../kit/marker.ts';
import { appendMarker, takeMarker } from '../kit/marker.ts';

/**
 * Our marker in a description. An issue has no place of its own for one: custom fields cannot be made through the API.
 * Both forms are invisible where they are used: Redmine's Textile and CommonMark drop HTML comments, while its older
 * Markdown shows them, but like CommonMark hides a link definition that nothing refers to.
 */
export type TextFormat = 'textile' | 'markdown';

const marker =
  /(?<![^\n\r])[ \t]*(?:<!-- ts1:([a-z0-9]{26}) -->|\[\/\/\]: # \(ts1:([a-z0-9]{26})\))[ \t]*(?=[\r\n]|$)/g;

export function withMarker(text: string, identity: string | null, format: TextFormat): string {
  if (identity === null) return text;
  const mark = format === 'textile' ? `<!-- ts1:${identity} -->` : `[//]: # (ts1:${identity})`;
  return appendMarker(text, mark);
}

export function withoutMarker(description: string): Marked {
  const { text, found } = takeMarker(description, marker);
  return { text, identity: found?.[1] ?? found?.[2] ?? null };
}

/** What a full-text filter has to look for. */
export function searchFor(identity: string): string {
  return `ts1:${identity}`;
}
