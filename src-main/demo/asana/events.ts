import type { EventRecord } from './model.ts';

/** The streams of all projects: one list, of which each token is a place. */
export interface Events {
  note(event: Omit<EventRecord, 'at' | 'field' | 'parent'> & Partial<Pick<EventRecord, 'field' | 'parent'>>): void;
  /** A token for what happens from now on. */
  token(): string;
  /** Null: no token of ours, or older than a day. */
  since(token: string, project: string): EventsSince | null;
}

export interface EventsSince {
  readonly events: readonly EventRecord[];
  readonly sync: string;
  readonly hasMore: boolean;
}

/** “Asana limits a single sync token to 100 events”, and tokens “always expire after 24 hours”. */
const mostAtOnce = 100;
const tokenAgeMs = 24 * 3_600_000;

/** @param lagMs how late events come: “within a minute (on average)” in reality */
export function createEvents(now: () => number, lagMs: number): Events {
  const all: EventRecord[] = [];
  const tokenAt = (place: number): string => Buffer.from(`${place}:${now()}`).toString('hex');
  const placeOf = (token: string): number | null => {
    const [, place, given] = /^(\d+):(\d+)$/.exec(Buffer.from(token, 'hex').toString()) ?? [];
    if (place === undefined || now() - Number(given) >= tokenAgeMs) return null;
    return Number(place) <= all.length ? Number(place) : null;
  };
  return {
    note: (event) => void all.push({ field: null, parent: null, ...event, at: now() }),
    token: () => tokenAt(all.length),
    since: (token, project) => {
      const start = placeOf(token);
      if (start === null) return null;
      const events: EventRecord[] = [];
      let place = start;
      for (; place < all.length; place++) {
        const event = all[place];
        if (event === undefined || event.at > now() - lagMs || events.length === mostAtOnce) break;
        if (event.projects.has(project)) events.push(event);
      }
      const hasMore = events.length === mostAtOnce && all.slice(place).some((event) => event.projects.has(project));
      return { events, sync: tokenAt(place), hasMore };
    },
  };
}
