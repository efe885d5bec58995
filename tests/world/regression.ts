import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyStory } from './sessions.ts';

const folder = join(import.meta.dirname, 'regressions');

/** A story that broke an invariant once; it is played in every test run from then on. */
export interface Regression {
  readonly invariant: string;
  /** What was seen when it broke. */
  readonly message: string;
  readonly story: AnyStory;
}

export function saveRegression(name: string, regression: Regression): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(regression, null, 2)}\n`);
  return `tests/world/regressions/${name}.json`;
}

export function regressions(): readonly (Regression & { readonly name: string })[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ name: file.slice(0, -5), ...readRegression(join(folder, file)) }));
}

function readRegression(file: string): Regression {
  return JSON.parse(readFileSync(file, 'utf8'));
}
