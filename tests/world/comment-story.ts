import { createDice, type Dice } from './dice.ts';
import type { Setting, Side, Story, StoryEvent } from './story.ts';

/** What people do to comments. They edit and delete what was written at the place, never what Task Sync copied there. */
export type CommentEvent =
  | { readonly do: 'comment'; readonly side: Side; readonly pick: number; readonly by: 'own' | 'other' }
  | { readonly do: 'edit-comment' | 'delete-comment'; readonly side: Side; readonly pick: number };

/** Sessions with comments have numbers from here on, so that those before keep their stories. */
export const firstWithComments = 1_000_000_000;

/** More that vanish at once are taken for a lost permission (S10): a story of its own. */
const mostDeletions = 3;

/** Puts comments between the events of a story, by dice of their own: whatever else happens stays the same. */
export function withComments(story: Story): Story {
  const { seed, setting } = story;
  if (seed < firstWithComments) return story;
  const dice = createDice(seed, 4);
  const events = [...story.events];
  let deletions = 0;
  for (let number = dice.int(3, 16), id = 1_000; number > 0; number--, id++) {
    const event = drawComment(dice, setting);
    if (event.do === 'delete-comment' && ++deletions > mostDeletions) continue;
    events.splice(dice.int(0, events.length), 0, { id, ...event });
  }
  const { weather } = setting;
  const on = weather.on && [...weather.on, ...commentOperations];
  return { seed, setting: { ...setting, weather: on ? { ...weather, on } : weather }, events };
}

const commentOperations = ['comments', 'find-comment', 'create-comment', 'update-comment', 'remove-comment'] as const;

function drawComment(dice: Dice, { services, installations }: Setting): CommentEvent {
  const service = { service: dice.int(0, services.length - 1) };
  const pick = dice.int(0, 11);
  const die = dice.int(1, 100);
  if (die <= 15) return { do: 'comment', side: { here: dice.int(0, installations - 1) }, pick, by: 'own' };
  if (die <= 65) return { do: 'comment', side: service, pick, by: dice.chance(30) ? 'own' : 'other' };
  return { do: die <= 88 ? 'edit-comment' : 'delete-comment', side: service, pick };
}

export function isCommentEvent(event: StoryEvent): event is Extract<StoryEvent, { do: CommentEvent['do'] }> {
  return event.do === 'comment' || event.do === 'edit-comment' || event.do === 'delete-comment';
}
