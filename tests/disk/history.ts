import type { Store } from '../../src-main/core/store/store.ts';
import { sampleHistory, sampleLink, sampleOp, sampleTask, withProfiles } from '../contract/store/samples.ts';
import { createDice, type Dice } from '../fakes/seeded.ts';

/** What one transaction of the history does: the same number into several rows of several tables, or nothing of it. */
export interface Deed {
  /** From 1. */
  readonly number: number;
  readonly items: readonly number[];
  /** Characters of text that it writes besides. */
  readonly weight: number;
  /** It throws in the end, and nothing of it may be kept. */
  readonly fails: boolean;
}

/** The number that each item was last written with; absent: never. */
export type Content = ReadonlyMap<number, number>;

const itemCount = 12;

/** The same for the same seed, on every machine. */
export function historyOf(seed: number, length: number, heaviest = 20_000): readonly Deed[] {
  const dice = createDice(seed);
  return Array.from({ length }, (_, index) => ({
    number: index + 1,
    items: itemsOf(dice),
    weight: dice.chance(0.2) ? dice.between(1_000, heaviest) : dice.between(0, 500),
    fails: dice.chance(0.1),
  }));
}

function itemsOf(dice: Dice): readonly number[] {
  const count = dice.between(1, 5);
  return [...new Set(Array.from({ length: count }, () => dice.between(1, itemCount)))];
}

export async function prepare(store: Store): Promise<void> {
  await withProfiles(store);
}

/** Carries one deed out; resolves when the store says that it is durable, rejects when it was meant to fail. */
export async function carryOut(
  store: Store,
  { number, items, weight, fails }: Deed,
  within = async () => {},
): Promise<void> {
  await store.transaction('settle', async (tx) => {
    await tx.tasks.put(items.map((item) => sampleTask(`t${item}`, { title: `v${number}`, body: 'x'.repeat(weight) })));
    await within();
    await tx.links.put(items.map((item) => linkOf(item, number)));
    await tx.outbox.put(items.map((item) => sampleOp(`o${item}`, { task: `t${item}`, attempts: number })));
    await tx.history.append(items.map((item) => sampleHistory({ task: `t${item}`, before: null, after: number })));
    for (const item of items) await tx.settings.set(`i${item}`, number);
    if (fails) throw new Error('meant to fail');
  });
}

const linkOf = (item: number, number: number) =>
  sampleLink(`l${item}`, { task: `t${item}`, base: { title: `v${number}` } });

/** What is there after the first `length` deeds. */
export function contentAfter(history: readonly Deed[], length: number): Content {
  const content = new Map<number, number>();
  for (const { number, items, fails } of history.slice(0, length)) {
    if (!fails) for (const item of items) content.set(item, number);
  }
  return content;
}

/** What is there now; throws when the tables tell different stories. */
export async function readContent(store: Store): Promise<Content> {
  const ids = Array.from({ length: itemCount }, (_, index) => index + 1);
  const tasks = await store.tasks.get(ids.map((id) => `t${id}`));
  const links = new Map((await store.links.byTasks(ids.map((id) => `t${id}`))).map((link) => [link.task, link]));
  const ops = new Map((await store.outbox.byTasks(ids.map((id) => `t${id}`))).map((op) => [op.task, op]));
  const content = new Map<number, number>();
  for (const id of ids) {
    const task = `t${id}`;
    const [latest] = await store.history.list({ task, limit: 1 });
    const stories = new Set([
      tasks.get(task)?.fields['title'],
      links.get(task)?.base?.['title'],
      versionText(ops.get(task)?.attempts),
      versionText(latest?.after),
      versionText(await store.settings.get<number>(`i${id}`)),
    ]);
    const [story] = stories;
    if (stories.size !== 1) throw new Error(`item ${id} is half there: ${[...stories].join(', ')}`);
    if (typeof story === 'string') content.set(id, Number(story.slice(1)));
  }
  // What is searched must agree with what is stored.
  for (const number of new Set(content.values())) {
    const { total } = await store.tasks.list({ words: [`v${number}`] });
    const expected = [...content.values()].filter((one) => String(one).startsWith(String(number))).length;
    if (total !== expected) throw new Error(`v${number} is found ${total} times instead of ${expected}`);
  }
  return content;
}

function versionText(number: unknown): string | undefined {
  return typeof number === 'number' ? `v${number}` : undefined;
}

/** @returns how many deeds are there; throws when it is no whole number of them, or fewer than were promised */
export function countDeeds(history: readonly Deed[], content: Content, promised: number): number {
  for (let length = history.length; length >= promised; length--) {
    if (isSame(contentAfter(history, length), content)) return length;
  }
  throw new Error(
    `what is there is not what any number of deeds from ${promised} on leaves: ${[...content].join(' ')}`,
  );
}

function isSame(a: Content, b: Content): boolean {
  return a.size === b.size && [...a].every(([item, number]) => b.get(item) === number);
}
