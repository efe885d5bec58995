import { LCS } from 'node-diff3';

/** Which old one a fresh one comes from, and whether it is still the same. */
export interface Match {
  readonly from: number;
  readonly isSame: boolean;
}

/** For each fresh text the old one that it equals or was made from; null: it is new. Order is kept. */
export function matchUp(
  old: readonly string[],
  fresh: readonly string[],
  mayPair: (oldAt: number, freshAt: number) => boolean,
): readonly (Match | null)[] {
  const matches: (Match | null)[] = fresh.map(() => null);
  let gap = { old: 0, fresh: 0 };
  for (const [oldAt, freshAt] of [...commonPairs(old, fresh), [old.length, fresh.length] as const]) {
    pairGap({ old, fresh, from: gap, to: { old: oldAt, fresh: freshAt }, mayPair, matches });
    if (freshAt < fresh.length) matches[freshAt] = { from: oldAt, isSame: true };
    gap = { old: oldAt + 1, fresh: freshAt + 1 };
  }
  return matches;
}

/** Longer parts that changed are all new: comparing takes quadratic time. */
const mostToCompare = 1_000;

/** Places of the longest common sequence, in order. */
export function commonPairs(old: readonly string[], fresh: readonly string[]): readonly (readonly [number, number])[] {
  let start = 0;
  const shorter = Math.min(old.length, fresh.length);
  while (start < shorter && old[start] === fresh[start]) start++;
  let tail = 0;
  while (tail < shorter - start && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++;
  const pairs: (readonly [number, number])[] = Array.from({ length: start }, (_, at) => [at, at] as const);
  const oldPart = old.slice(start, old.length - tail);
  const freshPart = fresh.slice(start, fresh.length - tail);
  if (oldPart.length <= mostToCompare && freshPart.length <= mostToCompare) {
    const middle: (readonly [number, number])[] = [];
    let common: ReturnType<typeof LCS> | null = LCS(oldPart, freshPart);
    for (; common && common.buffer1index >= 0; common = common.chain) {
      middle.push([start + common.buffer1index, start + common.buffer2index]);
    }
    for (const pair of middle.reverse()) pairs.push(pair);
  }
  for (let at = tail; at > 0; at--) pairs.push([old.length - at, fresh.length - at]);
  return pairs;
}

interface Gap {
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  readonly from: { readonly old: number; readonly fresh: number };
  readonly to: { readonly old: number; readonly fresh: number };
  readonly mayPair: (oldAt: number, freshAt: number) => boolean;
  readonly matches: (Match | null)[];
}

/** Pairs what was replaced with what replaced it, so that the total likeness is greatest. */
function pairGap({ old, fresh, from, to, mayPair, matches }: Gap): void {
  const [height, width] = [to.old - from.old, to.fresh - from.fresh];
  if (height === 0 || width === 0) return;
  if (height * width > 2_500) {
    for (let at = 0; at < Math.min(height, width); at++) {
      if (mayPair(from.old + at, from.fresh + at)) matches[from.fresh + at] = { from: from.old + at, isSame: false };
    }
    return;
  }
  const oldWords = old.slice(from.old, to.old).map(wordsOf);
  const freshWords = fresh.slice(from.fresh, to.fresh).map(wordsOf);
  // best[i][j]: of the old ones from i on and the fresh ones from j on.
  const best = Array.from({ length: height + 1 }, () => new Array<number>(width + 1).fill(0));
  const likeness = oldWords.map((one, i) =>
    freshWords.map((other, j) => (mayPair(from.old + i, from.fresh + j) ? 0.01 + overlap(one, other) : -1)),
  );
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  for (let i = height - 1; i >= 0; i--) {
    for (let j = width - 1; j >= 0; j--) {
      const row = best[i];
      if (row) row[j] = Math.max(at(i + 1, j), at(i, j + 1), (likeness[i]?.[j] ?? -1) + at(i + 1, j + 1));
    }
  }
  for (let i = 0, j = 0; i < height && j < width; ) {
    const like = likeness[i]?.[j] ?? -1;
    if (like >= 0 && at(i, j) === like + at(i + 1, j + 1)) {
      matches[from.fresh + j++] = { from: from.old + i++, isSame: false };
    } else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.slice(0, 4_000).match(/[\p{L}\p{N}]+/gu) ?? []);
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let common = 0;
  for (const word of one) if (other.has(word)) common++;
  return (2 * common) / (one.size + other.size);
}
