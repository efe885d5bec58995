import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './apply-mutant.ts';
import type { Mutant } from './mutants.ts';

/** How many simulated sessions it takes to notice a bug. */
export interface Median {
  /** Sessions until an invariant broke, over the batches where one did; null: nothing was noticed. */
  readonly sessions: number | null;
  /** What broke first, most often. */
  readonly invariant: string | null;
  readonly caught: number;
  readonly batches: number;
  /** Most sessions of a batch. */
  readonly cap: number;
}

/** A line of `play-seeds.ts`. */
interface Batch {
  readonly found: { readonly seeds: number; readonly invariant: string } | null;
}

const file = join(import.meta.dirname, 'medians.json');

/** What was measured last, by the number of the bug. */
export function readMedians(): Readonly<Record<string, Median>> {
  return JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, Median>>;
}

export function keepMedian({ number }: Mutant, median: Median): void {
  const all = Object.entries<Median>({ ...readMedians(), [number]: median }).sort(([a], [b]) => Number(a) - Number(b));
  writeFileSync(file, `{\n${all.map(([key, value]) => `  "${key}": ${spaced(value)}`).join(',\n')}\n}\n`);
}

/** @param starts first seeds of the batches, further from each other than the cap */
export async function measure(mutant: Mutant, starts: readonly number[], cap: number): Promise<Median> {
  const lines = await playSeeds(mutant, [cap, ...starts]);
  const found = lines.flatMap((line) => (JSON.parse(line) as Batch).found ?? []);
  const needed = found.map(({ seeds }) => seeds).sort((a, b) => a - b);
  const named = Map.groupBy(found, ({ invariant }) => invariant);
  const [often = null] = [...named].sort(([, a], [, b]) => b.length - a.length).map(([invariant]) => invariant);
  return {
    sessions: needed[Math.floor((needed.length - 1) / 2)] ?? null,
    invariant: often,
    caught: found.length,
    batches: starts.length,
    cap,
  };
}

function playSeeds(mutant: Mutant, numbers: readonly number[]): Promise<readonly string[]> {
  const [hooks, program] = ['register.ts', 'play-seeds.ts'].map((name) => join(import.meta.dirname, name));
  const args = ['--import', pathToFileURL(hooks ?? '').href, program ?? '', ...numbers.map(String)];
  const env = { ...process.env, TASKSYNC_MUTANT: String(mutant.number) };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output.trim().split('\n'));
      else reject(new Error(`The sessions with bug ${mutant.number} ended with ${code}.`));
    });
  });
}

function spaced(median: Median): string {
  return `{ ${Object.entries(median)
    .map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)
    .join(', ')} }`;
}
