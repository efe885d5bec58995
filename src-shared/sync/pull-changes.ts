import type { FieldChange } from '../domain/action.ts';
import { emptyValue, type FieldName, type FieldValue, isEmpty, kindOf, sameValue } from '../domain/field.ts';
import { here, type Origin, type Timestamp } from '../domain/ids.ts';
import type { Link } from '../domain/link.ts';
import type { Stamp } from '../domain/task.ts';
import { decideConflict } from './decide-conflict.ts';
import {
  act,
  agree,
  block,
  currentValue,
  type Draft,
  isClosed,
  linkAt,
  ourSide,
  overrule,
  refuse,
  refuseMapped,
  reportDrift,
  titleOf,
} from './draft.ts';
import { isFollowed } from './follow-scope.ts';
import { type FieldMerge, keepBothTexts, mergeField } from './merge-fields.ts';
import type { EndpointRules } from './rules.ts';

/** One field of one link on its way in; `changes` gathers what the task takes over from this endpoint. */
interface Incoming {
  readonly draft: Draft;
  readonly place: EndpointRules;
  readonly link: Link;
  readonly field: FieldName;
  /** The service's value. */
  readonly theirs: FieldValue;
  readonly changes: FieldChange[];
}

/** Merges what changed at the service into the task. */
export function pullChanges(draft: Draft, place: EndpointRules): void {
  const link = linkAt(draft, place);
  if (!link?.observation || !isFollowed(draft, place, link)) return;
  const { endpoint, mapper } = place;
  const isNew = draft.item.task === null && draft.hereActions.length === 0;
  // It was stored before the filter became what it is now.
  if (isNew && !place.scope.includes(link.observation.fields)) return;
  draft.pulled.add(endpoint.id);
  if (isNew && endpoint.direction === 'push') {
    refuse(draft, place, null, 'drift', `It is only in ${endpoint.name}, which this profile does not read from.`);
    return;
  }
  if (!isNew && link.base === null) act(draft, 'link', endpoint.id, { link });
  const changes: FieldChange[] = [];
  for (const field of mapper.fields) {
    const theirs = link.observation.fields[mapper.remoteName(field)];
    if (theirs !== undefined) pullField({ draft, place, link, field, theirs, changes });
  }
  if (isNew) act(draft, 'create', here, { fields: changes, from: endpoint.id });
  else if (changes.length > 0) {
    restoreIfReopened(draft, place, link);
    act(draft, 'update', here, { fields: changes, from: endpoint.id });
  }
}

function pullField(incoming: Incoming): void {
  const { draft, place, link, field, theirs } = incoming;
  const name = place.mapper.remoteName(field);
  const base = link.base?.[name];
  const ours = ourSide(draft, place, link, field);
  if (ours === undefined) {
    // Our value cannot be said there: their change still comes in, ours waits visibly.
    if (base === undefined || !sameValue(name, base, theirs)) take(incoming, theirs);
    return;
  }
  const merge = mergeField(name, base, ours, theirs);
  if (place.endpoint.direction === 'both') applyMerge(incoming, merge, base);
  else applyOneWay(incoming, merge, base);
}

function applyMerge(incoming: Incoming, merge: FieldMerge, base: FieldValue | undefined): void {
  const { draft, place, field, theirs } = incoming;
  const settle = (): void => agree(draft, place.endpoint.id, place.mapper.remoteName(field), theirs);
  switch (merge.kind) {
    case 'nothing':
      return;
    case 'agree':
      settle();
      return;
    case 'give':
      if (base === undefined) settle();
      return;
    case 'take':
      take(incoming, theirs);
      return;
    case 'merged':
      take(incoming, merge.value);
      settle();
      return;
    case 'conflict':
      clash(incoming);
  }
}

/** One-way endpoints never conflict: an authority wins, a mirror is overwritten; the loser is kept in the history. */
function applyOneWay(incoming: Incoming, merge: FieldMerge, base: FieldValue | undefined): void {
  const { draft, place, field, theirs } = incoming;
  const isBothChanged = merge.kind === 'merged' || merge.kind === 'conflict';
  if (!isBothChanged) {
    const isDrift = merge.kind === 'take' && place.endpoint.direction === 'push' && base !== undefined;
    if (!isDrift) applyMerge(incoming, merge, base);
    else if (place.endpoint.enforce) overwriteTheirs(incoming);
    else reportDrift(draft, place, field);
  } else if (place.endpoint.direction === 'pull') {
    overrule(draft, place, field, currentValue(draft, field), 'direction');
    take(incoming, theirs);
  } else overwriteTheirs(incoming);
}

/** What a mirror says does not count; with this base the push that follows writes ours over it. */
function overwriteTheirs(incoming: Incoming): void {
  const { draft, place, field, theirs } = incoming;
  overrule(draft, place, field, liftOrUndefined(incoming, theirs), 'direction');
  agree(draft, place.endpoint.id, place.mapper.remoteName(field), theirs);
}

