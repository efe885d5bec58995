import type { TaskId } from '../domain/ids.ts';
import { type Likeness, type Look, likenessOf, type Portrait, portray } from './likeness.ts';

/** Two that may be the same task. Whether they are is for a person to say. */
export interface Pair extends Likeness {
  /** The one whose id comes first. */
  readonly task: TaskId;
  readonly twin: TaskId;
}

export interface Answers {
  /** Pairs that are proposed already: what is joined to one of the two must suit the other. */
  readonly proposed: readonly { readonly task: TaskId; readonly twin: TaskId }[];
  /** A person said that these are two. */
  isDifferent(task: TaskId, twin: TaskId): boolean;
}

export const noAnswers: Answers = { proposed: [], isDifferent: () => false };

/** From here on a person is asked. Below, two similar things are more often two. */
export const leastScore = 0.75;

/** Records that share a word, at most: who has a word in common with more than these says nothing by it. */
const largestBlock = 60;
/** Of the words of one record, the rarest count. */
const mostBlocks = 8;
/** Records that are compared with one. */
const mostCompared = 20;

/**
 * Proposes which of all these are the same task, the likeliest first: each has at most one twin at a place, and no pair has
 * records at one place both. The order of what is given does not matter. Compared is only what shares a rare word, so that
 * ten thousand by ten thousand take seconds. Pure.
 */
export function proposePairs(looks: readonly Look[], answers: Answers = noAnswers): readonly Pair[] {
  const steps = proposeInSteps(looks, answers);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, with a stop after each stretch of work, so that a program can do other things between. */
export function* proposeInSteps(looks: readonly Look[], answers: Answers): Generator<void, readonly Pair[]> {
  const stretch = 50;
  const indexed: Indexed[] = [];
  const blocks = new Map<string, Portrait[]>();
  for (const look of looks) {
    const portrait = portray(look);
    const keys = keysOf(portrait);
    indexed.push({ portrait, keys });
    for (const key of keys) {
      const block = blocks.get(key);
      if (block) block.push(portrait);
      else blocks.set(key, [portrait]);
    }
    if (indexed.length % stretch === 0) yield;
  }
  const compared = new Set<string>();
  const found: Pair[] = [];
  for (const [index, one] of indexed.entries()) {
    for (const other of nearest(one, blocks)) {
      const { portrait } = one;
      const [first, second] = portrait.task < other.task ? [portrait, other] : [other, portrait];
      const key = `${first.task} ${second.task}`;
      if (compared.has(key)) continue;
      compared.add(key);
      const likeness = likenessOf(first, second);
      const isProposed = likeness.score >= leastScore && !answers.isDifferent(first.task, second.task);
      if (isProposed) found.push({ task: first.task, twin: second.task, ...likeness });
    }
    if (index % stretch === 0) yield;
  }
  return assign(
    indexed.map(({ portrait }) => portrait),
    found,
    answers,
  );
}

interface Indexed {
  readonly portrait: Portrait;
  readonly keys: readonly string[];
}

/** What a record is found by: its words without their endings, words that stand together, and all of them with the day. */
function keysOf({ title, due }: Portrait): readonly string[] {
  const stems = title.map((word) => word.slice(0, 5));
  const all = [...new Set(stems)].sort().join(' ');
  const keys = new Set([
    ...stems,
    ...stems.slice(1).map((stem, index) => [stems[index] ?? '', stem].sort().join(' ')),
    `=${all}`,
    ...(due === null ? [] : [`${due} ${all}`, ...stems.map((stem) => `${due} ${stem}`)]),
  ]);
  return [...keys];
}

/** Those at other places that share most with it, the rarest words first. */
function nearest({ portrait, keys }: Indexed, blocks: ReadonlyMap<string, readonly Portrait[]>): readonly Portrait[] {
  const own = keys
    .map((key) => ({ key, block: blocks.get(key) ?? [] }))
    .filter(({ block }) => block.length > 1 && block.length <= largestBlock)
    .sort((a, b) => a.block.length - b.block.length || (a.key < b.key ? -1 : 1))
    .slice(0, mostBlocks);
  const shared = new Map<Portrait, number>();
  for (const { block } of own) {
    for (const other of block) {
      if (other !== portrait && isApart(other.places, portrait.places)) {
        shared.set(other, (shared.get(other) ?? 0) + 1 / block.length);
      }
    }
  }
  return [...shared]
    .sort(([a, x], [b, y]) => y - x || (a.task < b.task ? -1 : 1))
    .slice(0, mostCompared)
    .map(([other]) => other);
}

function isApart<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  return ![...a].some((one) => b.has(one));
}

/** All that are proposed to be one task, directly or by way of each other. */
interface Group {
  readonly tasks: readonly TaskId[];
  readonly places: ReadonlySet<string>;
}

/** The likeliest pair first; then whatever does not contradict the ones before. */
function assign(portraits: readonly Portrait[], pairs: readonly Pair[], answers: Answers): readonly Pair[] {
  const groups = new Map<TaskId, Group>(portraits.map(({ task, places }) => [task, { tasks: [task], places }]));
  const join = (a: Group, b: Group): void => {
    const group: Group = { tasks: [...a.tasks, ...b.tasks], places: new Set([...a.places, ...b.places]) };
    for (const task of group.tasks) groups.set(task, group);
  };
  const areDifferent = (a: Group, b: Group): boolean =>
    a.tasks.some((one) => b.tasks.some((other) => answers.isDifferent(one, other)));
  for (const { task, twin } of answers.proposed) {
    const [a, b] = [groups.get(task), groups.get(twin)];
    if (a && b && a !== b) join(a, b);
  }
  return [...pairs].sort(inOrder).filter(({ task, twin }) => {
    const [a, b] = [groups.get(task), groups.get(twin)];
    if (!a || !b || a === b || !isApart(a.places, b.places) || areDifferent(a, b)) return false;
    join(a, b);
    return true;
  });
}

function inOrder(a: Pair, b: Pair): number {
  if (a.score !== b.score) return b.score - a.score;
  const [x, y] = [`${a.task} ${a.twin}`, `${b.task} ${b.twin}`];
  return x < y ? -1 : x > y ? 1 : 0;
}
