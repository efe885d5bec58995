import { openGate } from '../integration/gate.ts';
import { bareDav, inParallel, taskName, taskText } from '../servers/bare-dav.ts';
import { createWorkspace, setUpPair, type Workspace } from '../servers/workspace.ts';
import { startBenchServer } from './servers.ts';

export interface StartUp {
  /** What the program before had come to. */
  readonly after: string;
  /** From the start of the process until it has said how everything is and ended. */
  readonly wallMs: number;
}

/** Shares of the requests of the first sync, nearly all of them writes, after which it is killed. */
const kills = [0.05, 0.5, 0.95] as const;

/** How long a start takes after a sync was killed, for the target of L8: under 5 s with 10,000 tasks. */
export async function measureStartUp(tasks: number): Promise<readonly StartUp[]> {
  const one = { name: 'start-up', server: 'simulated', tasks, latencyMs: 0 } as const;
  const [left, right] = await Promise.all([startBenchServer(one), startBenchServer(one)]);
  const gate = await openGate(right.list);
  const workspace = createWorkspace();
  try {
    const dav = bareDav(left.list, 8);
    const numbers = Array.from({ length: tasks }, (_, index) => index + 1);
    await inParallel(numbers, 8, (number) => dav.put(taskName(number), taskText(number)));
    dav.close();
    await setUpPair(workspace, left.list, gate.list);
    const measured: StartUp[] = [];
    for (const share of kills) {
      const { process, ended } = workspace.start('sync', 'both');
      gate.at(Math.round(tasks * share), 'carried out', () => process.kill('SIGKILL'));
      await ended;
      measured.push({ after: `a kill after ${gate.writes} of ${tasks} writes`, wallMs: await start(workspace) });
    }
    await workspace.succeed('sync', 'both');
    measured.push({ after: 'a whole sync', wallMs: await start(workspace) });
    return measured;
  } finally {
    workspace.remove();
    await gate.close();
    await Promise.all([left.stop(), right.stop()]);
  }
}

async function start(workspace: Workspace): Promise<number> {
  return (await workspace.succeed('status', '--json')).ms;
}
