import { demoServiceNames } from '../../../src-main/demo/demo-service.ts';
import type { LocalFault } from '../../../src-main/demo/kit/local-network.ts';
import { conflictPolicies, deletionPolicies } from '../../../src-shared/domain/profile.ts';
import { createDice, type Dice } from '../dice.ts';
import {
  type At,
  type PersonDoes,
  type ProviderEvent,
  type ProviderSetting,
  type ProviderStory,
  type ProviderSync,
  type ProviderWeather,
  providerFields,
  weatherKinds,
} from './provider-story.ts';

/** More that vanish at once are taken for a lost permission (S10): a story of its own. */
const mostLost = 3;

/** One integer decides everything. */
export function drawProviderStory(seed: number): ProviderStory {
  const setting = drawSetting(createDice(seed, 1));
  const dice = createDice(seed, 2);
  const events: ProviderEvent[] = [];
  let lost = 0;
  for (let left = dice.int(6, 30), id = 0; left > 0; left--, id++) {
    const event = drawEvent(dice, setting);
    if ((event.do === 'delete' || event.do === 'move') && ++lost > mostLost) continue;
    events.push({ id, ...event });
  }
  return { seed, setting, events };
}

function drawSetting(dice: Dice): ProviderSetting {
  const kept = new Set<string>();
  while (kept.size < (dice.chance(70) ? 2 : 3)) kept.add(dice.pick(demoServiceNames));
  return {
    services: demoServiceNames.filter((name) => kept.has(name)),
    lagMs: dice.pick([0, 0, 5_000, 60_000, 900_000]),
    latencyMs: dice.pick([0, 0, 40, 400]),
    conflicts: dice.chance(60) ? 'manual' : dice.pick(conflictPolicies.filter((one) => one !== 'priority')),
    deletions: dice.pick(['close', 'propagate', ...deletionPolicies]),
    weather: drawWeather(dice),
    decides: dice.pick([0, 1]),
  };
}

/** Swarm testing: every seed has its own rate and its own subset of kinds. */
function drawWeather(dice: Dice): ProviderWeather {
  const rate = dice.pick([0, 1, 5, 20, 50]);
  const kinds = dice.some(weatherKinds, 50);
  return { rate: kinds.length === 0 ? 0 : rate, kinds, onlyWrites: dice.chance(50) };
}

type Drawn = ProviderEvent extends infer E ? (E extends ProviderEvent ? Omit<E, 'id'> : never) : never;

function drawEvent(dice: Dice, setting: ProviderSetting): Drawn {
  const die = dice.int(1, 100);
  if (die <= 62) return drawPerson(dice, setting);
  if (die <= 92) return drawSync(dice, setting);
  return { do: 'wait', ms: dice.pick([60_000, 900_000, 7_200_000, 90_000_000]) };
}

function drawPerson(dice: Dice, { services }: ProviderSetting): PersonDoes {
  const at: At = dice.chance(25) ? 'here' : dice.int(0, services.length - 1);
  const pick = dice.int(0, 11);
  const die = dice.int(1, 100);
  if (die <= 24) return { do: 'add', at };
  if (die <= 66) return { do: 'edit', at, pick, field: dice.pick(providerFields) };
  if (die <= 76) return { do: 'close', at, pick };
  if (die <= 82) return { do: 'reopen', at, pick };
  if (die <= 92) return { do: 'comment', at, pick };
  return { do: die <= 97 ? 'delete' : 'move', at, pick };
}

function drawSync(dice: Dice, setting: ProviderSetting): ProviderSync {
  return {
    do: 'sync',
    ...(dice.chance(20) ? { crash: dice.int(1, 80) } : {}),
    ...(dice.chance(20) ? { meanwhile: { request: dice.int(1, 30), event: drawPerson(dice, setting) } } : {}),
  };
}

/** What happens to the nth request during an event: the same however the other events are cut away. */
export function drawLocalFault(
  { seed, setting: { weather } }: ProviderStory,
  event: number,
  request: number,
  { isWrite, isGithub }: { readonly isWrite: boolean; readonly isGithub: boolean },
): LocalFault | null {
  if (weather.onlyWrites && !isWrite) return null;
  const dice = createDice(seed, 3, event, request);
  if (!dice.chance(weather.rate)) return null;
  const kind = dice.pick(weather.kinds);
  switch (kind) {
    case 'refused':
      return { kind: 'refuse' };
    case 'lost request':
      return { kind: 'drop', when: 'before' };
    case 'lost answer':
      return { kind: 'drop', when: 'after' };
    case 'cut answer':
      return { kind: 'truncate' };
    case 'html':
      return { kind: 'html' };
    case 'slow':
      return { kind: 'delay', ms: dice.int(1, 100_000) };
    case '429':
      return { kind: 'status', status: 429, body: '{}' };
    case '429 with time':
      return { kind: 'status', status: 429, body: '{}', headers: { 'retry-after': dice.pick(['1', '30', '3600']) } };
    case 'secondary limit':
      return isGithub ? secondaryLimit(dice) : { kind: 'status', status: 503, body: '{}' };
    case '503':
      return { kind: 'status', status: 503, body: '{}', ...(dice.chance(50) && { headers: { 'retry-after': '5' } }) };
    default:
      return { kind: 'status', status: Number(kind), body: '{}' };
  }
}

/** docs.github.com, “Rate limits for the REST API”: 403 with words, and with or without how long to wait. */
function secondaryLimit(dice: Dice): LocalFault {
  const body = JSON.stringify({ message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' });
  return { kind: 'status', status: 403, body, ...(dice.chance(50) && { headers: { 'retry-after': '60' } }) };
}
