import { play } from './play.ts';
import type { Scenario } from './scenarios.ts';
import type { Story, StoryEvent } from './story.ts';

export interface Enumerated {
  /** Crash points that the sync passes. */
  readonly points: readonly string[];
  /** Stories played: dead at each point, and at every third one with a second death during the recovery. */
  readonly plays: number;
  readonly failures: readonly string[];
}

/** Where the program dies again while it recovers: early, in the middle, and late. */
const secondDeaths = [2, 7, 14];

/**
 * T7: the scenario's sync dies at every crash point that it passes; those at services come before the request is sent and after the
 * service has carried it out, those at the store before and after it is durable. Then everything has to come right (S1-S4, L6).
 */
export async function enumerateCrashes({ story, subject }: Scenario): Promise<Enumerated> {
  const { failure, passed } = await play(story);
  const failures = failure ? [`alive: ${failure.invariant}: ${failure.message}`] : [];
  const points = passed.get(subject) ?? [];
  let plays = 1;
  for (const [index, point] of points.entries()) {
    const again = index % 3 === 0 ? [secondDeaths[(index / 3) % secondDeaths.length] ?? 2] : [];
    const deaths = [null, ...again];
    for (const again of deaths) {
      plays++;
      const played = await play(dyingAt(story, subject, index + 1, again));
      if (!played.failure) continue;
      const where = again === null ? point : `${point}, and again`;
      failures.push(`dead at ${where} (${index + 1}): ${played.failure.invariant}: ${played.failure.message}`);
    }
  }
  return { points, plays, failures };
}

function dyingAt(story: Story, subject: number, crash: number, again: number | null): Story {
  const events = story.events.flatMap((event): StoryEvent[] => {
    if (event.id !== subject || event.do !== 'sync') return [event];
    const first = { ...event, crash };
    return again === null ? [first] : [first, { ...event, id: subject + 1, crash: again }];
  });
  return { ...story, events };
}