/** Lifts a remote value into the task; the base follows. */
function take(incoming: Incoming, remote: FieldValue): void {
  const { draft, place, link, field, changes } = incoming;
  const lifted = place.mapper.lift(field, remote, currentValue(draft, field));
  if (!lifted.ok) {
    refuseMapped(draft, place, field, lifted);
    return;
  }
  const before = draft.fields[field];
  if (before === undefined || !sameValue(field, before, lifted.value)) {
    draft.fields[field] = lifted.value;
    draft.stamps[field] = stampOf(draft, place, link);
    if (before !== undefined || !isEmpty(lifted.value)) changes.push({ field, before, after: lifted.value });
  }
  agree(draft, place.endpoint.id, place.mapper.remoteName(field), remote);
}

/** Both sides changed it: a rule decides, or the field waits for a person. */
function clash(incoming: Incoming): void {
  const { draft, place, link, field, theirs } = incoming;
  const { endpoint, mapper } = place;
  const lifted = mapper.lift(field, theirs, currentValue(draft, field));
  if (!lifted.ok) {
    refuseMapped(draft, place, field, lifted);
    return;
  }
  const { profile } = draft.rules;
  const ourStamp = draft.stamps[field];
  const theirStamp = stampOf(draft, place, link);
  const winner = decideConflict(
    profile,
    field,
    { name: nameOf(draft, ourStamp?.origin ?? here), at: ourStamp?.at ?? null },
    { name: endpoint.name, at: link.observation?.updatedAt ? theirStamp.at : null },
  );
  const rule = profile.conflicts.fields[field] ?? profile.conflicts.policy;
  if (rule === 'keep-both' && draft.rules.isUnattended && kindOf(field) === 'text') {
    keepBoth(incoming);
  } else if (winner === 'theirs') {
    overrule(draft, place, field, currentValue(draft, field), rule);
    take(incoming, theirs);
  } else if (winner === 'ours') {
    overrule(draft, place, field, lifted.value, rule);
    agree(draft, endpoint.id, mapper.remoteName(field), theirs);
  } else askPerson(incoming, lifted.value, ourStamp, theirStamp);
}

/** Both texts become one, and nothing has to wait for a person. */
function keepBoth(incoming: Incoming): void {
  const { draft, place, link, field, theirs } = incoming;
  const name = place.mapper.remoteName(field);
  const text = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '');
  const ours = ourSide(draft, place, link, field) ?? undefined;
  take(incoming, keepBothTexts(text(link.base?.[name]), text(ours), text(theirs)));
  agree(draft, place.endpoint.id, name, theirs);
}

function askPerson(incoming: Incoming, theirs: FieldValue, ourStamp: Stamp | undefined, theirStamp: Stamp): void {
  const { draft, place, link, field } = incoming;
  const base = link.base?.[place.mapper.remoteName(field)];
  block(draft, place, field);
  draft.conflicts.push({
    task: draft.item.taskId,
    title: titleOf(draft),
    kind: 'field',
    field,
    endpoint: place.endpoint.id,
    before: base === undefined ? undefined : liftOrUndefined(incoming, base),
    sides: [
      {
        side: ourStamp?.origin ?? here,
        value: currentValue(draft, field),
        by: ourStamp?.by ?? null,
        at: ourStamp?.at ?? null,
      },
      { side: place.endpoint.id, value: theirs, by: theirStamp.by, at: theirStamp.at },
    ],
  });
}

/** A task in the bin comes back when its twin is open again or was edited before our closing arrived there (S9). */
function restoreIfReopened(draft: Draft, place: EndpointRules, link: Link): void {
  if (!draft.inBin) return;
  const { mapper, endpoint } = place;
  const name = mapper.fields.includes('status') ? mapper.remoteName('status') : null;
  const wasClosed = name !== null && isClosed(mapper, link.base?.[name]);
  const isOpen = name !== null && !isClosed(mapper, link.observation?.fields[name]);
  if (wasClosed && !isOpen) return;
  draft.inBin = false;
  // Where our deletion has arrived already, the task is created again.
  for (const other of draft.rules.endpoints) {
    if (linkAt(draft, other)?.state === 'gone') draft.revived.add(other.endpoint.id);
  }
  act(draft, 'restore', here, { from: endpoint.id });
  overrule(draft, place, 'task', undefined, 'edit-beats-delete');
}

function liftOrUndefined({ place, field }: Incoming, value: FieldValue): FieldValue | undefined {
  const lifted = place.mapper.lift(field, value, emptyValue(field));
  return lifted.ok ? lifted.value : undefined;
}

function stampOf(draft: Draft, { endpoint, clockOffsetMs }: EndpointRules, link: Link): Stamp {
  const seen = link.observation;
  const at = seen?.updatedAt ? onOurClock(seen.updatedAt, clockOffsetMs) : (seen?.seenAt ?? '');
  return { rev: (draft.item.task?.rev ?? 0) + 1, origin: endpoint.id, at, by: seen?.updatedBy ?? null };
}

function onOurClock(at: Timestamp, offsetMs: number | null): Timestamp {
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : new Date(time - (offsetMs ?? 0)).toISOString();
}

function nameOf({ rules }: Draft, origin: Origin): string {
  return rules.endpoints.find((place) => place.endpoint.id === origin)?.endpoint.name ?? here;
}
