import { parseArgs } from 'node:util';
import { misfits } from './apply-mutant.ts';
import { runDirectTests, type Verdict } from './direct-tests.ts';
import { keepMedian, type Median, measure, readMedians } from './medians.ts';
import { type Mutant, mutants } from './mutants.ts';
import { writeTable } from './write-table.ts';

const usage = `npm run mutants                          puts one bug after the other into the program and runs the test that belongs to it
npm run mutants -- --only 7,12           some of them
npm run mutants -- --write               and writes docs/mutants.md
npm run mutants -- --seeds 400 [--batches 5] [--only …]
                                         how many simulated sessions it takes to notice each; at most so many in a batch`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string' },
    batches: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
process.exitCode = values.help ? help() : await main();

function help(): number {
  console.log(usage);
  return 0;
}

async function main(): Promise<number> {
  const moved = misfits();
  if (moved.length > 0) {
    console.error(moved.join('\n'));
    return 1;
  }
  const only = values.only?.split(',').map(Number);
  const chosen = mutants.filter(({ number }) => only === undefined || only.includes(number));
  if (values.seeds !== undefined) return await measureAll(chosen, Number(values.seeds), Number(values.batches));
  const verdicts = await runDirectTests(chosen);
  for (const verdict of verdicts) console.log(describe(verdict, readMedians()[verdict.mutant.number]));
  const caught = verdicts.filter(({ isCaught }) => isCaught).length;
  console.log(`${caught} of ${verdicts.length} seeded bugs caught.`);
  if (values.write && only === undefined) writeTable(verdicts, readMedians());
  return caught === verdicts.length ? 0 : 1;
}

function describe({ mutant, isCaught, words }: Verdict, median: Median | undefined): string {
  const { number, name, law } = mutant;
  const heading = `${String(number).padStart(2)}  ${isCaught ? law.padEnd(3) : 'NOT CAUGHT'} ${name}`;
  return `${heading}\n    ${words}${median ? `\n    simulated: ${inSessions(median)}` : ''}`;
}

/** Batches of seeds that no test run plays. */
async function measureAll(chosen: readonly Mutant[], cap: number, batches: number): Promise<number> {
  const starts = Array.from({ length: batches }, (_, index) => 5_000_001 + index * 100_000);
  for (const mutant of chosen.filter(({ outsideTheWorld }) => outsideTheWorld === undefined)) {
    const median = await measure(mutant, starts, cap);
    keepMedian(mutant, median);
    console.log(`${String(mutant.number).padStart(2)}  ${mutant.name}: ${inSessions(median)}`);
  }
  return 0;
}

function inSessions({ sessions, invariant, caught, batches, cap }: Median): string {
  if (caught === 0) return `not noticed in ${batches} times ${cap} sessions`;
  const median = sessions ?? `more than ${cap}`;
  return `${invariant}, median ${median} sessions, ${caught} of ${batches} batches of at most ${cap}`;
}
