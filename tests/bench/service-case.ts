import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWorkspace, type Workspace } from '../servers/workspace.ts';
import { type Case, type Measurement, serviceSteps } from './cases.ts';
import type { Stats } from './servers.ts';
import { serviceFloor, writesAtOnce } from './service-floor.ts';
import type { Held, ServiceOrder, Told } from './simulated-service.ts';

interface BenchService {
  readonly told: Told;
  readStats(): Promise<Stats>;
  rename(first: number, last: number): Promise<void>;
  letPass(minutes: number): Promise<void>;
  count(): Promise<Held>;
  stop(): Promise<void>;
}

/** Jira with all tasks and GitHub with none, and one profile of both. */
export async function measureServices(one: Case, say: (line: string) => void): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  const nothing = { cpuMs: null, maxRssMb: null, loopP99Ms: null, loopMaxMs: null, requests: null };
  await withBoth(one, async (jira, github) => {
    for (const step of serviceSteps) {
      const wallMs = await serviceFloor(step, jira.told, github.told, one.tasks);
      const stats = [await jira.readStats(), await github.readStats()];
      measured.push({
        ...{ case: one.name, tasks: one.tasks, step, program: 'bare client', wallMs, ...nothing },
        ...summed(stats),
        writesInFlight: writesAtOnce,
      });
    }
  });
  await withBoth(one, async (jira, github) => {
    const workspace = createWorkspace({
      TASKSYNC_BENCH_JIRA: jira.told.secret,
      TASKSYNC_BENCH_GITHUB: github.told.secret,
    });
    try {
      await setUp(workspace, jira.told, github.told);
      for (const step of serviceSteps) {
        if (step === '10 changes a side') await Promise.all([jira.rename(1, 10), github.rename(11, 20)]);
        if (step === 'no change, settled') {
          await Promise.all([jira.letPass(10), github.letPass(10)]);
          await workspace.succeed('sync', 'both');
        }
        await Promise.all([jira.readStats(), github.readStats()]);
        const { ms, usage } = await workspace.succeed('sync', 'both', '--json');
        const stats = [await jira.readStats(), await github.readStats()];
        say(
          `  task-sync, ${step}: ${(ms / 1000).toFixed(2)} s, Jira ${stats[0]?.requests}, GitHub ${stats[1]?.requests}`,
        );
        measured.push({
          ...{ case: one.name, tasks: one.tasks, step, program: 'task-sync', ...nothing, ...usage, wallMs: ms },
          ...summed(stats),
        });
      }
      for (const service of [jira, github]) check(service.told.connector, await service.count(), one.tasks);
    } finally {
      workspace.remove();
    }
  });
  return measured.sort((a, b) => serviceSteps.indexOf(a.step) - serviceSteps.indexOf(b.step));
}

function summed(stats: readonly Stats[]): Stats {
  return {
    requests: stats.reduce((sum, { requests }) => sum + requests, 0),
    writesInFlight: Math.max(...stats.map(({ writesInFlight }) => writesInFlight)),
  };
}

/** A fast program that loses tasks is not fast. */
function check(name: string, held: Held, tasks: number): void {
  const wanted: Held = { tasks, comments: tasks, labels: 2 * tasks, renamed: 20 };
  if (JSON.stringify(held) === JSON.stringify(wanted)) return;
  throw new Error(`${name} holds ${JSON.stringify(held)}; it should be ${JSON.stringify(wanted)}.`);
}

async function setUp(workspace: Workspace, ...both: readonly Told[]): Promise<void> {
  for (const { connector, url, username, options } of both) {
    const account = username === null ? [] : ['--username', username];
    const more = Object.entries(options).flatMap(([key, value]) => ['--option', `${key}=${value}`]);
    const signIn = ['--url', url, ...account, '--secret-env', `TASKSYNC_BENCH_${connector.toUpperCase()}`];
    await workspace.succeed('connections', 'add', connector, '--name', connector, ...signIn, ...more);
  }
  const file = join(workspace.folder, 'both.yaml');
  const endpoints = both.map(
    ({ connector, container }) => `  - connection: ${connector}\n    container: ${container}\n`,
  );
  writeFileSync(file, `name: both\nendpoints:\n${endpoints.join('')}`);
  await workspace.succeed('profiles', 'add', '--file', file);
}

async function withBoth(
  { latencyMs, tasks }: Case,
  work: (jira: BenchService, github: BenchService) => Promise<void>,
): Promise<void> {
  const [jira, github] = await Promise.all([start('jira', latencyMs, tasks), start('github', latencyMs, 0)]);
  try {
    await work(jira, github);
  } finally {
    await Promise.all([jira.stop(), github.stop()]);
  }
}

async function start(name: string, latencyMs: number, tasks: number): Promise<BenchService> {
  const file = join(import.meta.dirname, 'simulated-service.ts');
  const child = fork(file, [name, String(latencyMs), String(tasks)]);
  const answer = async (): Promise<unknown> => (await once(child, 'message'))[0];
  const ask = async (order: ServiceOrder): Promise<unknown> => {
    child.send(order);
    return await answer();
  };
  const told = (await answer()) as Told;
  return {
    told,
    readStats: async () => (await ask({ kind: 'stats' })) as Stats,
    rename: async (first, last) => void (await ask({ kind: 'rename', first, last })),
    letPass: async (minutes) => void (await ask({ kind: 'let pass', minutes })),
    count: async () => (await ask({ kind: 'count' })) as Held,
    stop: async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
