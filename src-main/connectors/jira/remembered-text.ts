import { normalText } from '../../../src-shared/domain/field.ts';
import type { Deployment } from './deployment.ts';
import { propertyKey } from './marker.ts';

/**
 * Markdown can say the same in several ways (`*` or `-` before an item, `&amp;` or `&`), and a document keeps none of them. So the
 * Markdown that we wrote is kept beside our marker where its document would come back as another one. It counts as long as the
 * document still says that; after an edit in Jira the document alone does.
 */
export interface Remembering {
  /** The text as people wrote it elsewhere, or as the document says it. */
  read(source: unknown, remembered: string | null): string;
  /** What to keep beside a document made of this text; null: nothing. */
  keep(markdown: string): string | null;
}

/** A property has room for 32,768 characters of JSON. */
const most = 15_000;

export function createRemembering({ text }: Deployment): Remembering {
  const normalForm = (markdown: string): string => text.toMarkdown(text.fromMarkdown(markdown, null));
  return {
    read: (source, remembered) => {
      const said = source === null || source === undefined ? '' : text.toMarkdown(source);
      if (remembered === null || normalText(said) === normalText(remembered)) return said;
      return normalText(said) === normalText(normalForm(remembered)) ? remembered : said;
    },
    keep: (markdown) => {
      if (markdown.length > most || normalText(normalForm(markdown)) === normalText(markdown)) return null;
      return markdown;
    },
  };
}

export function rememberedIn(properties: Readonly<Record<string, unknown>> | null | undefined): string | null {
  const value = properties?.[propertyKey];
  if (typeof value !== 'object' || value === null || !('markdown' in value)) return null;
  return typeof value.markdown === 'string' ? value.markdown : null;
}
