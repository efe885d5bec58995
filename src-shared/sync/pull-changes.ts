import type { FieldChange } from '../domain/action.ts';
import {
  emptyValue,
  type FieldName,
  type FieldValue,
  isEmpty,
  isWhen,
  kindOf,
  sameValue,
  whenText,
} from '../domain/field.ts';
import { here, type Origin, type Timestamp } from '../domain/ids.ts';
import type { Link } from '../domain/link.ts';
import type { ConflictDraft } from '../domain/plan.ts';
import type { Stamp } from '../domain/task.ts';
import type { Mapped } from './apply-mapping.ts';
import { decideConflict } from './decide-conflict.ts';
import {
  act,
  agree,
  block,
  currentValue,
  type Draft,
  isClosed,
  isFromCopy,
  isStuck,
  linkAt,
  ourSide,
  overrule,
  refuse,
  refuseMapped,
  reportDrift,
  titleOf,
  unblock,
} from './draft.ts';
import { type Flow, flowAt, reads } from './flow.ts';
import { isFollowed } from './follow-scope.ts';
import { isFrozen } from './link-marks.ts';
import { type FieldMerge, keepBothTexts, mergeField, mergeSets } from './merge-fields.ts';
import type { EndpointRules } from './rules.ts';

/** One field of one link on its way in; `changes` gathers what the task takes over from this endpoint. */
interface Incoming {
  readonly draft: Draft;
  readonly place: EndpointRules;
  readonly link: Link;
  readonly flow: Flow;
  readonly field: FieldName;
  /** The service's value. */
  readonly theirs: FieldValue;
  readonly changes: FieldChange[];
}

/** Merges what changed at the service into the task. */
export function pullChanges(draft: Draft, place: EndpointRules): void {
  const link = linkAt(draft, place);
  if (!link?.observation || isStuck(draft, place, link) || !isFollowed(draft, place, link)) return;
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
  if (isFromCopy(draft, link)) restoreIfAlive(draft, place, link);
  if (link.marks?.returned) restoreIfReturned(draft, place, link);
  const flow = flowAt(draft, place, link);
  const changes: FieldChange[] = [];
  takeMade(draft, place, link, flow, changes);
  for (const field of mapper.fields) {
    const theirs = link.observation.fields[mapper.remoteName(field)];
    if (theirs === undefined) continue;
    if (isFrozen(link, mapper.remoteName(field))) leaveToFight(draft, place, field);
    else pullField({ draft, place, link, flow, field, theirs, changes });
  }
  if (isNew) act(draft, 'create', here, { fields: changes, from: endpoint.id });
  else if (changes.length > 0 || (draft.inBin && (isReopened(place, link) || isDisputed(draft, place)))) {
    restoreIfReopened(draft, place, link);
    if (changes.length > 0) act(draft, 'update', here, { fields: changes, from: endpoint.id });
  }
}

/** It says something that waits for a decision: an edit as well, which nobody who deleted the task can have seen (S9). */
function isDisputed({ conflicts }: Draft, { endpoint }: EndpointRules): boolean {
  return conflicts.some((one) => one.kind === 'field' && one.endpoint === endpoint.id);
}

/** What in-rules make of the record now and did not make of it before; a task that was edited since keeps its own. */
function takeMade(draft: Draft, place: EndpointRules, link: Link, flow: Flow, changes: FieldChange[]): void {
  for (const { field, before, after } of flow.made) {
    if (!reads(flow, field) || (before !== undefined && sameValue(field, before, after))) continue;
    const now = currentValue(draft, field);
    if (flow.isDecidedThere(field)) setField(draft, place, link, field, after, changes);
    else if (kindOf(field) === 'set') {
      setField(draft, place, link, field, mergeSets(asSet(before), asSet(now), asSet(after)), changes);
    } else if (before === undefined ? isEmpty(now) : sameValue(field, now, before)) {
      setField(draft, place, link, field, after, changes);
    }
  }
}

function asSet(value: FieldValue | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}

