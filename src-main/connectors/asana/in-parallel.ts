/** Reads that are under way at once; Asana takes 50 from one token. */
const atOnce = 25;

/** Does the same with each item, a few at a time; answers come in the order of the items. The first failure ends it. */
export async function inParallel<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  return results;
}
