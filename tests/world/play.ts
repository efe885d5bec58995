import type { RunView } from '../../src-shared/api/views.ts';
import { toTaskSyncError } from '../../src-shared/errors.ts';
import { doToComments } from './comment-people.ts';
import { isCommentEvent } from './comment-story.ts';
import { crashCell } from './coverage.ts';
import { drawFault } from './draw-story.ts';
import { Killed } from './fate.ts';
import { checkAfterRun, checkAtEnd, checkQuiet, checkSafety } from './oracles/oracles.ts';
import { Violation } from './oracles/violation.ts';
import type { Outcome } from './outcome.ts';
import { decide, doAsPerson } from './people.ts';
import type { Fault, Story, StoryEvent, SyncEvent } from './story.ts';
import { calm, createWorld, profileName, type Weather, type World } from './world.ts';

/** Plays a story from beginning to end and asks all oracles. */
export async function play(story: Story): Promise<Outcome<Story>> {
  const world = await createWorld(story.setting);
  const struck = new Map<number, Record<string, Fault>>();
  let failure: Outcome<Story>['failure'] = null;
  try {
    await agitate(world, story, struck);
    if (story.setting.mode === 'fair') await comeToRest(world);
    await checkSafety(world);
  } catch (error) {
    failure =
      error instanceof Violation
        ? { invariant: error.invariant, message: error.message }
        : { invariant: 'no bug', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    await world.close();
  }
  const events = story.events.map((event): StoryEvent => ({ ...event, faults: struck.get(event.id) ?? {} }));
  const { trace, coverage, passed } = world;
  return {
    failure,
    story: { ...story, events },
    hash: trace.hash(),
    lines: trace.lines,
    coverage: coverage.counts,
    passed,
  };
}

async function agitate(world: World, story: Story, struck: Map<number, Record<string, Fault>>): Promise<void> {
  const revoked = new Set<number>();
  for (const event of story.events) {
    // A second apart, so that services with whole seconds see two versions.
    world.time.pass(1_000);
    world.weather = stormy(story, event, revoked, struck);
    world.trace.add(`${world.time.now} ${JSON.stringify({ ...event, faults: undefined })}`);
    await perform(world, event, revoked);
  }
}

function stormy(
  { seed, setting }: Story,
  event: StoryEvent,
  revoked: ReadonlySet<number>,
  struck: Map<number, Record<string, Fault>>,
): Weather {
  let request = 0;
  const here: Record<string, Fault> = {};
  return {
    fault: (service, { operation }) => {
      const number = ++request;
      if (revoked.has(service)) return { kind: 'unauthorized' };
      const drawn = drawFault(seed, setting.weather, event.id, number, operation);
      const fault = event.faults ? (event.faults[number] ?? null) : drawn;
      if (fault) {
        here[number] = fault;
        struck.set(event.id, here);
      }
      return fault;
    },
  };
}

async function perform(world: World, event: StoryEvent, revoked: Set<number>): Promise<void> {
  switch (event.do) {
    case 'sync':
      await sync(world, event);
      return;
    case 'preview':
      await preview(world, event.installation, event.profile);
      return;
    case 'wait':
      world.time.pass(event.ms);
      return;
    case 'skew': {
      const installation = world.installations[event.installation];
      if (installation) installation.skewMs = event.ms;
      return;
    }
    case 'revoke':
      revoked.add(event.service);
      return;
    case 'sign-in':
      revoked.delete(event.service);
      return;
    case 'forget-cursors':
      world.services[event.service]?.forgetCursors();
      return;
    case 'decide':
      await decide(world, event.installation, event.pick, event.use);
      return;
    default:
      if (isCommentEvent(event)) await doToComments(world, event);
      else await doAsPerson(world, event);
  }
}

type Sync = Omit<SyncEvent, 'do'> & { readonly id?: number };

async function sync(world: World, event: Sync): Promise<void> {
  const installation = world.installations[event.installation];
  if (!installation) return;
  if (event.meanwhile) interrupt(world, event.meanwhile);
  const { fate } = installation;
  const before = fate.passed.length;
  fate.doom(event.crash ?? null);
  try {
    const run = await installation.core.api.call('runs.start', {
      profile: profileName(event.profile),
      acceptBrakes: true,
    });
    world.trace.add(describeRun(run));
    await checkAfterRun(world, installation, run);
  } catch (error) {
    if (error instanceof Violation) throw error;
    const known = toTaskSyncError(error);
    if (!(known.cause instanceof Killed) && !installation.fate.isDead) throw known.cause ?? known;
  }
  if (event.id !== undefined) world.passed.set(event.id, fate.passed.slice(before));
  if (installation.fate.isDead) {
    world.trace.add(`killed at ${installation.fate.diedAt}`);
    world.coverage.hit(crashCell(installation.fate.diedAt ?? ''));
    installation.restart();
  } else installation.fate.doom(null);
  world.meanwhile = null;
}

function interrupt(world: World, { request, event }: NonNullable<SyncEvent['meanwhile']>): void {
  let number = 0;
  world.meanwhile = async () => {
    if (++number !== request) return;
    world.meanwhile = null;
    world.trace.add(`meanwhile ${JSON.stringify(event)}`);
    const service = 'service' in event.side ? event.side.service : null;
    const isRace = service !== null && world.setting.services[service]?.precondition === false;
    if (isRace) world.blurred.add(service);
    world.ledger.isRacing = isRace;
    await doAsPerson(world, event);
    world.ledger.isRacing = false;
  };
}

function describeRun(run: RunView): string {
  const { state, tasks, conflicts, pending, endpoints, problems } = run;
  const writes = endpoints.map(({ created, updated, closed, deleted }) => `${created}+${updated}+${closed}+${deleted}`);
  const codes = problems.map(({ code, task, endpoint }) => `${endpoint}:${code}:${task}`);
  return JSON.stringify({ state, tasks, conflicts, pending, writes, codes });
}

/** Looks, and changes nothing anywhere (S17). */
async function preview(world: World, index: number, profile: number): Promise<void> {
  const installation = world.installations[index];
  if (!installation) return;
  const before = writesOf(world);
  await installation.core.api.call('plans.preview', { profile: profileName(profile) }).catch((error: unknown) => {
    const known = toTaskSyncError(error);
    if (known.code === 'bug') throw known.cause ?? known;
  });
  if (writesOf(world) !== before) throw new Violation('S17', 'a preview wrote to a service');
}

export function writesOf({ services }: Pick<World, 'services'>): number {
  return services
    .flatMap(({ log, commentLog }): readonly { readonly by: string }[] => [...log, ...commentLog])
    .filter(({ by }) => by === 'sync').length;
}

const hour = 3_600_000;

/** Faults and intents end: at most three cycles later everything is equal (L1), and the next one is silent (L2). */
async function comeToRest(world: World): Promise<void> {
  world.weather = calm;
  await cycle(world);
  const { decides } = world.setting;
  if (decides !== null) await decideAll(world, decides);
  let reason: Violation | null = null;
  for (let count = 1; count <= 3; count++) {
    world.time.pass(7 * hour);
    await cycle(world);
    reason = await checkQuiet(world).then(
      () => null,
      (error: unknown) => {
        if (error instanceof Violation) return error;
        throw error;
      },
    );
    if (reason === null) break;
  }
  if (reason !== null) throw reason;
  const before = writesOf(world);
  world.time.pass(7 * hour);
  await cycle(world);
  const writes = writesOf(world) - before;
  if (writes > 0) throw new Violation('L2', `${writes} writes in a run after everything was equal`);
  await checkQuiet(world);
  await checkAtEnd(world);
}

async function cycle(world: World): Promise<void> {
  for (const { index } of world.installations) {
    for (const profile of world.setting.profiles.keys()) {
      world.trace.add(`${world.time.now} cycle ${index} ${profile}`);
      await sync(world, { installation: index, profile });
    }
  }
}

async function decideAll(world: World, use: 0 | 1): Promise<void> {
  for (const { index, disk } of world.installations) {
    const open = (await disk.conflicts.open()).length;
    for (let count = 0; count < open; count++) await decide(world, index, 0, use);
  }
}
