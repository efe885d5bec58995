import { sameValue } from '../domain/field.ts';
import { here } from '../domain/ids.ts';
import type { Link } from '../domain/link.ts';
import { act, block, type Draft, isFromCopy, linkAt, ourSide, overrule, reportDrift, titleOf } from './draft.ts';
import type { EndpointRules } from './rules.ts';

/** What becomes of the task when a twin was deleted at its service. Only proven deletions come here (S8). */
export function settleDeletions(draft: Draft): void {
  const { item, rules } = draft;
  if (item.task === null || draft.inBin) return;
  const deleted = rules.endpoints.flatMap((place): Deleted[] => {
    const link = linkAt(draft, place);
    return link?.state === 'deleted'
      ? [{ place, link, isEdited: isEditedSince(draft, place, link) || isDisputed(draft) }]
      : [];
  });
  // An edit that one of them does not know of keeps the task; letting go of a twin takes nothing away from anybody.
  const isKept =
    rules.profile.deletions !== 'unlink' && deleted.some(({ place, isEdited }) => isEdited && !isMirror(place));
  for (const one of deleted) if (!draft.inBin) settleDeletion(draft, one, isKept);
}

interface Deleted {
  readonly place: EndpointRules;
  readonly link: Link;
  /** Something was edited elsewhere that it never got to know. */
  readonly isEdited: boolean;
}

const isMirror = ({ endpoint }: EndpointRules): boolean => endpoint.direction === 'push';

function settleDeletion(draft: Draft, { place, link, isEdited }: Deleted, isKept: boolean): void {
  const revive = (rule: string): void => {
    draft.revived.add(place.endpoint.id);
    overrule(draft, place, 'task', undefined, rule);
  };
  if (isMirror(place) && !place.endpoint.enforce) reportDrift(draft, place, null);
  else if (isMirror(place)) revive('direction');
  // A copy that was put back cannot tell an edit from what came of the deletion: closed elsewhere, say → a person decides (S23).
  else if ((isEdited || isKept) && isFromCopy(draft, link)) askAboutDeletion(draft, place, link);
  // Deleted there, edited elsewhere → the edit stays and the task is created there again (S9).
  else if (isEdited || isKept) revive('edit-beats-delete');
  else followDeletion(draft, place, link);
}

function followDeletion(draft: Draft, place: EndpointRules, link: Link): void {
  switch (draft.rules.profile.deletions) {
    case 'unlink':
      act(draft, 'unlink', place.endpoint.id, { link });
      return;
    case 'ask':
      askAboutDeletion(draft, place, link);
      return;
    case 'close':
    case 'propagate':
      if (isOnlyKnownFromCopy(draft, link)) {
        askAboutDeletion(draft, place, link);
        return;
      }
      draft.inBin = true;
      act(draft, 'delete', here, { from: place.endpoint.id });
  }
}

/** The copy that was put back cannot tell whether this was edited since; where a twin would be deleted, a person decides (S23). */
function isOnlyKnownFromCopy(draft: Draft, link: Link): boolean {
  return isFromCopy(draft, link) && draft.item.links.some(({ state }) => state === 'linked');
}

/** What another service says waits for a decision: it is an edit that nobody who deleted can have seen (S9). */
function isDisputed({ conflicts }: Draft): boolean {
  return conflicts.some(({ kind }) => kind === 'field');
}

function isEditedSince(draft: Draft, place: EndpointRules, link: Link): boolean {
  return place.mapper.fields.some((field) => {
    const name = place.mapper.remoteName(field);
    const base = link.base?.[name];
    // Where nothing is known of the past, what they said last is the best measure: rather one task too many than one edit less.
    const known = base === undefined ? link.observation?.fields[name] : base;
    const ours = ourSide(draft, place, link, field);
    return known !== undefined && ours !== undefined && !sameValue(field, known, ours);
  });
}

/** Until somebody decides, nothing of the task moves anywhere. */
function askAboutDeletion(draft: Draft, place: EndpointRules, link: Link): void {
  draft.conflicts.push({
    task: draft.item.taskId,
    title: titleOf(draft),
    kind: 'deletion',
    field: 'task',
    endpoint: place.endpoint.id,
    before: undefined,
    sides: [
      { side: here, value: titleOf(draft), by: null, at: draft.item.task?.updatedAt ?? null },
      { side: place.endpoint.id, value: null, by: null, at: link.observation?.seenAt ?? null },
    ],
  });
  for (const other of draft.rules.endpoints) for (const field of other.mapper.fields) block(draft, other, field);
}
