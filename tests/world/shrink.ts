import { play } from './play.ts';
import { playProviderStory } from './providers/play-provider-story.ts';
import type { ProviderStory } from './providers/provider-story.ts';
import type { ServiceSetting, Setting, Story } from './story.ts';

/**
 * The shortest story found that still breaks the same invariant: events are cut away in halves, quarters, single ones (delta
 * debugging), then faults, then whatever makes the setting special. Starts from the faults that really struck.
 */
export async function shrink(story: Story, invariant: string, mostPlays = 600): Promise<Story> {
  let plays = 0;
  const fails = async (candidate: Story): Promise<boolean> =>
    plays++ < mostPlays && (await play(candidate)).failure?.invariant === invariant;
  let best = story;
  for (let isSmaller = true; isSmaller; ) {
    const before = size(best);
    best = await cutEvents(best, fails);
    best = await firstThatFails(best, fails, withoutFaults);
    best = await firstThatFails(best, fails, simplerEvents);
    best = await firstThatFails(best, fails, simplerSettings);
    isSmaller = size(best) < before && plays < mostPlays;
  }
  return best;
}

/** The same with services that have an API of their own. */
export async function shrinkProviderStory(
  story: ProviderStory,
  invariant: string,
  mostPlays = 300,
): Promise<ProviderStory> {
  let plays = 0;
  const fails = async (candidate: ProviderStory): Promise<boolean> =>
    plays++ < mostPlays && (await playProviderStory(candidate)).failure?.invariant === invariant;
  const quieter = await cutEvents(story, fails);
  return await cutEvents(await firstThatFails(quieter, fails, withoutFaults), fails);
}

/** What shrinking needs to know of a story. */
interface Cuttable<Event> {
  readonly events: readonly (Event & { readonly faults?: Readonly<Record<string, unknown>> })[];
}

type Fails<S> = (story: S) => Promise<boolean>;

function size(story: unknown): number {
  return JSON.stringify(story).length;
}

async function cutEvents<E, S extends Cuttable<E>>(story: S, fails: Fails<S>): Promise<S> {
  let events = story.events;
  for (let length = Math.ceil(events.length / 2); length >= 1; length = length === 1 ? 0 : Math.ceil(length / 2)) {
    for (let start = 0; start < events.length; ) {
      const rest = [...events.slice(0, start), ...events.slice(start + length)];
      if (await fails({ ...story, events: rest })) events = rest;
      else start += length;
    }
  }
  return { ...story, events };
}

/** Takes over one simplification after another, as long as it still fails. */
async function firstThatFails<S>(story: S, fails: Fails<S>, simpler: (story: S) => readonly S[]): Promise<S> {
  let best = story;
  for (let index = 0; ; ) {
    const candidate = simpler(best)[index];
    if (candidate === undefined) return best;
    if (size(candidate) < size(best) && (await fails(candidate))) best = candidate;
    else index++;
  }
}

function withEvent<E, S extends Cuttable<E>>(story: S, index: number, event: S['events'][number]): S {
  return { ...story, events: story.events.map((one, at) => (at === index ? event : one)) };
}

function withoutFaults<E, S extends Cuttable<E>>(story: S): readonly S[] {
  return story.events.flatMap((event, index) =>
    Object.keys(event.faults ?? {}).map((request) => {
      const faults = Object.fromEntries(Object.entries(event.faults ?? {}).filter(([key]) => key !== request));
      return withEvent(story, index, { ...event, faults });
    }),
  );
}

function simplerEvents(story: Story): readonly Story[] {
  return story.events.flatMap((event, index) => {
    if (event.do !== 'sync') return [];
    const { crash: _, ...unhurt } = event;
    const { meanwhile: __, ...alone } = event;
    return [withEvent(story, index, unhurt), withEvent(story, index, alone)];
  });
}

const plainService: Omit<ServiceSetting, 'identity'> = {
  ...{ precondition: true, deletions: 'feed', pageSize: 100, timeGrainMs: 1, searchLagMs: 0, clockOffsetMs: 0 },
  ...{ latencyMs: 0, trimsTitles: false, rewritesText: false, closedLabel: false, ignores: [] },
};

function simplerSettings(story: Story): readonly Story[] {
  const { setting } = story;
  const put = (changes: Partial<Setting>): Story => ({ ...story, setting: { ...setting, ...changes } });
  const services = setting.services.flatMap((service, index) =>
    [...Object.entries(plainService), ['identity', 'A'] as const].map(([key, value]) =>
      put({ services: setting.services.map((one, at) => (at === index ? { ...service, [key]: value } : one)) }),
    ),
  );
  const profiles = setting.profiles.flatMap((profile, index) => {
    const swap = (changes: object): Story =>
      put({ profiles: setting.profiles.map((one, at) => (at === index ? { ...profile, ...changes } : one)) });
    const plain = profile.endpoints.map((one) => ({ ...one, direction: 'both' as const, without: [] }));
    const fewer = profile.endpoints.length > 2 ? [swap({ endpoints: profile.endpoints.slice(0, 2) })] : [];
    return [...fewer, swap({ endpoints: plain }), swap({ conflicts: 'manual' }), swap({ deletions: 'close' })];
  });
  return [
    put({ installations: 1 }),
    ...(setting.profiles.length > 1 ? [put({ profiles: setting.profiles.slice(0, 1) })] : []),
    ...profiles,
    ...services,
    put({ weather: { rate: 0, kinds: [] } }),
    put({ decides: null }),
  ];
}
