import { seeded } from '../fakes/seeded.ts';
import { bareDav, inParallel, taskName, taskText } from '../servers/bare-dav.ts';
import { createWorkspace, type DavList, setUpPair, type Workspace } from '../servers/workspace.ts';
import { type Gate, openGate, type Phase } from './gate.ts';

export interface KillPlan {
  readonly tasks: number;
  readonly kills: number;
  readonly seed: number;
  /** A fresh server with one empty list. */
  startList(): Promise<{ readonly list: DavList; stop(): Promise<void> }>;
  report(line: string): void;
}

/** What stands in both lists after a kill and a second run; all empty when nothing was lost or doubled. */
export interface Damage {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly unknown: readonly string[];
  /** Writes of a third run, which has nothing to do. */
  readonly laterWrites: number;
}

/**
 * Once for every kill: an initial sync of a full list into an empty one, ended with SIGKILL at a random request to the
 * empty one, then run again to its end. The same seed kills at the same requests; what is in flight beside them differs.
 */
export async function* killRounds(plan: KillPlan): AsyncGenerator<Damage> {
  const random = seeded(plan.seed);
  for (let round = 1; round <= plan.kills; round++) {
    // There is a write for every task and a few reads before them, so each of these is reached.
    const request = 1 + Math.floor(random() * plan.tasks);
    const phase: Phase = random() < 0.5 ? 'arrived' : 'carried out';
    const began = performance.now();
    const damage = await killRound(plan, request, phase);
    plan.report(
      `kill ${round}: at request ${request} (${phase}), ${Math.round(performance.now() - began)} ms: ${describe(damage)}`,
    );
    yield damage;
  }
}

async function killRound(plan: KillPlan, request: number, phase: Phase): Promise<Damage> {
  const left = await plan.startList();
  const right = await plan.startList();
  const gate = await openGate(right.list);
  const workspace = createWorkspace();
  try {
    await fill(left.list, plan.tasks);
    await setUpPair(workspace, left.list, gate.list);
    await syncUntilKilled(workspace, gate, request, phase);
    await workspace.succeed('sync', 'both', '--json');
    const writes = gate.writes;
    await workspace.succeed('sync', 'both', '--json');
    return await inspect(plan.tasks, [left.list, right.list], gate.writes - writes);
  } finally {
    workspace.remove();
    await gate.close();
    await Promise.all([left.stop(), right.stop()]);
  }
}

async function syncUntilKilled(workspace: Workspace, gate: Gate, request: number, phase: Phase): Promise<void> {
  const { process, ended } = workspace.start('sync', 'both', '--json');
  gate.at(request, phase, () => process.kill('SIGKILL'));
  const { code, stderr, stdout } = await ended;
  if (code !== null) throw new Error(`The sync ended with ${code} before request ${request}:\n${stderr}${stdout}`);
}

async function fill(list: DavList, tasks: number): Promise<void> {
  const dav = bareDav(list, 8);
  await inParallel(range(tasks), 8, (number) => dav.put(taskName(number), taskText(number)));
  dav.close();
}

async function inspect(tasks: number, lists: readonly DavList[], laterWrites: number): Promise<Damage> {
  const expected = new Set(range(tasks).map((number) => `Task ${number}`));
  const damage = { lost: [] as string[], doubled: [] as string[], unknown: [] as string[] };
  for (const list of lists) {
    const seen = new Map<string, number>();
    for (const title of await titlesIn(list)) seen.set(title, (seen.get(title) ?? 0) + 1);
    damage.lost.push(...[...expected].filter((title) => !seen.has(title)));
    damage.doubled.push(...[...seen].filter(([, times]) => times > 1).map(([title]) => title));
    damage.unknown.push(...[...seen.keys()].filter((title) => !expected.has(title)));
  }
  return { ...damage, laterWrites };
}

async function titlesIn(list: DavList): Promise<readonly string[]> {
  const dav = bareDav(list, 4);
  const texts = await dav.multiget(await dav.list());
  dav.close();
  return [...texts.values()].map((text) => /^SUMMARY[^:]*:(.*)$/m.exec(text)?.[1]?.trim() ?? '(no title)');
}

function describe({ lost, doubled, unknown, laterWrites }: Damage): string {
  const bad = lost.length + doubled.length + unknown.length + laterWrites;
  return bad === 0
    ? 'whole'
    : `${lost.length} lost, ${doubled.length} doubled, ${unknown.length} unknown, ${laterWrites} later writes`;
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
