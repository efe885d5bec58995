import { LCS } from 'node-diff3';
import { normalText } from '../../../../src-shared/domain/field.ts';
import { parseBlocks } from './blocks.ts';
import type { Block } from './document.ts';
import { same } from './document.ts';
import { isBlank, linesOf } from './lines.ts';
import { markdown } from './markdown-syntax.ts';
import { printBlock, printBlocks } from './print.ts';
import { textile } from './textile-syntax.ts';

/** Textile as GitHub-flavoured Markdown. */
export function toMarkdown(source: string): string {
  return printBlocks(blocksOf(source), markdown);
}

/** Markdown as Textile. */
export function toTextile(source: string): string {
  return printBlocks(
    parseBlocks(linesOf(source), markdown).map(({ block }) => block),
    textile,
  );
}

/**
 * The Textile that says what the Markdown says, made from the Textile that was there: blocks that nobody edited go back
 * byte for byte, with all that Markdown cannot say (S6). Without any edit the result is the original.
 */
export function mergeIntoTextile(original: string, edited: string): string {
  if (normalText(toMarkdown(original)) === normalText(edited)) return original;
  const lines = linesOf(original);
  const before = parseBlocks(lines, textile);
  const after = parseBlocks(linesOf(edited), markdown).map(({ block }) => block);
  const wanted = after.map((block) => printBlock(block, markdown));
  const kept = unchanged(
    before.map(({ block }) => printBlock(block, markdown)),
    wanted,
  );
  const parts = after.map((block, index): Part => {
    const source = before[kept.get(index) ?? -1];
    return source === undefined
      ? { text: printBlock(block, textile), from: null, to: null }
      : { text: lines.slice(source.from, source.to).join('\n'), from: source.from, to: source.to };
  });
  const merged = join(parts, lines);
  // Two blocks that were apart may read as one now that they are neighbours: then all of it is written anew.
  const isUnderstood = same(
    blocksOf(merged).map((block) => printBlock(block, markdown)),
    wanted,
  );
  const text = isUnderstood ? merged : printBlocks(after, textile);
  return original.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

/** Lines of the original that it was taken from; null: it is new. */
interface Part {
  readonly text: string;
  readonly from: number | null;
  readonly to: number | null;
}

/** Neighbours that stayed neighbours keep what stood between them; so do the beginning and the end. */
function join(parts: readonly Part[], lines: readonly string[]): string {
  const [first, last] = [parts[0], parts.at(-1)];
  const isBlankBefore = first?.from != null && lines.slice(0, first.from).every(isBlank);
  const isBlankAfter = last?.to != null && lines.slice(last.to).every(isBlank);
  const text = parts.map((part, index) => {
    const next = parts[index + 1];
    if (next === undefined) return part.text;
    const gap = part.to === null || next.from === null ? null : lines.slice(part.to, next.from);
    return `${part.text}\n${gap?.every(isBlank) ? gap.map((line) => `${line}\n`).join('') : '\n'}`;
  });
  const head = isBlankBefore ? lines.slice(0, first.from).map((line) => `${line}\n`) : [];
  const tail = isBlankAfter ? lines.slice(last.to).map((line) => `\n${line}`) : [];
  return [...head, ...text, ...tail].join('');
}

/** More blocks than this in the part that changed are all written anew: comparing takes quadratic time. */
const mostToCompare = 1_000;

/** For each new block that equals an old one, which; in order. */
function unchanged(before: readonly string[], after: readonly string[]): ReadonlyMap<number, number> {
  const kept = new Map<number, number>();
  let start = 0;
  while (start < after.length && before[start] === after[start]) kept.set(start, start++);
  let tail = 0;
  const most = Math.min(before.length, after.length) - start;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail++;
    kept.set(after.length - tail, before.length - tail);
  }
  const old = before.slice(start, before.length - tail);
  const fresh = after.slice(start, after.length - tail);
  if (old.length > mostToCompare || fresh.length > mostToCompare) return kept;
  for (const [oldAt, freshAt] of commonBlocks(old, fresh)) kept.set(start + freshAt, start + oldAt);
  return kept;
}

function commonBlocks(old: readonly string[], fresh: readonly string[]): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  let common: ReturnType<typeof LCS> | null = LCS([...old], [...fresh]);
  for (; common && common.buffer1index >= 0; common = common.chain) {
    pairs.push([common.buffer1index, common.buffer2index]);
  }
  return pairs;
}

function blocksOf(source: string): readonly Block[] {
  return parseBlocks(linesOf(source), textile).map(({ block }) => block);
}
