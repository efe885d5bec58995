import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './apply-mutant.ts';
import type { Verdict } from './direct-tests.ts';
import type { Median } from './medians.ts';

/** Writes docs/mutants.md: what each bug breaks, which test notices, and how many simulated sessions it takes. */
export function writeTable(verdicts: readonly Verdict[], medians: Readonly<Record<string, Median>>): void {
  const rows = verdicts.map((verdict) => {
    const { number, name, law, test, outsideTheWorld } = verdict.mutant;
    const link = `[${test.file.replace(/^tests\/|\.test\.ts$/g, '')}](../${test.file})`;
    const direct = verdict.isCaught ? `${link}: ${test.title}` : 'nothing';
    const sim = outsideTheWorld === undefined ? sessions(medians[number]) : outsideTheWorld;
    return `| ${number} | ${name} | ${law} | ${direct} | ${sim} |`;
  });
  const caught = verdicts.filter(({ isCaught }) => isCaught).length;
  writeFileSync(join(root, 'docs', 'mutants.md'), `${intro(caught, verdicts.length)}\n${rows.join('\n')}\n`);
  console.log('docs/mutants.md');
}

function sessions(median: Median | undefined): string {
  if (median === undefined) return 'not measured';
  const { sessions: needed, invariant, caught, batches, cap } = median;
  if (caught === 0) return `not noticed in ${batches} × ${cap}`;
  return `${needed ?? `more than ${cap}`} (${invariant}; ${caught} of ${batches} batches of ${cap})`;
}

const intro = (caught: number, all: number): string => `# Known bugs, put in on purpose

Forty bugs that other programs of this kind have or had. \`npm run mutants\` puts one after the other into the program, in
memory only, and runs the test that belongs to it: ${caught} of ${all} are caught. A bug counts as caught when its test fails with it,
passes without it, and names the promise that is broken ([what is promised](correctness.md)).

All of these tests are deterministic: they need one case. The last column says how many sessions of the simulated world
(\`npm run mutants -- --seeds 400\`) it takes until an oracle notices the bug by itself: the median over batches of seeds that
no test run plays, with the invariant that broke first; or why the world cannot have it. Written by
\`npm run mutants -- --write\`.

| | Bug | Breaks | Noticed by | Sessions, median |
|---:|---|---|---|---|`;
