import leven from 'leven';
import { type Fields, isWhen, whenText } from '../domain/field.ts';
import type { EndpointId, TaskId } from '../domain/ids.ts';
import { wordsOf } from '../filter/fold.ts';

/** A task, or a record that is none yet, as far as it tells what it is about. */
export interface Look {
  readonly task: TaskId;
  /** Where it has a record; none: it is only here. */
  readonly endpoints: readonly EndpointId[];
  /** Task values. */
  readonly fields: Fields;
}

/** A look that was prepared for comparing. */
export interface Portrait extends Pick<Look, 'task'> {
  /** Places of which two the same thing never holds both; `''` is here alone. */
  readonly places: ReadonlySet<EndpointId | ''>;
  readonly title: readonly string[];
  readonly body: ReadonlySet<string>;
  readonly start: string | null;
  readonly due: string | null;
  readonly labels: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, string>;
}

export interface Likeness {
  /** 0: nothing speaks for it, 1: the same to the last word. */
  readonly score: number;
  /** What speaks for it and against it, in words. */
  readonly reasons: readonly string[];
}

/** Words of a long text that count. */
const mostBodyWords = 200;

export function portray({ task, endpoints, fields }: Look): Portrait {
  const { title, body, start, due, labels, assignees } = fields;
  return {
    task,
    places: new Set(endpoints.length === 0 ? [''] : endpoints),
    title: termsOf(title),
    body: new Set(termsOf(body).slice(0, mostBodyWords)),
    start: dayOf(start),
    due: dayOf(due),
    labels: foldedSet(labels),
    people: foldedSet(assignees),
  };
}

/**
 * How much two look like the same task. The titles decide; dates, labels, people and texts speak for it or against it. A number
 * on each side that the other lacks (invoice 17, invoice 18) makes two things of what is alike otherwise. Symmetric. Pure.
 */
export function likenessOf(a: Portrait, b: Portrait): Likeness {
  const title = titleLikeness(a.title, b.title);
  const evidence = [
    dayEvidence(a.due, b.due, { same: 0.35, other: 0.15, words: ['both are due on', 'but due on different days'] }),
    dayEvidence(a.start, b.start, {
      same: 0.15,
      other: 0.05,
      words: ['both start on', 'but starting on different days'],
    }),
    setEvidence(a.labels, b.labels, { same: 0.2, other: 0.05, words: ['labels in common:', 'but no label in common'] }),
    setEvidence(a.people, b.people, { same: 0.2, other: 0.1, words: ['the same person:', 'but other people'] }),
    bodyEvidence(a.body, b.body),
  ].filter((one) => one !== null);
  const speaksFor = Math.min(1, sum(evidence.map(({ weight }) => Math.max(0, weight))));
  const speaksAgainst = sum(evidence.map(({ weight }) => Math.max(0, -weight)));
  const score = title < leastTitle ? 0 : title + (1 - title) * speaksFor * 0.7 - speaksAgainst;
  return {
    score: Math.round(Math.min(1, Math.max(0, score)) * 100) / 100,
    reasons: [
      titleWords(title),
      ...evidence.filter(({ weight }) => weight > 0),
      ...evidence.filter(({ weight }) => weight < 0),
    ].map((one) => (typeof one === 'string' ? one : one.reason)),
  };
}

/** Titles that have less in common than this are of two things, whatever else is the same. */
const leastTitle = 0.45;

/** Scripts that do not put spaces between words: their pairs of letters stand for words. */
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]{3,}$/u;

function termsOf(value: unknown): readonly string[] {
  if (typeof value !== 'string') return [];
  return wordsOf(value.normalize('NFKC')).flatMap((word) => {
    if (!unspaced.test(word)) return [word];
    const letters = [...word];
    return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
  });
}

function dayOf(value: Fields[string] | undefined): string | null {
  return isWhen(value) ? whenText(value).slice(0, 10) : null;
}

function foldedSet(value: Fields[string] | undefined): ReadonlyMap<string, string> {
  if (!Array.isArray(value)) return new Map();
  return new Map(
    value.map((one: string) => [wordsOf(one).join(' '), one] as const).filter(([folded]) => folded !== ''),
  );
}

function titleLikeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const [onlyA, onlyB] = [without(a, b), without(b, a)];
  if (onlyA.length + onlyB.length === 0) return a.join(' ') === b.join(' ') ? 1 : 0.98;
  if (onlyA.some(hasDigit) && onlyB.some(hasDigit)) return 0;
  const whole = sum(a.map(weightOf)) + sum(b.map(weightOf));
  const shared = whole - sum(onlyA.map(weightOf)) - sum(onlyB.map(weightOf));
  return (shared + nearlyShared(onlyA, onlyB)) / whole;
}

/** Long words say more than short ones. */
function weightOf(word: string): number {
  return Math.min(word.length, 8);
}

const hasDigit = (word: string): boolean => /\p{N}/u.test(word);

/** Words of the first that the second has not, each as often as it is there more. */
function without(words: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const word of others) left.set(word, (left.get(word) ?? 0) + 1);
  return words.filter((word) => {
    const count = left.get(word) ?? 0;
    if (count > 0) left.set(word, count - 1);
    return count === 0;
  });
}

/** Words that differ by a letter or two: misspelt, or in another form. The nearest go together first, each once. */
function nearlyShared(a: readonly string[], b: readonly string[]): number {
  const near = a.flatMap((one, i) =>
    b.flatMap((other, j) => {
      const most = Math.min(one.length, other.length) < 4 ? 0 : Math.max(one.length, other.length) < 8 ? 1 : 2;
      if (most === 0 || hasDigit(one) || hasDigit(other)) return [];
      const distance = leven(one, other, { maxDistance: most + 1 });
      if (distance > most) return [];
      const key = one < other ? `${one} ${other}` : `${other} ${one}`;
      const share = (weightOf(one) + weightOf(other)) * (1 - distance / Math.max(one.length, other.length));
      return [{ i, j, distance, key, share }];
    }),
  );
  near.sort((x, y) => x.distance - y.distance || (x.key < y.key ? -1 : x.key > y.key ? 1 : 0));
  const [takenA, takenB] = [new Set<number>(), new Set<number>()];
  let shared = 0;
  for (const { i, j, share } of near) {
    if (takenA.has(i) || takenB.has(j)) continue;
    takenA.add(i);
    takenB.add(j);
    shared += share;
  }
  return shared;
}

function titleWords(title: number): string {
  if (title === 1) return 'the same title';
  return title >= 0.9 ? 'nearly the same title' : 'similar titles';
}

interface Evidence {
  /** Below 0: against it. */
  readonly weight: number;
  readonly reason: string;
}

interface Weights {
  readonly same: number;
  readonly other: number;
  readonly words: readonly [same: string, other: string];
}

/** Null: at least one of them says nothing of it. */
function dayEvidence(a: string | null, b: string | null, { same, other, words }: Weights): Evidence | null {
  if (a === null || b === null) return null;
  return a === b ? { weight: same, reason: `${words[0]} ${a}` } : { weight: -other, reason: words[1] };
}

function setEvidence(
  a: ReadonlyMap<string, string>,
  b: ReadonlyMap<string, string>,
  { same, other, words }: Weights,
): Evidence | null {
  if (a.size === 0 || b.size === 0) return null;
  const common = [...a.keys()].filter((one) => b.has(one)).sort();
  if (common.length === 0) return { weight: -other, reason: words[1] };
  const share = common.length / (a.size + b.size - common.length);
  const names = common.map((one) => [a.get(one) ?? one, b.get(one) ?? one].sort()[0]);
  return { weight: same * (0.5 + share / 2), reason: `${words[0]} ${names.join(', ')}` };
}

function bodyEvidence(a: ReadonlySet<string>, b: ReadonlySet<string>): Evidence | null {
  if (a.size < 3 || b.size < 3) return null;
  const share = (2 * [...a].filter((word) => b.has(word)).length) / (a.size + b.size);
  if (share >= 0.5) return { weight: 0.35 * share, reason: share === 1 ? 'the same text' : 'similar texts' };
  return share < 0.1 ? { weight: -0.05, reason: 'but different texts' } : null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
