import type { FieldChange } from '../domain/action.ts';
import { type FieldName, isEmpty, sameValue } from '../domain/field.ts';
import { type EndpointId, here, type Origin } from '../domain/ids.ts';
import type { Link } from '../domain/link.ts';
import {
  act,
  agree,
  baseOf,
  type Draft,
  isBlocked,
  isClosed,
  isStuck,
  linkAt,
  refuse,
  refuseMapped,
  titleOf,
} from './draft.ts';
import { flowAt, writes } from './flow.ts';
import { staysInScope } from './follow-scope.ts';
import type { EndpointRules } from './rules.ts';

/** Plans to write what the task says and the service does not. */
export function pushChanges(draft: Draft, place: EndpointRules): void {
  const { endpoint } = place;
  const link = linkAt(draft, place);
  if (isStuck(draft, place, link)) return;
  const isTwin = link !== undefined && isFollowedNow(draft, place, link);
  if (isTwin && !staysInScope(draft, place, link)) return;
  if (endpoint.direction === 'pull' || draft.item.creating.has(endpoint.id)) return;
  if (isTwin) {
    if (draft.inBin || isRetiring(place, link)) retire(draft, place, link);
    else update(draft, place, link);
  } else if (!link || draft.revived.has(endpoint.id)) create(draft, place);
}

/** What was let go is written again only after its changes were taken over. */
function isFollowedNow(draft: Draft, { endpoint }: EndpointRules, { state }: Link): boolean {
  return state === 'linked' || (state === 'out-of-scope' && draft.pulled.has(endpoint.id));
}

function update(draft: Draft, place: EndpointRules, link: Link): void {
  const changes: FieldChange[] = [];
  for (const field of place.mapper.fields) {
    const change = outgoing(draft, place, link, field);
    if (!change) continue;
    if (place.mapper.isWritable(field)) changes.push(change);
    else refuse(draft, place, field, 'read-only', `${place.endpoint.name} does not let this field be changed.`);
  }
  const from = originOf(draft, place, changes);
  if (changes.length > 0) act(draft, 'update', place.endpoint.id, { link, fields: changes, from });
}

/** The change of one field that has to be written; null when there is nothing to say or it cannot be said. */
function outgoing(draft: Draft, place: EndpointRules, link: Link, field: FieldName): FieldChange | null {
  const flow = flowAt(draft, place, link);
  const task = flow.out(field, draft.fields[field]);
  const name = place.mapper.remoteName(field);
  const observed = link.observation?.fields[name];
  if (!writes(flow, field) || task === undefined || observed === undefined || isBlocked(draft, place, field))
    return null;
  const projected = place.mapper.project(field, task, observed);
  if (!projected.ok) {
    refuseMapped(draft, place, field, projected);
    return null;
  }
  const known = baseOf(draft, link, name);
  const base = known === undefined ? observed : known;
  if (sameValue(name, projected.value, base)) return null;
  if (sameValue(name, projected.value, observed)) {
    // A later side brought what this one says already.
    agree(draft, link.endpoint, name, observed);
    return null;
  }
  if (isEmpty(projected.value) && place.mapper.required.includes(name)) {
    const message = `${place.endpoint.name} cannot be without this field, so it was not emptied there.`;
    refuse(draft, place, field, 'required', message);
    return null;
  }
  const sent = link.sent[name];
  const isEcho = sent !== undefined && sameValue(name, sent, projected.value) && sameValue(name, observed, base);
  return isEcho ? null : { field: name, before: observed, after: projected.value };
}

