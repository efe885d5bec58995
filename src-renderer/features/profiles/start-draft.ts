import type { NewPlace } from '../../stores/setup-store.ts';
import { freeName } from '../words/free-name.ts';
import { keepDraft, useDrafts } from './drafts-store.ts';
import { emptyPlace, newDraft, type ProfileDraft } from './profile-draft.ts';

/** The new profile begins with these places; what else was said of it before stays. */
export function startDraft(places: readonly NewPlace[], takenNames: readonly string[]): ProfileDraft {
  const before = useDrafts.getState()[''] ?? newDraft([]);
  const name = before.name || freeName(places.map(({ connection }) => connection).join(' – '), takenNames);
  const draft = {
    ...before,
    name,
    places: places.map(({ connection, container }, at) => ({ ...emptyPlace(`place-${at}`, connection), container })),
  };
  keepDraft(null, draft);
  return draft;
}