/** Another tool keeps changing it back: neither side of it is taken or written until a person says something (S20). */
function leaveToFight(draft: Draft, place: EndpointRules, field: FieldName): void {
  const { name } = place.endpoint;
  block(draft, place, field);
  const message = `Another tool is fighting over the ${field}: it keeps changing to and fro. It is left alone in ${name}. Stop the other tool, then edit the ${field} here, or ask to try again.`;
  refuse(draft, place, field, 'fought', message);
}

/**
 * A service that was heard after a conflict was found may have changed what our side says: then the field is merged again
 * with that, or a person would choose a value that nobody says any more.
 */
export function reconsiderConflicts(draft: Draft): void {
  for (let round = 0; round < draft.rules.endpoints.length; round++) {
    const outdated = draft.conflicts.filter(
      ({ kind, field, sides: [ours] }) =>
        kind === 'field' && !sameValue(field, ours.value ?? emptyValue(field), currentValue(draft, field)),
    );
    if (outdated.length === 0) return;
    for (const conflict of outdated) reconsider(draft, conflict);
  }
}

function reconsider(draft: Draft, conflict: ConflictDraft): void {
  const { endpoint, field, seen } = conflict;
  const place = draft.rules.endpoints.find((one) => one.endpoint.id === endpoint);
  const link = place && linkAt(draft, place);
  if (!place || !link || seen === undefined) return;
  draft.conflicts.splice(draft.conflicts.indexOf(conflict), 1);
  unblock(draft, place, field);
  const changes: FieldChange[] = [];
  pullField({ draft, place, link, flow: flowAt(draft, place, link), field, theirs: seen, changes });
  if (changes.length > 0) act(draft, 'update', here, { fields: changes, from: endpoint });
}

function pullField(incoming: Incoming): void {
  const { draft, place, link, flow, field, theirs } = incoming;
  reportLoss(incoming);
  const direction = flow.direction(field);
  const name = place.mapper.remoteName(field);
  const base = link.base?.[name];
  if (flow.isDecidedThere(field)) {
    if (base === undefined || !sameValue(name, base, theirs)) agree(draft, place.endpoint.id, name, theirs);
    return;
  }
  if (direction === null) return;
  if (isAnswerOfClosing(incoming)) {
    agree(draft, place.endpoint.id, name, theirs);
    return;
  }
  // The closing of a task in the bin was all that our side had to say.
  const isClosedByUs = draft.inBin && field === 'status' && wasClosed(place, link);
  const ours = isClosedByUs ? base : ourSide(draft, place, link, field);
  const merge = ours === undefined ? mergeUnsayable(name, base, theirs) : mergeField(name, base, ours, theirs);
  if (ours !== undefined && isUnclear(incoming) && mayOverwrite(place, merge)) clash(incoming);
  else if (direction === 'both') applyMerge(incoming, merge, base);
  else applyOneWay(incoming, merge, base, direction);
}

/** In the bin here, and by now closed there: both say the same. The answer to our closing may have been lost. */
function isAnswerOfClosing(incoming: Incoming): boolean {
  const { draft, place, link } = incoming;
  const { deletions } = draft.rules.profile;
  const closes = (deletions === 'close' || deletions === 'ask') && !isUnclear(incoming);
  return closes && isOurClosing(incoming) && !wasClosed(place, link);
}

/** Our value cannot be said there, so it is another one than whatever they say: it waits, and is not to be lost to theirs. */
function mergeUnsayable(name: FieldName, base: FieldValue | undefined, theirs: FieldValue): FieldMerge {
  const theyChanged = base === undefined ? !isEmpty(theirs) : !sameValue(name, base, theirs);
  return { kind: theyChanged ? 'conflict' : 'nothing' };
}

/** An older copy of the data was put back, and nothing has shown since what both sides agree on in this field (S23). */
function isUnclear({ draft, place, link, field }: Incoming): boolean {
  const name = place.mapper.remoteName(field);
  return draft.rules.isPastLost === true && (link.base?.[name] === undefined || link.sent[name] !== undefined);
}

