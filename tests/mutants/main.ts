import { parseArgs } from 'node:util';
import { misfits } from './apply-mutant.ts';
import { type Caught, type Detector, seeds, tests } from './detectors.ts';
import { type Mutant, mutants } from './mutants.ts';

const usage =
  'npm run mutants [-- --only 7,12]   puts one bug after the other into the program and runs the tests until one fails';

const merges = tests('T1', ['tests/exhaustive', 'tests/unit/sync']);
const planner = tests('T2', ['tests/model/planner'], { FC_RUNS: '50000' });
const protocol = tests('T3', ['tests/model/protocol'], { MODEL_STATES: '4000' });
const engine = tests('engine', ['tests/integration/engine']);
const machine = tests('machine', ['tests/property/sync-machine.test.ts']);
const parts = tests('parts', ['tests/connectors', 'tests/unit/connectors', 'tests/unit/core']);

/** Three stretches of seeds far from each other: how many sessions it takes, as a median. */
const sim = seeds(
  'sim',
  'tests/world/main.ts',
  [1, 10_001, 20_001].map((from) => ['--seeds', '200', '--from', String(from)]),
);

/** Asked in this order until one of them notices: those that know the mutated part best come first. */
function detectorsFor({ edits, first }: Mutant): readonly Detector[] {
  const own = first ? [tests('its own', first)] : [];
  const isPlanner = edits.some(({ file }) => file.startsWith('src-shared/'));
  return isPlanner
    ? [...own, merges, planner, protocol, sim, engine, machine, parts]
    : [...own, sim, engine, protocol, machine, parts, planner, merges];
}

const { values } = parseArgs({ options: { only: { type: 'string' }, help: { type: 'boolean', default: false } } });
process.exitCode = values.help ? help() : await main(values.only?.split(',').map(Number));

function help(): number {
  console.log(usage);
  return 0;
}

async function main(only: readonly number[] | undefined): Promise<number> {
  const moved = misfits();
  if (moved.length > 0) {
    console.error(moved.join('\n'));
    return 1;
  }
  const chosen = mutants.filter(({ number }) => only === undefined || only.includes(number));
  let missed = 0;
  for (const mutant of chosen) {
    const [verdict, isMissed] = await judge(mutant);
    if (isMissed) missed++;
    console.log(`${String(mutant.number).padStart(2)}  ${mutant.name}\n    ${verdict}`);
  }
  const real = chosen.filter(({ edits }) => edits.length > 0).length;
  console.log(`${real - missed} of ${real} bugs caught, ${chosen.length - real} not applicable yet.`);
  return missed === 0 ? 0 : 1;
}

async function judge(mutant: Mutant): Promise<readonly [string, boolean]> {
  if (mutant.edits.length === 0) return [`not applicable yet: ${mutant.absent ?? ''}`, false];
  for (const detector of detectorsFor(mutant)) {
    const started = performance.now();
    const caught = await detector.run(mutant);
    if (caught) return [describe(detector, caught, performance.now() - started), false];
  }
  return ['NOT CAUGHT', true];
}

function describe({ name }: Detector, { by, cost }: Caught, ms: number): string {
  return `caught by ${name}: ${by}${cost === null ? '' : ` (${cost})`}, ${(ms / 1000).toFixed(1)} s`;
}
