import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './apply-mutant.ts';
import type { Mutant } from './mutants.ts';

/** How many simulated sessions it takes to notice a bug. */
export interface Median {
  /** Sessions until an invariant broke, as the median of all batches; null: more than the cap. */
  readonly sessions: number | null;
  /** What broke first, most often. */
  readonly invariant: string | null;
  readonly caught: number;
  readonly batches: number;
  /** Most sessions of a batch. */
  readonly cap: number;
}

interface Found {
  readonly seed: number;
  readonly invariant: string;
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
  const found: Found[] = [];
  const needed: number[] = [];
  for (const start of starts) {
    const first = await firstNoticed(mutant, start, cap);
    if (first === null) continue;
    found.push(first);
    needed.push(first.seed - start + 1);
  }
  needed.sort((a, b) => a - b);
  const named = [...Map.groupBy(found, ({ invariant }) => invariant)].sort(([, a], [, b]) => b.length - a.length);
  return {
    sessions: needed[Math.floor((starts.length - 1) / 2)] ?? null,
    invariant: named[0]?.[0] ?? null,
    caught: found.length,
    batches: starts.length,
    cap,
  };
}

/** A session that fails without the bug, too, says nothing of the bug. */
async function firstNoticed(mutant: Mutant, start: number, cap: number): Promise<Found | null> {
  for (let next = start; next < start + cap; ) {
    const found = await play(mutant, next, start + cap - next);
    if (found === null || !(await failsAnyway(found.seed))) return found;
    next = found.seed + 1;
  }
  return null;
}

const healthy = new Map<number, Promise<Found | null>>();

async function failsAnyway(seed: number): Promise<boolean> {
  const played = healthy.get(seed) ?? play(null, seed, 1);
  healthy.set(seed, played);
  const found = await played;
  if (found !== null) console.log(`    seed ${seed} breaks ${found.invariant} without the bug, too`);
  return found !== null;
}

function play(mutant: Mutant | null, from: number, count: number): Promise<Found | null> {
  const [hooks, program] = ['register.ts', 'play-seeds.ts'].map((name) => join(import.meta.dirname, name));
  const args = ['--import', pathToFileURL(hooks ?? '').href, program ?? '', String(from), String(count)];
  const env = { ...process.env, TASKSYNC_MUTANT: mutant ? String(mutant.number) : '' };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code) => {
      const [, seed, invariant = ''] = /^(\d+) (.+)$/m.exec(output) ?? [];
      if (code === 0) resolve(seed === undefined ? null : { seed: Number(seed), invariant });
      else reject(new Error(`The sessions with bug ${mutant?.number ?? 'none'} ended with ${code}.`));
    });
  });
}

function spaced(median: Median): string {
  return `{ ${Object.entries(median)
    .map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)
    .join(', ')} }`;
}