/** Ours may be what the service said long ago. An authority is never written to, so nothing can happen there. */
function mayOverwrite({ endpoint }: EndpointRules, { kind }: FieldMerge): boolean {
  return endpoint.direction !== 'pull' && (kind === 'give' || kind === 'merged' || kind === 'conflict');
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
function applyOneWay(
  incoming: Incoming,
  merge: FieldMerge,
  base: FieldValue | undefined,
  direction: 'pull' | 'push',
): void {
  const { draft, place, flow, field, theirs } = incoming;
  const isBothChanged = merge.kind === 'merged' || merge.kind === 'conflict';
  if (!isBothChanged) {
    const isDrift = merge.kind === 'take' && direction === 'push' && base !== undefined;
    if (!isDrift) applyMerge(incoming, merge, base);
    else if (flow.isIgnored(field)) return;
    else if (isOurClosing(incoming)) agree(draft, place.endpoint.id, place.mapper.remoteName(field), theirs);
    else if (place.endpoint.enforce || flow.isDecidedHere(field)) overwriteTheirs(incoming);
    else reportDrift(draft, place, field);
  } else if (direction === 'pull') {
    overrule(draft, place, field, currentValue(draft, field), 'direction');
    take(incoming, theirs);
  } else overwriteTheirs(incoming);
}

/** The task is in the bin, and its twin is closed: that is what we wrote, and nobody's drift. */
function isOurClosing({ draft, place, field, theirs }: Incoming): boolean {
  return draft.inBin && field === 'status' && isClosed(place.mapper, theirs);
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
  const lifted = stood(incoming, remote) ?? liftInto(incoming, remote, currentValue(draft, field));
  if (!lifted.ok) {
    refuseMapped(draft, place, field, lifted);
    return;
  }
  setField(draft, place, link, field, lifted.value, changes);
  agree(draft, place.endpoint.id, place.mapper.remoteName(field), remote);
}

/** The task's value before this plan, where it stands for that remote one: nobody said anything else (S13). */
function stood(incoming: Incoming, remote: FieldValue): (Mapped & { readonly ok: true }) | null {
  const before = incoming.draft.item.task?.fields[incoming.field];
  if (before === undefined) return null;
  const lifted = liftInto(incoming, remote, before);
  return lifted.ok && sameValue(incoming.field, lifted.value, before) ? lifted : null;
}

/** The task value for a remote one, through the mapping and the rules; what already stands for it stays. */
function liftInto({ place, flow, field }: Incoming, remote: FieldValue, now: FieldValue): Mapped {
  const sent = flow.out(field, now) ?? now;
  const lifted = place.mapper.lift(field, remote, sent);
  if (!lifted.ok) return lifted;
  return { ok: true, value: sameValue(field, lifted.value, sent) ? now : flow.in(field, lifted.value, now) };
}

function setField(
  draft: Draft,
  place: EndpointRules,
  link: Link,
  field: FieldName,
  value: FieldValue,
  changes: FieldChange[],
): void {
  const before = draft.fields[field];
  if (before !== undefined && sameValue(field, before, value)) return;
  draft.fields[field] = value;
  draft.stamps[field] = stampOf(draft, place, link);
  if (before !== undefined || !isEmpty(value)) changes.push({ field, before, after: value });
}

/** Said as long as it is so; the field is only read meanwhile (S19). */
function reportLoss({ draft, place, flow, field }: Incoming): void {
  const loss = flow.lossy.get(field);
  if (!loss || place.endpoint.direction === 'pull') return;
  const { name } = place.endpoint;
  const message = `“${shown(loss.there)}” in ${name} would come back there as “${shown(loss.back)}”, so this field of the task is only read. Change the profile’s mapping, or the value in ${name}.`;
  refuse(draft, place, field, 'lossy', message);
}

function shown(value: FieldValue): string {
  const text = isWhen(value) ? whenText(value) : String(value ?? '');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Both sides changed it: a rule decides, or the field waits for a person. */
function clash(incoming: Incoming): void {
  const { draft, place, link, field, theirs } = incoming;
  const { endpoint, mapper } = place;
  const lifted = liftInto(incoming, theirs, currentValue(draft, field));
  if (!lifted.ok) {
    refuseMapped(draft, place, field, lifted);
    return;
  }
  const { profile } = draft.rules;
  const ourStamp = draft.stamps[field];
  const theirStamp = stampOf(draft, place, link);
  // No rule may decide for a value that somebody took out of an old copy.
  if (isUnclear(incoming)) {
    askPerson(incoming, lifted.value, ourStamp, theirStamp);
    return;
  }
  const winner = decideConflict(
    profile,
    field,
    { name: nameOf(draft, ourStamp?.origin ?? here), at: ourStamp && isTimed(draft, ourStamp) ? ourStamp.at : null },
    { name: endpoint.name, at: link.observation?.updatedAt && isTimed(draft, theirStamp) ? theirStamp.at : null },
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
    seen: incoming.theirs,
    sides: [
      {
        // Whoever said it, said it before the copy was made: what it says is the copy's now.
        side: isUnclear(incoming) ? here : (ourStamp?.origin ?? here),
        value: currentValue(draft, field),
        by: ourStamp?.by ?? null,
        at: ourStamp?.at ?? null,
      },
      { side: place.endpoint.id, value: theirs, by: theirStamp.by, at: theirStamp.at },
    ],
  });
}

/**
 * A task in the bin comes back when its twin is open again or was edited before our closing arrived there (S9). What a mirror
 * says does not count: it is reported as drift.
 */
function restoreIfReopened(draft: Draft, place: EndpointRules, link: Link): void {
  if (!draft.inBin || place.endpoint.direction === 'push') return;
  if (wasClosed(place, link) && !isReopened(place, link)) return;
  draft.inBin = false;
  // Where our deletion has arrived already, the task is created again.
  for (const other of draft.rules.endpoints) {
    if (linkAt(draft, other)?.state === 'gone') draft.revived.add(other.endpoint.id);
  }
  act(draft, 'restore', here, { from: place.endpoint.id });
  overrule(draft, place, 'task', undefined, 'edit-beats-delete');
}

function wasClosed({ mapper }: EndpointRules, { base }: Link): boolean {
  return mapper.fields.includes('status') && isClosed(mapper, base?.[mapper.remoteName('status')]);
}

function isReopened(place: EndpointRules, link: Link): boolean {
  const { mapper } = place;
  return wasClosed(place, link) && !isClosed(mapper, link.observation?.fields[mapper.remoteName('status')]);
}

/** Its record was deleted, and somebody made it again, or had it back: that is said after the deletion, and of it (S9). */
function restoreIfReturned(draft: Draft, { endpoint, mapper }: EndpointRules, link: Link): void {
  const hasStatus = mapper.fields.includes('status');
  const hasEnded = hasStatus && isClosed(mapper, link.observation?.fields[mapper.remoteName('status')]);
  if (!draft.inBin || hasEnded || endpoint.direction === 'push') return;
  draft.inBin = false;
  act(draft, 'restore', here, { from: endpoint.id });
}

/** In the bin of an old copy, and alive there: whatever was meant, deleting is not what we do with it now (S23). */
function restoreIfAlive(draft: Draft, { endpoint, mapper }: EndpointRules, link: Link): void {
  const { deletions } = draft.rules.profile;
  const name = mapper.fields.includes('status') ? mapper.remoteName('status') : null;
  const hasEnded = name !== null && isClosed(mapper, link.observation?.fields[name]);
  // Where deleting means closing, a closed twin is how the bin looks there.
  if (!draft.inBin || (deletions !== 'propagate' && hasEnded)) return;
  draft.inBin = false;
  act(draft, 'restore', here, { from: endpoint.id });
}

function liftOrUndefined(incoming: Incoming, value: FieldValue): FieldValue | undefined {
  const lifted = liftInto(incoming, value, emptyValue(incoming.field));
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

/** A service whose clock was never compared with ours says nothing about what came first (S27). */
function isTimed({ rules }: Draft, { origin }: Stamp): boolean {
  return rules.endpoints.find((place) => place.endpoint.id === origin)?.clockOffsetMs !== null;
}

function nameOf({ rules }: Draft, origin: Origin): string {
  return rules.endpoints.find((place) => place.endpoint.id === origin)?.endpoint.name ?? here;
}
