import type { Distribution, Sample } from './metric.ts';

type Labels = Readonly<Record<string, string>>;

/** Counts by labels, from when the program began. */
export interface Counter {
  add(labels: Labels, amount?: number): void;
  samples(): readonly Sample[];
}

export function createCounter(): Counter {
  const counts = new Map<string, { readonly labels: Labels; value: number }>();
  return {
    add: (labels, amount = 1) => {
      const count = entryOf(counts, labels, () => ({ labels, value: 0 }));
      count.value += amount;
    },
    samples: () => [...counts.values()].map(({ labels, value }) => ({ labels, value })),
  };
}

/** Durations by labels, in seconds. */
export interface Histogram {
  observe(labels: Labels, seconds: number): void;
  readonly bounds: readonly number[];
  distributions(): readonly Distribution[];
}

/** @param bounds ascending */
export function createHistogram(bounds: readonly number[]): Histogram {
  const seen = new Map<string, { readonly labels: Labels; readonly atMost: number[]; count: number; sum: number }>();
  return {
    bounds,
    observe: (labels, seconds) => {
      const entry = entryOf(seen, labels, () => ({ labels, atMost: bounds.map(() => 0), count: 0, sum: 0 }));
      entry.count += 1;
      entry.sum += seconds;
      bounds.forEach((bound, index) => {
        if (seconds <= bound) entry.atMost[index] = (entry.atMost[index] ?? 0) + 1;
      });
    },
    distributions: () => [...seen.values()].map((entry) => ({ ...entry, atMost: [...entry.atMost] })),
  };
}

function entryOf<Entry>(entries: Map<string, Entry>, labels: Labels, make: () => Entry): Entry {
  const key = JSON.stringify(labels);
  const entry = entries.get(key) ?? make();
  entries.set(key, entry);
  return entry;
}
