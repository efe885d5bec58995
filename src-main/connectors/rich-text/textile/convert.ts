import { LCS } from 'node-diff3';
import { normalText } from '../../../../src-shared/domain/field.ts';
import { parseBlocks } from './blocks.ts';
import type { Block, Placed } from './document.ts';
import { same } from './document.ts';
import { linesOf } from './lines.ts';
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
    const at = kept.get(index) ?? null;
    const source = at === null ? undefined : before[at];
    return source === undefined
      ? { text: printBlock(block, textile), at: null }
      : { text: lines.slice(source.from, source.to).join('\n'), at };
  });
  const merged = join(parts, gapsOf(lines, before));
  // Two blocks that were apart may read as one now that they are neighbours: then all of it is written anew.
  const isUnderstood = same(
    blocksOf(merged).map((block) => printBlock(block, markdown)),
    wanted,
  );
  const text = isUnderstood ? merged : printBlocks(after, textile);
  return original.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

interface Part {
  readonly text: string;
  /** Which block of the original it is; null: it is new. */
  readonly at: number | null;
}

/** What stands before each block, and behind the last one. */
function gapsOf(lines: readonly string[], blocks: readonly Placed[]): readonly string[] {
  const ends = [0, ...blocks.map(({ to }) => to)];
  const starts = [...blocks.map(({ from }) => from), lines.length];
  return starts.map((start, index) => {
    const blank = lines.slice(ends[index], start);
    if (index === 0) return blank.map((line) => `${line}\n`).join('');
    return index < blocks.length
      ? `\n${blank.map((line) => `${line}\n`).join('')}`
      : blank.map((line) => `\n${line}`).join('');
  });
}

/** Each block keeps what stood before it, or else the block in front what stood behind it; new ones get an empty line. */
function join(parts: readonly Part[], gaps: readonly string[]): string {
  const texts = parts.map(({ text, at }, index) => {
    const before = parts[index - 1];
    if (before === undefined) return (at === 0 ? (gaps[0] ?? '') : '') + text;
    const isUntouched = at !== null && before.at === at - 1;
    const gap = gaps[at ?? (before.at === null ? -1 : before.at + 1)] ?? '';
    return (isUntouched || /^\n\s*\n$/.test(gap) ? gap : '\n\n') + text;
  });
  const isLast = parts.at(-1)?.at === gaps.length - 2;
  return texts.join('') + (isLast ? (gaps.at(-1) ?? '') : '');
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
