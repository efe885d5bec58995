import { playSeed } from './sessions.ts';

/** What a worker tells about a stretch of seeds that it was given. */
export interface Stretch {
  readonly from: number;
  readonly count: number;
  readonly failures: readonly { readonly seed: number; readonly invariant: string; readonly message: string }[];
  /** Seeds whose second play gave another trace (T11). */
  readonly unsteady: readonly number[];
  readonly coverage: readonly (readonly [string, number])[];
}

/** Every hundredth seed is played twice. */
const oneIn = 100;

export async function playStretch(from: number, count: number): Promise<Stretch> {
  const failures: Stretch['failures'][number][] = [];
  const unsteady: number[] = [];
  const coverage = new Map<string, number>();
  for (let seed = from; seed < from + count; seed++) {
    const played = await playSeed(seed);
    if (played.failure) failures.push({ seed, ...played.failure });
    for (const [cell, hits] of played.coverage) coverage.set(cell, (coverage.get(cell) ?? 0) + hits);
    if (seed % oneIn === 0 && (await playSeed(seed)).hash !== played.hash) unsteady.push(seed);
  }
  return { from, count, failures, unsteady, coverage: [...coverage] };
}

if (process.send) {
  process.on('message', ({ from, count }: { from: number; count: number }) => {
    playStretch(from, count).then(
      (stretch) => process.send?.(stretch),
      (error: unknown) => {
        console.error(error);
        process.exit(70);
      },
    );
  });
}
