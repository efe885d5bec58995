import { parseArgs } from 'node:util';
import { bareDav, inParallel, taskName, taskText } from '../servers/bare-dav.ts';
import { type Case, cases, type Measurement, scaleCases, serviceSteps, steps } from './cases.ts';
import { bestInFlight, floor } from './floor.ts';
import { type Program, taskSync, vdirsyncer } from './program.ts';
import { machine, scaleTable, table } from './report.ts';
import { type BenchServer, startBenchServer, whyNoCase } from './servers.ts';
import { measureServices } from './service-case.ts';
import { measureStartUp } from './start-up.ts';

const usage = `npm run bench -- [--cases NAME,...] [--n TASKS] [--no-vdirsyncer] [--json]
Cases: ${cases.map(({ name }) => name).join(', ')}. --n replaces the number of tasks of every case.
npm run bench -- --scale: what Task Sync alone costs with lists of 1,000, 10,000 and 100,000 tasks; half an hour.
npm run bench -- --start-up [--n TASKS]: how soon a program that was killed is ready again.`;

const { values } = parseArgs({
  options: {
    cases: { type: 'string' },
    n: { type: 'string' },
    'no-vdirsyncer': { type: 'boolean', default: false },
    scale: { type: 'boolean', default: false },
    'start-up': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Progress goes to stderr: stdout is the table or the JSON. */
const say = (line: string): void => console.error(line);

if (values.help) console.log(usage);
else if (values['start-up']) await startUp(values.n === undefined ? 10_000 : Number.parseInt(values.n, 10));
else await main();

/** L8: how soon a program that was killed is ready again. */
async function startUp(tasks: number): Promise<void> {
  const measured = await measureStartUp(tasks);
  if (values.json) return console.log(JSON.stringify({ machine, measured }, null, 2));
  for (const { after, wallMs } of measured) console.log(`${(wallMs / 1000).toFixed(2)} s  after ${after}`);
}

async function main(): Promise<void> {
  const measurements: Measurement[] = [];
  const skipped: { case: string; reason: string }[] = [];
  for (const one of chosenCases()) {
    const reason = whyNoCase(one);
    if (reason === null) measurements.push(...(await measureCase(one)));
    else skipped.push({ case: one.name, reason });
  }
  if (values.json) return console.log(JSON.stringify({ machine, measurements, skipped }, null, 2));
  console.log(
    `${machine.processors} x ${machine.model}, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}\n`,
  );
  console.log(values.scale ? scaleTable(measurements) : table(measurements));
  for (const { case: name, reason } of skipped) console.log(`\nSkipped ${name}: ${reason}`);
}

function chosenCases(): readonly Case[] {
  const usual = cases.filter(({ onDemand }) => !onDemand).map(({ name }) => name);
  const names = values.cases?.split(',') ?? (values.scale ? scaleCases : usual);
  const unknown = names.filter((name) => !cases.some((one) => one.name === name));
  if (unknown.length > 0) throw new Error(`There is no case ${unknown.join(', ')}.\n${usage}`);
  const tasks = values.n === undefined ? null : Number.parseInt(values.n, 10);
  return cases.filter(({ name }) => names.includes(name)).map((one) => ({ ...one, tasks: tasks ?? one.tasks }));
}

async function measureCase(one: Case): Promise<readonly Measurement[]> {
  say(`${one.name}: ${one.tasks} tasks`);
  if (one.server === 'services') return await measureServices(one, say);
  const programs = [taskSync, ...(values.scale || values['no-vdirsyncer'] ? [] : [vdirsyncer])];
  const measured = values.scale ? [] : await measureFloor(one);
  for (const setUp of programs) measured.push(...(await measureProgram(one, setUp)));
  return measured.sort((a, b) => serviceSteps.indexOf(a.step) - serviceSteps.indexOf(b.step));
}

async function measureFloor(one: Case): Promise<Measurement[]> {
  const scratch = await startBenchServer(one);
  const inFlight = await bestInFlight(scratch.list);
  await scratch.stop();
  return await withPair(one, async (left, right) => {
    const measured: Measurement[] = [];
    for (const step of steps) {
      const before = process.cpuUsage();
      const wallMs = await floor(step, left.list, right.list, one.tasks, inFlight);
      const { user, system } = process.cpuUsage(before);
      const nothing = { maxRssMb: null, loopP99Ms: null, loopMaxMs: null, requests: null };
      measured.push({
        case: one.name,
        tasks: one.tasks,
        step,
        program: 'bare client',
        wallMs,
        cpuMs: (user + system) / 1000,
        ...nothing,
        writesInFlight: inFlight,
      });
    }
    return measured;
  });
}

async function measureProgram(
  one: Case,
  setUp: (left: BenchServer['list'], right: BenchServer['list'], tasks: number) => Promise<Program | null>,
): Promise<Measurement[]> {
  return await withPair(one, async (left, right) => {
    const program = await setUp(left.list, right.list, one.tasks);
    if (program === null) return [];
    try {
      const measured: Measurement[] = [];
      for (const step of steps) {
        if (step === '10 changes a side') await changeTen(left, right);
        measured.push({
          case: one.name,
          tasks: one.tasks,
          step,
          program: program.name,
          ...(await measureStep(program, left, right)),
        });
        say(`  ${program.name}, ${step}: ${((measured.at(-1)?.wallMs ?? 0) / 1000).toFixed(2)} s`);
      }
      await checkBothHave(one.tasks, left, right);
      return measured;
    } finally {
      program.remove();
    }
  });
}

async function measureStep(
  program: Program,
  left: BenchServer,
  right: BenchServer,
): Promise<Omit<Measurement, 'case' | 'tasks' | 'step' | 'program'>> {
  await Promise.all([left.readStats(), right.readStats()]);
  const used = await program.sync();
  const stats = [await left.readStats(), await right.readStats()];
  const sum = stats.some((one) => one === null) ? null : stats.reduce((total, one) => total + (one?.requests ?? 0), 0);
  const most = sum === null ? null : Math.max(...stats.map((one) => one?.writesInFlight ?? 0));
  return { ...used, requests: sum, writesInFlight: most };
}

async function withPair<Result>(
  one: Case,
  work: (left: BenchServer, right: BenchServer) => Promise<Result>,
): Promise<Result> {
  const [left, right] = await Promise.all([startBenchServer(one), startBenchServer(one)]);
  try {
    const dav = bareDav(left.list, 8);
    await inParallel(range(1, one.tasks), 8, (number) => dav.put(taskName(number), taskText(number)));
    dav.close();
    return await work(left, right);
  } finally {
    await Promise.all([left.stop(), right.stop()]);
  }
}

/** Ten titles at each side, of different tasks. A program names its copies itself, so they are found by their UID. */
async function changeTen(left: BenchServer, right: BenchServer): Promise<void> {
  await changeTitles(left, range(1, 10));
  await changeTitles(right, range(11, 20));
}

async function changeTitles(server: BenchServer, numbers: readonly number[]): Promise<void> {
  const dav = bareDav(server.list, 4);
  const now = `LAST-MODIFIED:${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const wanted = new Set(numbers.map((number) => `SUMMARY:Task ${number}`));
  for await (const [path, text] of allOf(dav)) {
    const title = text.split(/\r?\n/).find((line) => wanted.has(line));
    if (title === undefined) continue;
    await dav.put(path, text.replace(title, `${title} (changed)`).replace(/LAST-MODIFIED:\w*/, now));
  }
  dav.close();
}

/** A fast program that loses tasks is not fast. */
async function checkBothHave(tasks: number, ...servers: readonly BenchServer[]): Promise<void> {
  for (const server of servers) {
    const dav = bareDav(server.list, 1);
    let [count, changed] = [0, 0];
    for await (const [, text] of allOf(dav)) {
      count++;
      if (text.includes('(changed)')) changed++;
    }
    dav.close();
    if (count !== tasks || changed !== 20) {
      throw new Error(`A list holds ${count} tasks, ${changed} of them changed; it should be ${tasks} and 20.`);
    }
  }
}

/** All records of a list with their text, a thousand in one request. */
async function* allOf(dav: ReturnType<typeof bareDav>): AsyncGenerator<readonly [string, string]> {
  const paths = await dav.list();
  for (let start = 0; start < paths.length; start += 1000) yield* await dav.multiget(paths.slice(start, start + 1000));
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
