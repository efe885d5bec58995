import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { machine } from '../bench/report.ts';
import { startBenchServer } from '../bench/servers.ts';
import { bareDav, inParallel, taskName, taskText } from '../servers/bare-dav.ts';
import { createWorkspace, setUpPair, type Workspace } from '../servers/workspace.ts';
import { type BenchPage, measured, openPage } from './bench-page.ts';
import { firstScriptsSize } from './first-scripts.ts';
import { startHost } from './host.ts';
import { measureBulkEdit, measureEdit, measureFilter, measurePalette, measureScreens } from './interactions.ts';
import { type Measured, table } from './report.ts';
import { measureIdle, measureMemory } from './resting.ts';
import { measureScrolling } from './scrolling.ts';
import { measureSearch } from './searching.ts';
import { seedTasks } from './seed.ts';

const names = 'start, scripts, scroll, sync, search, filter, palette, edit, screens, bulk, memory, idle';
const usage = `npm run bench:ui -- [--only NAME,...] [--n TASKS] [--start-n TASKS] [--json]
Names: ${names}. Without --n, 50,000 tasks; for the start 10,000.`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: names },
    n: { type: 'string', default: '50000' },
    'start-n': { type: 'string', default: '10000' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
/** Enough for a minute; the run is told to stop when the scrolling is over. */
const synced = 6_000;

const wanted = new Set(values.only.split(',').map((name) => name.trim()));

/** Progress goes to stderr: stdout is the table or the JSON. */
const say = (line: string): void => console.error(line);

if (values.help) console.log(usage);
else await main();

async function main(): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    ...(process.env['CHROMIUM_PATH'] ? { executablePath: process.env['CHROMIUM_PATH'] } : {}),
    args: isRoot ? ['--no-sandbox'] : [],
  });
  const all: Measured[] = [];
  try {
    if (wanted.has('scripts')) all.push(firstScripts());
    if (wanted.has('start')) all.push(...(await start(browser, Number(values['start-n']))));
    all.push(...(await inUse(browser, Number(values.n))));
  } finally {
    await browser.close();
  }
  const about = { ...machine, chromium: browser.version(), tasks: Number(values.n) };
  if (values.json) return console.log(JSON.stringify({ machine: about, measured: all }, null, 2));
  console.log(
    `${about.processors} x ${about.model}, ${about.memoryGb} GB, ${about.system}, Node ${about.node}, Chromium ${about.chromium}, ${about.tasks} tasks\n`,
  );
  console.log(table(all));
}

function firstScripts(): Measured {
  const bytes = firstScriptsSize(join(import.meta.dirname, '../../out/renderer'));
  return measured('first scripts, gzip', 'kB', [bytes / 1000], { target: 250 });
}

/** From the start of the host's process to rows in the page, each time a new process and a new browser profile; then a reload. */
async function start(browser: Browser, tasks: number): Promise<readonly Measured[]> {
  say(`start, ${tasks} tasks`);
  const workspace = createWorkspace();
  const [cold, host, warm]: [number[], number[], number[]] = [[], [], []];
  try {
    await seedTasks(join(workspace.folder, 'data'), tasks);
    for (let round = 0; round < 6; round++) {
      const running = await startHost(workspace);
      const ready = performance.now();
      const bench = await openPage(browser, running);
      // The first one also reads the program from the disk.
      if (round > 0) {
        cold.push(bench.shownAt - running.startedAt);
        host.push(ready - running.startedAt);
      }
      warm.push(await reload(bench));
      await bench.close();
      await running.stop();
    }
  } finally {
    workspace.remove();
  }
  return [
    measured('start: host → list', 'ms', cold, { target: 1_500 }),
    measured('start: host → its address', 'ms', host),
    measured('start: page reloaded → list', 'ms', warm, { target: 700 }),
  ];
}

async function reload({ page }: BenchPage): Promise<number> {
  const began = performance.now();
  await page.reload({ waitUntil: 'commit' });
  await page.locator('[role=grid] tbody tr[aria-busy=false]').first().waitFor();
  return performance.now() - began;
}

