import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mergeCounts } from './coverage.ts';
import { coverageTable } from './coverage-table.ts';
import { saveRegression } from './regression.ts';
import { playAny, playSeed, shrinkAny } from './sessions.ts';
import type { Stretch } from './worker.ts';

const usage = `npm run sim -- --seeds N [--from S]     plays N simulated sessions, from seed S on (default 1)
npm run sim -- --minutes M [--from S]   plays as many as it can in M minutes
npm run sim -- --seed X [--trace]       plays one; a failing one is shrunk and kept in tests/world/regressions`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    minutes: { type: 'string' },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
    workers: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const stretchLength = 25;

if (values.help || (!values.seed && !values.seeds && !values.minutes)) console.log(usage);
else if (values.seed) process.exitCode = await playOne(Number(values.seed));
else process.exitCode = await playMany();

async function playOne(seed: number): Promise<number> {
  const played = await playSeed(seed);
  if (values.trace) console.log(played.lines.join('\n'));
  if (!played.failure) {
    console.log(`Seed ${seed}: all invariants hold. Trace ${played.hash}.`);
    return 0;
  }
  const { invariant, message } = played.failure;
  console.log(`Seed ${seed}: ${invariant} is broken: ${message}`);
  console.log('Looking for a shorter story …');
  const story = await shrinkAny(played.story, invariant);
  const small = await playAny(story);
  console.log(JSON.stringify(story.setting, null, 2));
  console.log(small.lines.join('\n'));
  console.log(`${small.failure?.invariant}: ${small.failure?.message}`);
  const file = saveRegression(`${invariant.toLowerCase().replace(/\W+/g, '-')}-seed-${seed}`, {
    ...{ invariant, message: small.failure?.message ?? message, story },
  });
  console.log(`Kept as ${file}`);
  return 1;
}

async function playMany(): Promise<number> {
  const first = Number(values.from);
  const last = values.seeds ? first + Number(values.seeds) - 1 : Number.POSITIVE_INFINITY;
  const end = values.minutes ? performance.now() + Number(values.minutes) * 60_000 : Number.POSITIVE_INFINITY;
  const started = performance.now();
  const stretches: Stretch[] = [];
  let next = first;
  const work = async (): Promise<void> => {
    const worker = fork(join(import.meta.dirname, 'worker.ts'), { stdio: 'inherit' });
    try {
      while (next <= last && performance.now() < end) {
        const [from, count] = [next, Math.min(stretchLength, last - next + 1)];
        next += count;
        const stretch = await ask(worker, { from, count });
        stretches.push(stretch);
        for (const { seed, invariant, message } of stretch.failures) {
          console.log(`Seed ${seed}: ${invariant}: ${message.slice(0, 300)}\n  npm run sim -- --seed ${seed} --trace`);
        }
        for (const seed of stretch.unsteady) console.log(`Seed ${seed}: T11: its second play went differently`);
      }
    } finally {
      worker.kill();
    }
  };
  await Promise.all(Array.from({ length: Number(values.workers ?? availableParallelism()) }, work));
  return report(stretches, first, (performance.now() - started) / 1000);
}

function ask(worker: ReturnType<typeof fork>, question: { from: number; count: number }): Promise<Stretch> {
  return new Promise((resolve, reject) => {
    const fail = (code: number | null): void => reject(new Error(`a worker ended with ${code}`));
    worker.once('exit', fail);
    worker.once('message', (answer) => {
      worker.off('exit', fail);
      resolve(answer as Stretch);
    });
    worker.send(question);
  });
}

function report(stretches: readonly Stretch[], first: number, seconds: number): number {
  const seeds = stretches.reduce((sum, { count }) => sum + count, 0);
  const failures = stretches.flatMap((stretch) => stretch.failures);
  const unsteady = stretches.flatMap((stretch) => stretch.unsteady);
  console.log(coverageTable(mergeCounts(stretches.map(({ coverage }) => coverage))));
  console.log(
    `\nSeeds ${first} to ${first + seeds - 1}: ${seeds} sessions in ${seconds.toFixed(1)} s, ${(seeds / seconds).toFixed(1)} a second. ` +
      `${failures.length} failed, ${unsteady.length} went differently the second time.`,
  );
  console.log(`The same again: npm run sim -- --seeds ${seeds} --from ${first}`);
  if (failures.length > 0) console.log(`Failing seeds: ${failures.map(({ seed }) => seed).join(' ')}`);
  return failures.length + unsteady.length === 0 ? 0 : 1;
}
