/** A text as its Jira keeps it, and as Markdown. What nobody edited goes back as it came. */
export interface TextFormat {
  toMarkdown(source: unknown): string;
  /** @param before what is there now, or null; null: no text at all */
  fromMarkdown(markdown: string, before: unknown): unknown;
}

export const documents: TextFormat = {
  toMarkdown: (source) => JSON.stringify(source),
  fromMarkdown: (markdown) => (markdown === '' ? null : markdown),
};

export const wikiMarkup: TextFormat = {
  toMarkdown: (source) => (typeof source === 'string' ? source : ''),
  fromMarkdown: (markdown) => (markdown === '' ? null : markdown),
};