async function inUse(browser: Browser, tasks: number): Promise<readonly Measured[]> {
  const of = (names: readonly string[]) => names.some((name) => wanted.has(name));
  if (!of(['scroll', 'sync', 'search', 'filter', 'palette', 'edit', 'screens', 'bulk', 'memory', 'idle'])) return [];
  const workspace = createWorkspace();
  const lists = await startLists();
  try {
    await setUpPair(workspace, lists.left, lists.right);
    await workspace.succeed('sync', 'both');
    say(`seeding ${tasks} tasks`);
    await seedTasks(join(workspace.folder, 'data'), tasks);
    return await withPage(browser, workspace, lists);
  } finally {
    workspace.remove();
    await lists.stop();
  }
}

async function withPage(browser: Browser, workspace: Workspace, lists: Lists): Promise<readonly Measured[]> {
  const host = await startHost(workspace);
  const bench = await openPage(browser, host);
  const all: Measured[] = [];
  const steps: readonly (readonly [string, () => Promise<readonly Measured[]>])[] = [
    ['idle', () => measureIdle(bench, 20_000)],
    ['search', () => measureSearch(bench, 5)],
    ['filter', async () => [await measureFilter(bench, 4)]],
    ['palette', () => measurePalette(bench, 12)],
    ['edit', () => measureEdit(bench, 24)],
    ['screens', async () => [await measureScreens(bench, 4)]],
    ['scroll', () => measureScrolling(browser, bench)],
    ['sync', () => duringSync(browser, bench, lists)],
    ['bulk', () => measureBulkEdit(bench, 4)],
    ['memory', () => measureMemory(bench, 30_000)],
  ];
  try {
    for (const [name, measure] of steps) {
      if (!wanted.has(name)) continue;
      say(name);
      // One that fails is told, and the others are still of use.
      await measure().then(
        (some) => all.push(...some),
        (error: unknown) => say(`${name} failed: ${String(error)}`),
      );
    }
  } finally {
    await bench.close();
    await host.stop();
  }
  return all;
}

interface Lists {
  readonly left: Parameters<typeof setUpPair>[1];
  readonly right: Parameters<typeof setUpPair>[1];
  stop(): Promise<void>;
}

/** Two simulated services over a network of 20 ms; one takes no more than a hundred writes a second, which still is quick for one. */
async function startLists(): Promise<Lists> {
  const one = { name: 'ui', server: 'simulated', tasks: 0, latencyMs: 20 } as const;
  const [left, right] = await Promise.all([startBenchServer(one), startBenchServer({ ...one, perWriteMs: 10 })]);
  return {
    ...{ left: left.list, right: right.list },
    stop: async () => void (await Promise.all([left.stop(), right.stop()])),
  };
}

async function duringSync(browser: Browser, bench: BenchPage, { left }: Lists): Promise<readonly Measured[]> {
  const dav = bareDav(left, 8);
  const numbers = Array.from({ length: synced }, (_, index) => index + 1);
  await inParallel(numbers, 8, (number) => dav.put(taskName(number), taskText(number)));
  dav.close();
  await startOrStop(bench, 'runs.start');
  const all = await measureScrolling(browser, bench, ', syncing');
  const isRunning = await isSyncing(bench);
  await startOrStop(bench, 'runs.stop');
  return isRunning ? all : all.map((one) => ({ ...one, note: `the run had ended; ${one.note ?? ''}` }));
}

/** Over a line of its own; nobody waits for the end of the run. So many new tasks would make it ask first. */
async function startOrStop({ page }: BenchPage, name: 'runs.start' | 'runs.stop'): Promise<void> {
  const input = { profile: 'both', ...(name === 'runs.start' && { acceptBrakes: true }) };
  await page.evaluate(
    async ([called, given]) => {
      const line = await window.bench.openLine();
      void line.call(called, given);
    },
    [name, input] as const,
  );
}

async function isSyncing({ page }: BenchPage): Promise<boolean> {
  return await page.evaluate(async () => {
    const line = await window.bench.openLine();
    const { profiles } = (await line.call('status.get', {})) as { profiles: { name: string; state: string }[] };
    line.close();
    return profiles.some(({ name, state }) => name === 'both' && state === 'syncing');
  });
}
