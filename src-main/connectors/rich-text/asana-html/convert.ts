import { normalText } from '../../../../src-shared/domain/field.ts';
import { type Block, inStrong, textLeaf } from '../markdown/document.ts';
import { mergeBlocks } from '../markdown/merge.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import { printBlock, printMarkdown } from '../markdown/print.ts';
import { joinParts, originsOf, type TextPart } from '../markdown/text-parts.ts';
import { HtmlSources } from './html-sources.ts';
import { type HtmlReading, readHtml } from './read-html.ts';
import { withoutBreaks, writeBlock, writeBlocks } from './write-html.ts';

/** Headings and rules are for descriptions only: https://developers.asana.com/docs/rich-text */
export type AsanaPlace = 'notes' | 'comment';

/** `html_notes` or `html_text` as GitHub-flavoured Markdown. */
export function asanaHtmlToMarkdown(html: string): string {
  return printMarkdown(readHtml(html).blocks);
}

/**
 * The HTML that says what the Markdown says, made from the one that was there: what nobody edited goes back byte for byte,
 * with the people and tasks that it names (S6). Always well-formed, and with no other tags than Asana takes there.
 */
export function markdownToAsanaHtml(markdown: string, before: string | null, place: AsanaPlace = 'notes'): string {
  const parsed = parseMarkdown(markdown);
  const after = place === 'comment' ? parsed.map(forComment) : parsed;
  if (before === null) return wrapped(writeBlocks(after, new HtmlSources('', false)));
  const reading = readHtml(before);
  if (normalText(printMarkdown(reading.blocks)) === normalText(markdown)) return before;
  const merged = mergeBlocks(reading.blocks, after);
  return reading.sources.isUsable ? assembled(merged, before, reading) : wrapped(writeBlocks(merged, reading.sources));
}

function forComment(block: Block): Block {
  switch (block.kind) {
    case 'heading':
      return { kind: 'paragraph', content: withoutBreaks(block.content).map(inStrong) };
    case 'rule':
      return { kind: 'paragraph', content: [textLeaf('———')] };
    case 'details':
    case 'wrapper':
      return { ...block, blocks: block.blocks.map(forComment) };
    default:
      return block;
  }
}

function wrapped(content: string): string {
  return `<body>${content}</body>`;
}

function assembled(merged: readonly Block[], before: string, { blocks, sources, body }: HtmlReading): string {
  const origins = originsOf(blocks);
  const parts = merged.map((block): WrittenBlock => {
    const at = block.source === undefined ? null : (origins.get(block.source.at) ?? null);
    return { block, text: writeBlock(block, sources), at };
  });
  const written = parts.filter(({ text }) => text !== '');
  const slices = blocks.map(({ source }) => (source === undefined ? { from: 0, to: 0 } : sources.slice(source.at)));
  const inner = before.slice(body.from, body.to);
  const isPlaced = blocks.every(({ source }) => source !== undefined);
  const places = slices.map(({ from, to }) => ({ from: from - body.from, to: to - body.from }));
  const kept = isPlaced ? joinParts(written, inner, places, '\n\n') : null;
  const fresh = written.map(({ text }) => text).join('\n\n');
  // Parts that were apart may read as one now that they are neighbours.
  return wrapped(kept !== null && readsAs(kept, written) ? kept : fresh);
}

interface WrittenBlock extends TextPart {
  readonly block: Block;
}

function readsAs(html: string, parts: readonly WrittenBlock[]): boolean {
  const expected = parts.flatMap(({ block, text }) =>
    block.source?.isWhole ? keysOf([block]) : keysOf(readHtml(text).blocks),
  );
  return keysOf(readHtml(html).blocks).join('\0') === expected.join('\0');
}

function keysOf(blocks: readonly Block[]): readonly string[] {
  return blocks.map((block) => normalText(printBlock(block)));
}
