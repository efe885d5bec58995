import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDice, type Dice } from '../fakes/seeded.ts';
import { type RealServer, type ServerName, startServer } from '../servers/real-server.ts';
import { createWorkspace, type Workspace } from '../servers/workspace.ts';
import { type Audit, createAudit } from './audit.ts';
import { type FaultProxy, faultKinds, openFaultProxy } from './fault-proxy.ts';
import { judge, type Verdict } from './judge.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createPeople, type People } from './people.ts';
import { radicaleSide } from './radicale-side.ts';
import { redmineSide } from './redmine-side.ts';
import type { Side } from './side.ts';

export interface SoakPlan {
  readonly servers: readonly [ServerName, ServerName];
  readonly seed: number;
  readonly ms: number;
  readonly report: (line: string) => void;
}

export interface SoakResult extends Verdict {
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  /** Syncs from the last fault to the one that found nothing to do, that one included. */
  readonly syncsToQuiet: number;
  /** Writes of one more sync (L2). */
  readonly laterWrites: number;
  /** What the last run said besides `done`. */
  readonly complaints: readonly string[];
  /** To find out how something came about. */
  readonly diary: readonly string[];
}

interface Place {
  readonly side: Side;
  readonly proxy: FaultProxy;
}

interface Soak {
  readonly dice: Dice;
  readonly ledger: Ledger;
  readonly audit: Audit;
  readonly workspace: Workspace;
  readonly people: People;
  readonly places: readonly [Place, Place];
  readonly counts: { syncs: number; kills: number; 'safe modes': number };
}

/** A run that takes longer is killed like the others. */
const longestSyncMs = 30_000;
/** Syncs that are allowed after the last fault, before everything has to be quiet (L1). */
export const mostSyncsToQuiet = 3;

/**
 * The built command line against real servers through proxies that ill-treat its requests, killed at random, while people
 * edit everywhere; then the faults stop, and everything that anybody wanted has to be on both sides, once.
 */
export async function soak(plan: SoakPlan): Promise<SoakResult> {
  const dice = createDice(plan.seed);
  const ledger = createLedger();
  const audit = createAudit(ledger);
  const [left, right] = await Promise.all([
    openPlace('left', plan.servers[0], createDice(plan.seed + 1), audit),
    openPlace('right', plan.servers[1], createDice(plan.seed + 2), audit),
  ]);
  const workspace = createWorkspace({ [secretOf(left)]: left.secret, [secretOf(right)]: right.secret });
  try {
    await setUp(workspace, plan.servers, [left, right]);
    const hasLabels = left.side.hasLabels && right.side.hasLabels;
    const people = createPeople(dice, ledger, workspace, hasLabels);
    const counts = { syncs: 0, kills: 0, 'safe modes': 0 };
    const state: Soak = { dice, ledger, audit, workspace, people, places: [left, right], counts };
    await agitate(state, plan);
    return await calmDown(state, hasLabels);
  } finally {
    workspace.remove();
    for (const { proxy, side } of [left, right]) {
      await proxy.close();
      await side.close();
    }
  }
}

interface OpenedPlace extends Place {
  readonly server: RealServer;
  readonly secret: string;
}

/** Name of the environment variable. */
const secretOf = ({ side }: Place): string => `TASKSYNC_SOAK_${side.name.toUpperCase()}`;

async function openPlace(name: string, server: ServerName, dice: Dice, audit: Audit): Promise<OpenedPlace> {
  const started = await startServer(server);
  const side = server === 'radicale' ? radicaleSide(name, started) : redmineSide(name, started);
  const behind = new URL(started.collection ?? started.base);
  const { hasPreconditions } = side;
  const aroundWrite: Parameters<typeof openFaultProxy>[0]['aroundWrite'] = (write, deliver) =>
    audit.around(side, write, deliver);
  const proxy = await openFaultProxy({ behind, dice, hasPreconditions, aroundWrite });
  return { side, proxy, server: started, secret: started.api_key ?? started.password };
}

async function setUp(
  workspace: Workspace,
  servers: readonly [ServerName, ServerName],
  places: readonly OpenedPlace[],
): Promise<void> {
  const endpoints: string[] = [];
  for (const [index, place] of places.entries()) {
    const { side, proxy, server } = place;
    const kind = servers[index];
    const signIn = kind === 'radicale' ? ['caldav', '--username', server.user] : ['redmine'];
    const address = ['--name', side.name, '--url', proxy.base.href, '--secret-env', secretOf(place)];
    await workspace.succeed('connections', 'add', ...signIn, ...address);
    const container = kind === 'radicale' ? proxy.base.pathname : (server.project ?? '');
    endpoints.push(`  - { connection: ${side.name}, container: ${container} }`);
  }
  const file = join(workspace.folder, 'both.yaml');
  writeFileSync(file, ['name: both', 'deletions: propagate', 'endpoints:', ...endpoints, ''].join('\n'));
  await workspace.succeed('profiles', 'add', '--file', file);
}

/** Most records that people make; a soak is about edits, not about size. */
const mostRecords = 60;

async function agitate(state: Soak, { ms, report }: SoakPlan): Promise<void> {
  const { dice, people, places, counts } = state;
  const end = performance.now() + ms;
  for (const { side } of places) for (let count = 0; count < 10; count++) await people.createAt(side);
  /** Removals that no sync has carried over yet: more than three would be held by a brake, and rightly so. */
  let removals = 0;
  let told = performance.now();
  while (performance.now() < end) {
    for (const { proxy, side } of places) if (!side.hasPreconditions) await proxy.idle();
    const before = removals;
    for (let count = dice.between(1, 6); count > 0; count--) removals += await doSomething(state, removals);
    if (dice.chance(0.2)) await people.editHere();
    if (dice.chance(0.3)) await people.decide();
    for (const { proxy } of places) {
      proxy.set({ rate: dice.pick([0, 0.02, 0.1, 0.3, 0.5]) ?? 0, kinds: dice.some(faultKinds) });
    }
    const code = await syncOnce(state, dice.chance(0.5));
    if (code === 0 || code === 3) removals -= before;
    if (performance.now() - told > 60_000) {
      told = performance.now();
      report(`${counts.syncs} syncs, ${counts.kills} kills, ${state.ledger.intents.size} intents`);
    }
  }
}

