import type { AdfDocument } from '../rich-text/adf/convert.ts';
import { adfToMarkdown, markdownToAdf } from '../rich-text/adf/convert.ts';
import { markdownToWiki, wikiToMarkdown } from '../rich-text/wiki/convert.ts';

/** A text as its Jira keeps it, and as Markdown. What nobody edited goes back as it came. */
export interface TextFormat {
  toMarkdown(source: unknown): string;
  /** @param before what is there now, or null; null: no text at all */
  fromMarkdown(markdown: string, before: unknown): unknown;
}

/** Cloud: Atlassian Document Format. */
export const documents: TextFormat = {
  toMarkdown: (source) => adfToMarkdown(asDocument(source)),
  fromMarkdown: (markdown, before) => markdownToAdf(markdown, asDocument(before)),
};

/** Plain text comes in place of a document from some apps, and nothing from an empty field. */
function asDocument(source: unknown): AdfDocument | null {
  if (typeof source === 'string') return markdownToAdf(source, null);
  return isDocument(source) ? source : null;
}

function isDocument(source: unknown): source is AdfDocument {
  return typeof source === 'object' && source !== null && 'type' in source && source.type === 'doc';
}

/** Data Center: wiki markup. */
export const wikiMarkup: TextFormat = {
  toMarkdown: (source) => wikiToMarkdown(typeof source === 'string' ? source : ''),
  fromMarkdown: (markdown, before) => {
    const text = markdownToWiki(markdown, typeof before === 'string' ? before : null);
    return text === '' ? null : text;
  },
};
