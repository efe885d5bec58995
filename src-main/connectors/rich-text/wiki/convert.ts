import { normalText } from '../../../../src-shared/domain/field.ts';
import type { Block } from '../markdown/document.ts';
import { mergeBlocks } from '../markdown/merge.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import { printBlock, printMarkdown } from '../markdown/print.ts';
import { joinParts, originsOf, type TextPart } from '../markdown/text-parts.ts';
import { readWiki } from './read-wiki.ts';
import { WikiSources } from './wiki-sources.ts';
import { writeBlock } from './write-wiki.ts';

/** The wiki markup of Jira Data Center as GitHub-flavoured Markdown. */
export function wikiToMarkdown(text: string): string {
  return printMarkdown(readWiki(withFeeds(text)).blocks);
}

/**
 * The markup that says what the Markdown says, made from the one that was there: what nobody edited goes back byte for
 * byte, with its macros and colours (S6). Without any edit the result is the original.
 */
export function markdownToWiki(markdown: string, before: string | null): string {
  const after = parseMarkdown(markdown);
  if (before === null) {
    const sources = new WikiSources('');
    return joined(after.map((block) => ({ text: writeBlock(block, sources), at: null })));
  }
  const markup = withFeeds(before);
  const { blocks, sources } = readWiki(markup);
  if (normalText(printMarkdown(blocks)) === normalText(markdown)) return before;
  const origins = originsOf(blocks);
  const parts = mergeBlocks(blocks, after).map((block): WrittenBlock => {
    const at = block.source === undefined ? null : (origins.get(block.source.at) ?? null);
    return { block, text: writeBlock(block, sources), at };
  });
  const slices = blocks.map(({ source }) => sources.slice(source?.at ?? -1));
  const kept = joinParts(
    parts.filter(({ text }) => text !== ''),
    markup,
    slices,
    '\n\n',
  );
  // Parts that were apart may read as one now that they are neighbours.
  const text = readsAs(kept, parts) ? kept : joined(parts);
  return before.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

function withFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** An empty line ends every block. */
function joined(parts: readonly TextPart[]): string {
  return parts
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join('\n\n');
}

interface WrittenBlock extends TextPart {
  readonly block: Block;
}

function readsAs(markup: string, parts: readonly WrittenBlock[]): boolean {
  const expected = parts.flatMap(({ block, text }) =>
    block.source?.isWhole ? keysOf([block]) : keysOf(readWiki(text).blocks),
  );
  return keysOf(readWiki(markup).blocks).join('\0') === expected.join('\0');
}

function keysOf(blocks: readonly Block[]): readonly string[] {
  return blocks.map((block) => normalText(printBlock(block)));
}
