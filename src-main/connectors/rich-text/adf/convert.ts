import { normalText } from '../../../../src-shared/domain/field.ts';
import { mergeBlocks } from '../markdown/merge.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import { printMarkdown } from '../markdown/print.ts';
import { AdfSources } from './adf-sources.ts';
import { type AdfDocument, contentOf } from './adf-wire.ts';
import { readAdf } from './read-adf.ts';
import { writeBlocks } from './write-adf.ts';

export type { AdfDocument } from './adf-wire.ts';

/** A document as GitHub-flavoured Markdown; what Markdown has no word for is named, so that it can come back. */
export function adfToMarkdown(document: AdfDocument | null): string {
  return document === null ? '' : printMarkdown(readAdf(contentOf(document)).blocks);
}

/**
 * The document that says what the Markdown says, made from the one that was there: what nobody edited is the node it was,
 * with all that Markdown cannot say (S6). Without any edit the result is that very document. null: there is no text.
 */
export function markdownToAdf(markdown: string, before: AdfDocument | null): AdfDocument | null {
  const after = parseMarkdown(markdown);
  if (before === null) return after.length === 0 ? null : documentOf(writeBlocks(after, 'doc', new AdfSources()));
  const { blocks, sources } = readAdf(contentOf(before));
  if (normalText(printMarkdown(blocks)) === normalText(markdown)) return before;
  if (after.length === 0) return null;
  return { ...before, content: writeBlocks(mergeBlocks(blocks, after), 'doc', sources) };
}

function documentOf(content: AdfDocument['content']): AdfDocument {
  return { type: 'doc', version: 1, content };
}
