import { bareDav, inParallel, taskName, taskText } from '../servers/bare-dav.ts';
import type { DavList } from '../servers/workspace.ts';
import type { StepName } from './cases.ts';

const batch = 100;

/**
 * The same reads and writes by a client that does nothing else: list and fetch what is new at one side, put it to the
 * other. The floor of a sync on this machine with these servers.
 */
export async function floor(
  step: StepName,
  left: DavList,
  right: DavList,
  tasks: number,
  inFlight: number,
): Promise<number> {
  const from = bareDav(left, inFlight);
  const to = bareDav(right, inFlight);
  const began = performance.now();
  if (step === 'initial') {
    await fetchAll(from, await from.list(), inFlight);
    await to.list();
    await inParallel(numbers(1, tasks), inFlight, (number) => to.put(taskName(number), taskText(number)));
  } else {
    await Promise.all([from.list(), to.list()]);
    if (step === '10 changes a side') {
      await Promise.all([fetchAll(from, paths(left, 1), inFlight), fetchAll(to, paths(right, 11), inFlight)]);
      await inParallel(numbers(1, 10), inFlight, (number) => to.put(taskName(number), taskText(number)));
      await inParallel(numbers(11, 20), inFlight, (number) => from.put(taskName(number), taskText(number)));
    }
  }
  const ms = performance.now() - began;
  from.close();
  to.close();
  return ms;
}

/** How many puts in flight help here, tried with 128 puts each: the fewest within a fifth of the best. */
export async function bestInFlight(scratch: DavList): Promise<number> {
  const tried: { inFlight: number; ms: number }[] = [];
  for (const inFlight of [1, 4, 16, 64]) {
    const dav = bareDav(scratch, inFlight);
    const began = performance.now();
    await inParallel(numbers(1, 128), inFlight, (number) => dav.put(taskName(number), taskText(number)));
    tried.push({ inFlight, ms: performance.now() - began });
    dav.close();
  }
  const best = Math.min(...tried.map(({ ms }) => ms));
  return tried.find(({ ms }) => ms <= best * 1.2)?.inFlight ?? 1;
}

async function fetchAll(dav: ReturnType<typeof bareDav>, all: readonly string[], inFlight: number): Promise<void> {
  const batches = Array.from({ length: Math.ceil(all.length / batch) }, (_, index) =>
    all.slice(index * batch, (index + 1) * batch),
  );
  await inParallel(batches, inFlight, async (some) => void (await dav.multiget(some)));
}

const numbers = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

const paths = (list: DavList, first: number): readonly string[] =>
  numbers(first, first + 9).map((number) => new URL(taskName(number), list.collection).pathname);
