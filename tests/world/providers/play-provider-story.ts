import type { LocalFault } from '../../../src-main/demo/kit/local-network.ts';
import { toTaskSyncError } from '../../../src-shared/errors.ts';
import { crashCell } from '../coverage.ts';
import { Killed } from '../fate.ts';
import { Violation } from '../oracles/violation.ts';
import type { Outcome } from '../outcome.ts';
import { drawLocalFault } from './draw-provider-story.ts';
import { checkLineage, checkQuiet, checkSafety } from './provider-oracles.ts';
import { decideAll, doAsPerson } from './provider-people.ts';
import type { ProviderEvent, ProviderStory, ProviderSync } from './provider-story.ts';
import { createProviderWorld, type ProviderWorld, profileName } from './provider-world.ts';

/** Plays a story from beginning to end and asks all oracles. */
export async function playProviderStory(story: ProviderStory): Promise<Outcome<ProviderStory>> {
  const world = await createProviderWorld(story.setting);
  const struck = new Map<number, Record<string, LocalFault>>();
  let failure: Outcome<ProviderStory>['failure'] = null;
  try {
    for (const event of story.events) {
      // A second apart, so that services with whole seconds see two versions.
      await pass(world, 1_000);
      world.weather = stormy(story, event, struck);
      world.trace.add(`${world.time.now} ${JSON.stringify({ ...event, faults: undefined })}`);
      await perform(world, event);
    }
    await comeToRest(world);
  } catch (error) {
    failure =
      error instanceof Violation
        ? { invariant: error.invariant, message: error.message }
        : { invariant: 'no bug', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    await world.close();
  }
  const events = story.events.map((event): ProviderEvent => ({ ...event, faults: struck.get(event.id) ?? {} }));
  const { trace, coverage, passed } = world;
  return {
    ...{ failure, passed, story: { ...story, events } },
    ...{ hash: trace.hash(), lines: trace.lines, coverage: coverage.counts },
  };
}

function stormy(
  story: ProviderStory,
  event: ProviderEvent,
  struck: Map<number, Record<string, LocalFault>>,
): ProviderWorld['weather'] {
  let number = 0;
  const here: Record<string, LocalFault> = {};
  return (request) => {
    number++;
    const fault = event.faults ? (event.faults[number] ?? null) : drawLocalFault(story, event.id, number, request);
    if (fault) {
      here[number] = fault;
      struck.set(event.id, here);
    }
    return fault;
  };
}

/** What a run that gave up has left behind comes to its end at its own time. */
async function pass({ time }: ProviderWorld, ms: number): Promise<void> {
  await time.clock(() => 0).sleep(ms);
}

async function perform(world: ProviderWorld, event: ProviderEvent): Promise<void> {
  if (event.do === 'wait') await pass(world, event.ms);
  else if (event.do === 'sync') {
    await sync(world, event);
    await checkSafety(world);
  } else await doAsPerson(world, event);
}

async function sync(world: ProviderWorld, { crash, meanwhile, id }: Omit<ProviderSync, 'do'> & { id?: number }) {
  const { fate } = world;
  if (meanwhile) interrupt(world, meanwhile);
  const before = fate.passed.length;
  fate.doom(crash ?? null);
  try {
    const run = await world.core.api.call('runs.start', { profile: profileName, acceptBrakes: true });
    const { state, tasks, conflicts, pending, problems } = run;
    const told = problems.map(({ code, task, endpoint, message }) => `${endpoint}:${code}:${task}: ${message}`);
    world.trace.add(JSON.stringify({ state, tasks, conflicts, pending, told }));
  } catch (error) {
    const known = toTaskSyncError(error);
    if (!(known.cause instanceof Killed) && !fate.isDead) throw known.cause ?? known;
  }
  if (id !== undefined) world.passed.set(id, fate.passed.slice(before));
  if (fate.isDead) {
    world.trace.add(`killed at ${fate.diedAt}`);
    world.coverage.hit(crashCell(fate.diedAt ?? ''));
    world.restart();
  } else fate.doom(null);
  world.meanwhile = null;
}

function interrupt(world: ProviderWorld, { request, event }: NonNullable<ProviderSync['meanwhile']>): void {
  let number = 0;
  world.meanwhile = async () => {
    if (++number !== request) return;
    world.meanwhile = null;
    world.trace.add(`meanwhile ${JSON.stringify(event)}`);
    // None of the four has a precondition: what is written between our reading and our writing may be overwritten (S7).
    world.ledger.isRacing = event.at !== 'here';
    await doAsPerson(world, event);
    world.ledger.isRacing = false;
  };
}

const hour = 3_600_000;
const mostCycles = 4;

/** Faults and intents end: some cycles later everything is equal (L1), and the next one writes nothing (L2). */
async function comeToRest(world: ProviderWorld): Promise<void> {
  world.weather = null;
  let reason: Violation | null = null;
  for (let count = 0; count < mostCycles; count++) {
    await pass(world, 7 * hour);
    world.trace.add(`${world.time.now} cycle`);
    await sync(world, {});
    await checkSafety(world);
    const decided = await decideAll(world, world.setting.decides);
    // What was decided is written by the next cycle.
    reason = decided > 0 ? new Violation('L1', `${decided} conflicts still came up`) : await whyNotQuiet(world);
    if (reason === null) break;
  }
  if (reason !== null) throw reason;
  const before = world.writes;
  await pass(world, 7 * hour);
  world.trace.add(`${world.time.now} quiet cycle`);
  await sync(world, {});
  const writes = world.writes - before;
  if (writes > 0) throw new Violation('L2', `${writes} writes in a run after everything was equal`);
  await checkSafety(world);
  await checkQuiet(world);
  await checkLineage(world);
}

async function whyNotQuiet(world: ProviderWorld): Promise<Violation | null> {
  try {
    await checkQuiet(world);
    return null;
  } catch (error) {
    if (error instanceof Violation) return error;
    throw error;
  }
}
