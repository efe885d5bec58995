import { type MemoryOperation, memoryFaultKinds } from '../../src-main/connectors/memory/memory-faults.ts';
import { conflictPolicies, deletionPolicies } from '../../src-shared/domain/profile.ts';
import { withComments } from './comment-story.ts';
import { createDice, type Dice } from './dice.ts';
import {
  type EndpointSetting,
  editFields,
  type Fault,
  type FaultKind,
  type PersonEvent,
  type ProfileSetting,
  type ServiceSetting,
  type Setting,
  type Side,
  type Story,
  type StoryEvent,
  type SyncEvent,
  type WeatherSetting,
} from './story.ts';

const faultKinds: readonly FaultKind[] = [...memoryFaultKinds, 'delay'];

/** Percent of the stories in which two installations work on the same accounts. */
const shareOfTwo = Number(process.env['SIM_TWO'] ?? 10);

/** One integer decides everything. */
export function drawStory(seed: number): Story {
  const setting = drawSetting(createDice(seed, 1));
  const dice = createDice(seed, 2);
  const events = Array.from({ length: dice.int(5, 40) }, (_, id): StoryEvent => ({ id, ...drawEvent(dice, setting) }));
  return withComments({ seed, setting, events });
}

function drawSetting(dice: Dice): Setting {
  const installations = dice.chance(shareOfTwo) ? 2 : 1;
  const services = Array.from({ length: dice.chance(70) ? 2 : 3 }, () => drawService(dice, installations > 1));
  return {
    services,
    profiles: drawProfiles(dice, services, installations > 1),
    installations,
    weather: drawWeather(dice, installations > 1),
    mode: dice.chance(90) ? 'fair' : 'beyond',
    decides: dice.pick([0, 1, null]),
  };
}

/** Two installations cannot know each other's records at a service without a place for markers. */
function drawService(dice: Dice, isShared: boolean): ServiceSetting {
  const identity = dice.pick(['A', 'A', 'B', 'C', 'C', 'D', isShared ? 'D' : 'E'] as const);
  const precondition = dice.chance(60);
  return {
    identity,
    precondition,
    deletions: dice.pick(['feed', 'listing']),
    pageSize: dice.pick([1, 2, 3, 10, 100]),
    timeGrainMs: dice.pick([1, 1000]),
    searchLagMs: identity === 'D' ? dice.pick([10_000, 60_000, 900_000]) : 0,
    clockOffsetMs: dice.chance(30) ? dice.int(-7_200_000, 7_200_000) : 0,
    latencyMs: dice.pick([0, 0, 40, 400]),
    trimsTitles: dice.chance(15),
    rewritesText: dice.chance(15),
    closedLabel: dice.chance(15),
    ignores: dice.chance(10) ? [dice.pick(['milestone', 'estimate', 'due'])] : [],
  };
}

/** One profile over all services, or a chain of two that share the middle one. */
function drawProfiles(dice: Dice, services: readonly ServiceSetting[], isShared: boolean): readonly ProfileSetting[] {
  const all = services.map((_, service) => service);
  const parts = services.length === 3 && !isShared && dice.chance(40) ? [all.slice(0, 2), all.slice(1)] : [all];
  return parts.map((part) => ({
    endpoints: part.map(
      (service): EndpointSetting => ({
        service,
        direction: parts.length > 1 || dice.chance(85) ? 'both' : dice.pick(['pull', 'push']),
        without: dice.chance(15) ? [dice.pick(['estimate', 'milestone', 'priority'])] : [],
      }),
    ),
    conflicts: dice.chance(60) ? 'manual' : dice.pick(conflictPolicies),
    deletions: dice.pick(['close', 'propagate', ...deletionPolicies]),
    // What arrived at a service of class E without an answer is known again by its title only.
    matches: isShared || part.some((service) => services[service]?.identity === 'E') || dice.chance(60),
  }));
}

/** Swarm testing: every seed has its own rate and its own subset of kinds. */
function drawWeather(dice: Dice, isShared: boolean): WeatherSetting {
  const rate = dice.pick([0, 1, 5, 20, 50]);
  // A second installation that is shown the copy but not yet the original makes another original.
  const kinds = dice.some(faultKinds, 50).filter((kind) => !isShared || kind !== 'stale-read');
  if (kinds.length === 0) return { rate: 0, kinds };
  // Reads are most of all requests; where they go well, runs get as far as the rarer ones.
  return dice.chance(60) ? { rate, kinds, on: ['list', 'get', 'find', 'create', 'update', 'remove'] } : { rate, kinds };
}

function drawSide(dice: Dice, { services, installations }: Setting): Side {
  if (dice.chance(35)) return { here: dice.int(0, installations - 1) };
  return { service: dice.int(0, services.length - 1) };
}

function drawPerson(dice: Dice, setting: Setting): PersonEvent {
  const side = drawSide(dice, setting);
  const pick = dice.int(0, 11);
  const die = dice.int(1, 100);
  if (die <= 22) return { do: 'add', side, profile: dice.int(0, setting.profiles.length - 1) };
  if (die <= 86) return { do: 'edit', side, field: dice.pick(editFields), pick, how: dice.int(0, 3) };
  if (die <= 92) return { do: 'delete', side, pick };
  if (die <= 95) return { do: 'restore', side, pick };
  return { do: 'reparent', side, pick, below: dice.chance(75) ? dice.int(0, 11) : null };
}

type Drawn = StoryEvent extends infer E ? (E extends StoryEvent ? Omit<E, 'id'> : never) : never;

function drawEvent(dice: Dice, setting: Setting): Drawn {
  const die = dice.int(1, 100);
  if (die <= 58) return drawPerson(dice, setting);
  if (die <= 88) return drawSync(dice, setting);
  const service = dice.int(0, setting.services.length - 1);
  const installation = dice.int(0, setting.installations - 1);
  if (die <= 91) return { do: 'wait', ms: dice.pick([60_000, 900_000, 86_400_000]) };
  if (die <= 93) return { do: 'preview', installation, profile: dice.int(0, setting.profiles.length - 1) };
  if (die <= 95) return { do: 'decide', installation, pick: dice.int(0, 5), use: dice.pick([0, 1]) };
  if (die <= 96) return { do: 'skew', installation, ms: dice.int(-1, 1) * dice.pick([3_600_000, 31_536_000_000]) };
  return { do: dice.pick(['revoke', 'sign-in', 'sign-in', 'forget-cursors']), service };
}

function drawSync(dice: Dice, setting: Setting): SyncEvent {
  return {
    do: 'sync',
    installation: dice.int(0, setting.installations - 1),
    profile: dice.int(0, setting.profiles.length - 1),
    ...(dice.chance(20) ? { crash: dice.int(1, 40) } : {}),
    ...(dice.chance(20) ? { meanwhile: { request: dice.int(1, 20), event: drawPerson(dice, setting) } } : {}),
  };
}

/** What happens to the nth request during an event: the same however the other events are cut away. */
export function drawFault(
  seed: number,
  { rate, kinds, on }: WeatherSetting,
  event: number,
  request: number,
  operation: MemoryOperation,
): Fault | null {
  if (on !== undefined && !on.includes(operation)) return null;
  const dice = createDice(seed, 3, event, request);
  if (kinds.length === 0 || !dice.chance(rate)) return null;
  const kind = dice.pick(kinds);
  if (kind === 'delay') return { kind, ms: dice.int(1, 180_000) };
  return kind === 'rate-limited' && dice.chance(70) ? { kind, ms: dice.pick([1_000, 60_000, 3_600_000]) } : { kind };
}