function create(draft: Draft, place: EndpointRules): void {
  const { endpoint, mapper } = place;
  const isNothing = draft.item.task === null && draft.hereActions.length === 0;
  const isAsked = draft.conflicts.some((conflict) => conflict.kind === 'deletion');
  const isMatchOnly = draft.rules.profile.match.mode === 'match-only';
  if (draft.inBin || isNothing || isAsked || isMatchOnly || draft.item.isHeld || !place.canCreate) return;
  const changes: FieldChange[] = [];
  const refused: (() => void)[] = [];
  const flow = flowAt(draft, place, undefined);
  for (const field of mapper.fields) {
    const value = flow.out(field, draft.fields[field]);
    if (!writes(flow, field) || value === undefined || isEmpty(value) || !mapper.isWritable(field)) continue;
    const projected = mapper.project(field, value, undefined);
    if (projected.ok) changes.push({ field: mapper.remoteName(field), before: undefined, after: projected.value });
    else refused.push(() => refuseMapped(draft, place, field, projected));
  }
  // A record that the filter would not let back in is none of this endpoint's, and nobody has to hear of it.
  if (!place.scope.includes(Object.fromEntries(changes.map(({ field, after }) => [field, after])))) return;
  if (draft.item.isOrphan) {
    refuse(draft, place, null, 'ambiguous-match', orphanMessage(draft, endpoint.name));
    return;
  }
  for (const report of refused) report();
  const missing = mapper.required.find((name) => !changes.some(({ field }) => field === name));
  if (missing !== undefined) {
    const message = `${endpoint.name} takes no new task without “${missing}”, and this one has none there. Fill it in, or have a rule set it.`;
    refuse(draft, place, missing, 'required', message);
    return;
  }
  // Without a title (it is too long, say) there is nothing to create.
  if (!mapper.fields.includes('title') || !changes.some(({ field }) => field === mapper.remoteName('title'))) return;
  act(draft, 'create', endpoint.id, { fields: changes, from: sourceOf(draft) });
}

function orphanMessage(draft: Draft, name: string): string {
  return `Task Sync made “${titleOf(draft)}” after the copy of its data that was put back, and cannot tell which record in ${name} belongs to it, or whether there is one. Nothing was made there. Give both the same title, and one that no other has, or delete it.`;
}

/** A run made the record, and that was undone: it goes, unless somebody edited it there since (S9). */
function isRetiring({ mapper }: EndpointRules, { marks, observation, base }: Link): boolean {
  if (!marks?.retiring || observation?.version !== marks.retiring.version) return false;
  return mapper.fields.every((field) => {
    const name = mapper.remoteName(field);
    const seen = observation.fields[name];
    return seen === undefined || sameValue(name, seen, base?.[name]);
  });
}

/** The task is in the bin, or its making was undone: its twin is closed, deleted or let go, as the profile says. */
function retire(draft: Draft, place: EndpointRules, link: Link): void {
  const { endpoint } = place;
  const from = sourceOf(draft);
  switch (draft.rules.profile.deletions) {
    case 'unlink':
      act(draft, 'unlink', endpoint.id, { link });
      return;
    case 'propagate':
      if (place.canDelete) act(draft, 'delete', endpoint.id, { link, from });
      else refuse(draft, place, null, 'read-only', `${endpoint.name} does not let tasks be deleted; close it there.`);
      return;
    case 'ask': // The person who deleted it here has been asked.
    case 'close':
      // One that cannot be closed, or is closed already, is let go, so that the closing does not come back to the task.
      if (!close(draft, place, link, from) && !draft.inBin) act(draft, 'unlink', endpoint.id, { link });
  }
}

/** False: there is nothing to write. */
function close(draft: Draft, { endpoint, mapper }: EndpointRules, link: Link, from: Origin): boolean {
  if (!mapper.fields.includes('status')) return false;
  const name = mapper.remoteName('status');
  const closed = mapper.closedStatus();
  const known = baseOf(draft, link, name);
  const seen = link.observation?.fields[name];
  // Somebody, or another program, has closed it since.
  if (seen !== undefined && isClosed(mapper, seen) && !isClosed(mapper, known)) {
    agree(draft, endpoint.id, name, seen);
    return false;
  }
  const now = known === undefined ? seen : known;
  if (closed === undefined || isClosed(mapper, now) || sameValue(name, link.sent[name], closed)) return false;
  act(draft, 'close', endpoint.id, { link, fields: [{ field: name, before: now, after: closed }], from });
  return true;
}

/** Whose change an update carries: that of its first field. */
function originOf(draft: Draft, { mapper }: EndpointRules, changes: readonly FieldChange[]): Origin {
  const field = mapper.fields.find((one) => mapper.remoteName(one) === changes[0]?.field);
  return (field ? draft.stamps[field]?.origin : undefined) ?? here;
}

/** Where the task came from, or who deleted it. */
function sourceOf(draft: Draft): EndpointId | typeof here {
  const deleted = draft.hereActions.find((action) => action.kind === 'delete');
  return deleted?.from ?? draft.stamps['title']?.origin ?? here;
}
