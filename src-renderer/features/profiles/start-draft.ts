import type { NewPlace } from '../../stores/setup-store.ts';
import { keepDraft, useDrafts } from './drafts-store.ts';
import { emptyPlace, newDraft } from './profile-draft.ts';

/** The new profile begins with these places; what else was said of it before stays. */
export function startDraft(places: readonly NewPlace[]): void {
  const before = useDrafts.getState()[''] ?? newDraft([]);
  const name = before.name || places.map(({ connection }) => connection).join(' – ');
  keepDraft(null, {
    ...before,
    name,
    places: places.map(({ connection, container }, at) => ({ ...emptyPlace(`place-${at}`, connection), container })),
  });
}