/** @returns how many records it removed */
async function doSomething({ dice, people, places, ledger }: Soak, removals: number): Promise<number> {
  const { side } = dice.pick(places) ?? places[0];
  const kind = dice.between(1, 20);
  if (kind === 1 && removals < 3) {
    const before = ledger.dismissals.length;
    await people.removeAt(side);
    return ledger.dismissals.length - before;
  }
  if (kind <= 3 && (await side.all()).length < mostRecords) await people.createAt(side);
  else await people.editAt(side);
  return 0;
}

/** @returns the exit code; null when it was killed */
async function syncOnce(state: Soak, isToBeKilled: boolean): Promise<number | null> {
  const { dice, people, places, workspace, counts, ledger } = state;
  counts.syncs++;
  const { process: program, ended } = workspace.start('sync', 'both', '--json');
  const kill = (): void => void program.kill('SIGKILL');
  const limit = setTimeout(kill, longestSyncMs);
  if (isToBeKilled && dice.chance(0.5)) {
    const { proxy } = dice.pick(places) ?? places[0];
    proxy.at(dice.between(1, 10), dice.chance(0.5) ? 'arrived' : 'carried out', kill);
  } else if (isToBeKilled) {
    setTimeout(kill, dice.between(150, 900)).unref();
  }
  // Other programs do not wait for us.
  const bold = places.filter(({ side }) => side.hasPreconditions);
  const { side: busy } = dice.pick(bold) ?? {};
  if (busy && dice.chance(0.5)) {
    await sleep(dice.between(100, 900));
    await people.editAt(busy);
  }
  const { code } = await ended;
  clearTimeout(limit);
  // A trap that was not reached must not spring in another run.
  for (const { proxy } of places) proxy.at(0, 'arrived', () => {});
  if (code === null) counts.kills++;
  else if (await leaveSafeMode(workspace)) counts['safe modes']++;
  ledger.diary.push(`sync ${counts.syncs} ended with ${code}`);
  return code;
}

/** Three kills at one place look like a crash that repeats itself (L8); then somebody has to turn sync on again. */
async function leaveSafeMode(workspace: Workspace): Promise<boolean> {
  const { notices } = JSON.parse((await workspace.succeed('status', '--json')).stdout) as {
    readonly notices: readonly { readonly kind: string }[];
  };
  const isOff = notices.some(({ kind }) => kind === 'safe-mode');
  if (isOff) await workspace.succeed('notices', 'dismiss', 'safe-mode');
  return isOff;
}

interface SyncJson {
  readonly state: string;
  readonly pending: number;
  readonly problems: readonly { readonly endpoint: string; readonly title: string | null; readonly message: string }[];
}

async function calmDown(state: Soak, hasLabels: boolean): Promise<SoakResult> {
  const { places, workspace, people, ledger, audit, counts } = state;
  for (const { proxy } of places) {
    proxy.set({ rate: 0, kinds: [] });
    await proxy.idle();
  }
  // Redmine may still be finishing what it began for a program that is gone.
  await sleep(6_000);
  const writes = (): number => places.reduce((sum, { proxy }) => sum + proxy.writes, 0);
  await leaveSafeMode(workspace);
  let syncsToQuiet = 0;
  let last: SyncJson | null = null;
  for (;;) {
    const before = writes();
    syncsToQuiet++;
    last = JSON.parse((await workspace.run('sync', 'both', '--json')).stdout) as SyncJson;
    if (writes() === before || syncsToQuiet > mostSyncsToQuiet) break;
  }
  const before = writes();
  last = JSON.parse((await workspace.run('sync', 'both', '--json')).stdout) as SyncJson;
  const laterWrites = writes() - before;
  const [left, right] = await Promise.all([places[0].side.all(), places[1].side.all()]);
  const fields = hasLabels ? (['title', 'lines', 'labels'] as const) : (['title', 'lines'] as const);
  const conflicts = await people.openConflicts();
  const verdict = judge(ledger, { left, right, conflicts, fields });
  const faults = places.flatMap(({ proxy }) => [...proxy.faults]);
  return {
    ...verdict,
    unexplained: [...verdict.unexplained, ...audit.unexplained],
    syncsToQuiet,
    laterWrites,
    complaints: [
      ...(last.state === 'done' && last.pending === 0 ? [] : [`${last.state}, ${last.pending} pending`]),
      ...last.problems.map(({ endpoint, title, message }) => `${endpoint} ${title}: ${message}`),
    ],
    diary: ledger.diary,
    counts: {
      ...counts,
      intents: ledger.intents.size,
      removals: ledger.dismissals.filter(({ kind }) => kind === 'removed').length,
      'conflicts decided': ledger.dismissals.filter(({ kind }) => kind === 'decided').length,
      'conflicts open': conflicts.length,
      records: left.length,
      requests: places.reduce((sum, { proxy }) => sum + proxy.requests, 0),
      writes: writes(),
    },
    faults: Object.fromEntries(
      faultKinds.map((kind) => [
        kind,
        faults.filter(([one]) => one === kind).reduce((sum, [, count]) => sum + count, 0),
      ]),
    ),
  };
}
