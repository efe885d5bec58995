/**
 * What a three-way merge of lines may answer, worked out without node-diff3: by trying every longest alignment of each side
 * with the base. A document is a list of lines; the lines of these tests compare by identity.
 */
export type Lines = readonly string[];

/** For each line of the base, the line of the other text it is the same as; -1: deleted there. */
type Alignment = readonly number[];

/** Every way to keep as many lines of the base as possible. */
export function alignments(base: Lines, other: Lines): readonly Alignment[] {
  const all: Alignment[] = [];
  const walk = (at: number, from: number, kept: readonly number[]): void => {
    if (at === base.length) {
      all.push(kept);
      return;
    }
    walk(at + 1, from, [...kept, -1]);
    for (let index = from; index < other.length; index++) {
      if (other[index] === base[at]) walk(at + 1, index + 1, [...kept, index]);
    }
  };
  walk(0, 0, []);
  const size = (one: Alignment): number => one.filter((index) => index >= 0).length;
  const most = Math.max(...all.map(size));
  return all.filter((one) => size(one) === most);
}

/**
 * The merge by definition: lines of the base that both sides kept stand still; between two of them at most one side may
 * have changed anything, or both the same.
 * @returns null when both changed the same place
 */
export function mergeAligned(base: Lines, ours: Lines, theirs: Lines, a: Alignment, b: Alignment): Lines | null {
  const merged: string[] = [];
  let [from, fromOurs, fromTheirs] = [0, 0, 0];
  const chunk = (to: number, toOurs: number, toTheirs: number): boolean => {
    const was = base.slice(from, to).join('\n');
    const [o, t] = [ours.slice(fromOurs, toOurs), theirs.slice(fromTheirs, toTheirs)];
    const isUntouched = (side: Lines, size: number): boolean => side.length === size && side.join('\n') === was;
    if (isUntouched(o, to - from)) merged.push(...t);
    else if (isUntouched(t, to - from) || isSame(o, t)) merged.push(...o);
    else return false;
    return true;
  };
  for (let index = 0; index < base.length; index++) {
    const [o, t] = [a[index] ?? -1, b[index] ?? -1];
    if (o < 0 || t < 0) continue;
    if (!chunk(index, o, t)) return null;
    merged.push(base[index] ?? '');
    [from, fromOurs, fromTheirs] = [index + 1, o + 1, t + 1];
  }
  return chunk(base.length, ours.length, theirs.length) ? merged : null;
}

function isSame(a: Lines, b: Lines): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

export interface Verdict {
  /** Every clean result that some reading of the two edits gives. */
  readonly clean: ReadonlySet<string>;
  /** Under some reading both sides changed the same place. */
  readonly mayConflict: boolean;
}

/** All that a merge may answer, over all readings of what either side did. */
export function verdict(base: Lines, ours: Lines, theirs: Lines, align = alignments): Verdict {
  const clean = new Set<string>();
  let mayConflict = false;
  for (const a of align(base, ours)) {
    for (const b of align(base, theirs)) {
      const merged = mergeAligned(base, ours, theirs, a, b);
      if (merged === null) mayConflict = true;
      else clean.add(merged.join('\n'));
    }
  }
  return { clean, mayConflict };
}

/** How often a line occurs. */
export function countOf(lines: Lines, line: string): number {
  return lines.filter((one) => one === line).length;
}

/** By counting alone: what one side added is there, less what the other deleted of the same line. */
export function keepsAdded(base: Lines, ours: Lines, theirs: Lines, result: Lines): boolean {
  return [...ours, ...theirs].every((line) => {
    const [b, o, t, r] = [countOf(base, line), countOf(ours, line), countOf(theirs, line), countOf(result, line)];
    return r >= o - Math.max(0, b - t) && r >= t - Math.max(0, b - o);
  });
}

/** Nothing of the base is missing, in order: this side only inserted. */
export function onlyInserts(base: Lines, other: Lines): boolean {
  let at = 0;
  for (const line of other) if (at < base.length && line === base[at]) at++;
  return at === base.length;
}
