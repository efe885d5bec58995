import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import { sameValue } from '../../../src-shared/domain/field.ts';
import type { EndpointId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { Evidence, Link, Observation } from '../../../src-shared/domain/link.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import { withoutAway } from '../../../src-shared/sync/link-marks.ts';
import type { Store } from '../store/store.ts';
import { awaitComments } from './comments-of-new-records.ts';
import { createdBase } from './confirmed-base.ts';
import { lastingId, rootIn, rootOfRecord } from './identity.ts';
import { letGoBefore } from './let-go.ts';
import { isAnotherRecord, renameReplaced } from './reused-ids.ts';
import { type Place, problemAt, type RunContext, sharedKey, timestamp } from './run-context.ts';
import { noteDeletions } from './second-copies.ts';
import { addStrangers } from './strangers.ts';

/** Characters of one value beyond which a record is left alone and reported. */
const longestValue = 1_000_000;

/**
 * Stores fresh copies, and marks as dirty what now differs from its base.
 * @param how `feed`: a page of the feed · `look`: records that were asked for by their ids
 */
export async function storeObservations(
  tx: Store,
  context: RunContext,
  place: Place,
  records: readonly RemoteTask[],
  how: 'feed' | 'look',
): Promise<void> {
  const { id: endpoint, name } = place.endpoint;
  const sound = records.filter((record) => !isTooLong(record));
  const tooLong = records.filter(isTooLong);
  const known = await linksOf(tx, context, place, sound);
  const links: Link[] = [];
  const dirty: TaskId[] = [];
  const arrived: string[] = [];
  let hasStrangers = tooLong.length > 0;
  const made: Link[] = [];
  const references: { link: string; references: readonly string[] }[] = [];
  const ours = await openCreates(tx, place, sound);
  const newcomers = sound.filter((record) => !known.has(record.id));
  const duplicates = await duplicatesOf(tx, context, place, newcomers);
  const letGo = await letGoBefore(
    tx,
    context,
    new Map(newcomers.map((record) => [record.id, rootReference(place, record)])),
  );
  if (duplicates.size > 0) hasStrangers = true;
  for (const record of sound) {
    if (duplicates.has(record.id)) continue;
    const before = known.get(record.id);
    if (before && isStale(place, before, record, how)) continue;
    const op = ours.get(record.identity ?? '');
    const isIn = place.scope.includes(record.fields);
    if (!before && !op && !isIn) {
      hasStrangers = true;
      continue;
    }
    const link = before ? seenAgain(context, before, record, isIn) : firstSeen(context, endpoint, record, op);
    const isMoved = before?.state !== link.state || (link.state === 'linked' && !isIn);
    if (!before) references.push({ link: link.id, references: referencesOf(place, record) });
    const letGoWith = op ? undefined : letGo.get(record.id);
    if (letGoWith !== undefined) {
      links.push({ ...link, task: letGoWith, state: 'unlinked' });
      hasStrangers = true;
      continue;
    }
    links.push(link);
    if (op && !before) {
      arrived.push(op.id);
      made.push(link);
    }
    if (needsPlan(link) || isMoved || op) dirty.push(link.task);
  }
  if (!place.isShared && sound.some((record) => isForeign(record, known, ours))) {
    place.isShared = true;
    await tx.settings.set(sharedKey(endpoint), timestamp(context.ports));
  }
  if (hasStrangers) await addStrangers(tx, [endpoint]);
  await tx.outbox.remove(arrived);
  await tx.links.put(links);
  await tx.links.setReferences(references);
  await awaitComments(tx, context, endpoint, made);
  await tx.attachments.markTasksDirty(made.map(({ task }) => task));
  // What is below a record that we made again may still name the one before, as after any other create (L1).
  const remade = made.map(({ task }) => task);
  const below = remade.length > 0 ? await tx.tasks.childrenOf(context.profile.id, remade) : [];
  await tx.links.markDirty(context.profile.id, [...dirty, ...below, ...(await waitingFor(tx, endpoint, links, known))]);
  const seen = sound.map((record) => record.id).filter((id) => !duplicates.has(id));
  // Whether a field can be kept in step, only a plan knows.
  if (seen.length > 0) await tx.problems.clear(endpoint, { remoteIds: seen, field: null });
  await tx.problems.put(
    tooLong.map((record) =>
      problemAt(context, place, {
        code: 'rejected',
        message: `A field of this task in ${name} is larger than one million characters. It was left as it is on both sides; shorten it there.`,
        remoteId: record.id,
      }),
    ),
  );
  await tx.problems.put(
    [...duplicates].map((remoteId) =>
      problemAt(context, place, {
        code: 'already-exists',
        message: `${name} holds a second copy of a task that we created there. It was left alone; delete it there.`,
        remoteId,
      }),
    ),
  );
}

/** Tasks that were planned while the parent which their record names was not here: it is now (L1). */
async function waitingFor(
  tx: Store,
  endpoint: EndpointId,
  links: readonly Link[],
  before: ReadonlyMap<string, Link>,
): Promise<readonly TaskId[]> {
  const fresh = links
    .filter(({ remoteId }) => before.get(remoteId)?.state !== 'linked')
    .map(({ remoteId }) => remoteId);
  return fresh.length === 0 ? [] : await tx.links.naming(endpoint, fresh);
}

/** Links by remote id. One whose record was deleted and its number given to another is dealt with as deleted. */
async function linksOf(
  tx: Store,
  context: RunContext,
  place: Place,
  records: readonly RemoteTask[],
): Promise<ReadonlyMap<string, Link>> {
  const ids = records.map((record) => record.id);
  const known = new Map((await tx.links.byRemote(place.endpoint.id, ids)).map((link) => [link.remoteId, link]));
  const replaced = records.flatMap((record) => {
    const link = known.get(record.id);
    return link && isAnotherRecord(link, record) ? [link] : [];
  });
  if (replaced.length > 0) await storeDeletions(tx, context, place, await renameReplaced(tx, replaced));
  for (const { remoteId } of replaced) known.delete(remoteId);
  return known;
}

/** Records that carry the marker of another record here: one of our creates arrived twice (S4). Never a task of their own. */
async function duplicatesOf(
  tx: Store,
  context: RunContext,
  place: Place,
  newcomers: readonly RemoteTask[],
): Promise<ReadonlySet<string>> {
  const marked = newcomers.filter((record) => record.identity !== null);
  if (marked.length === 0) return new Set();
  const references = marked.map((record) => identityReference(record.identity ?? ''));
  const held = await tx.links.byReference(context.profile.id, references);
  const taken = new Set(
    held
      .filter(({ endpoint, state }) => endpoint === place.endpoint.id && state === 'linked')
      .map((one) => one.reference),
  );
  const duplicates = new Set<string>();
  for (const { id, identity } of marked) {
    const reference = identityReference(identity ?? '');
    if (taken.has(reference)) duplicates.add(id);
    // The copies may be on one page.
    taken.add(reference);
  }
  return duplicates;
}

/** It carries a marker of ours that no write of this installation explains. */
function isForeign(
  { id, identity }: RemoteTask,
  known: ReadonlyMap<string, Link>,
  ours: ReadonlyMap<string, Op>,
): boolean {
  return identity !== null && !known.has(id) && !ours.has(identity);
}

function isTooLong(record: RemoteTask): boolean {
  return Object.values(record.fields).some((value) => typeof value === 'string' && value.length > longestValue);
}

/**
 * An answer from a lagging replica must not look like somebody undoing our write (S12). Where the service itself writes the time,
 * that tells. With version tokens a record's time is whatever the last program's clock said, and says nothing of the order (S27);
 * there a look that shows the version before the present one is left to the feed, which shows a record whose old content came back.
 */
function isStale({ descriptor }: Place, link: Link, record: RemoteTask, how: 'feed' | 'look'): boolean {
  if (descriptor.capabilities.precondition) {
    return how === 'look' && record.version !== null && record.version === link.observation?.replaced;
  }
  const seen = link.observation?.updatedAt;
  return seen != null && record.updatedAt !== null && Date.parse(record.updatedAt) < Date.parse(seen);
}

/** A record that nobody knew: a task of its own, unless it is what one of our creates made (its answer was lost). */
function firstSeen(context: RunContext, endpoint: string, record: RemoteTask, op: Op | undefined): Link {
  const { ids } = context.ports;
  const link: Link = {
    id: ids.next(),
    task: op?.task ?? ids.next(),
    endpoint,
    remoteId: record.id,
    state: 'linked',
    base: null,
    evidence: null,
    observation: toObservation(context, record),
    sent: {},
  };
  if (!op) return link;
  const evidence: Evidence = {
    kind: 'observed',
    run: context.run,
    version: record.version,
    at: timestamp(context.ports),
  };
  return { ...link, ...createdBase(op.fields, record, true), evidence };
}

/** Open creates at the endpoint by their marker, as far as the records carry one. */
async function openCreates(tx: Store, place: Place, records: readonly RemoteTask[]): Promise<ReadonlyMap<string, Op>> {
  const markers = new Set(records.flatMap((record) => record.identity ?? []));
  if (markers.size === 0) return new Map();
  const creates = await tx.outbox.byIdentity(place.endpoint.id, [...markers]);
  return new Map(creates.map((op) => [op.identity ?? '', op]));
}

/** @param isIn the endpoint's filter lets it through; while it does not, what left stays away */
function seenAgain(context: RunContext, link: Link, record: RemoteTask, isIn: boolean): Link {
  const observation = toObservation(context, record, link.observation);
  switch (link.state) {
    case 'out-of-scope':
      return { ...withoutAway(link), state: isIn ? 'linked' : link.state, observation };
    case 'deleted':
      return { ...link, state: 'linked', observation };
    case 'gone':
      // It came back after we had dealt with its deletion: nothing is known of the time between.
      return {
        ...{ ...link, state: 'linked', observation, base: null, evidence: null, sent: {} },
        marks: { ...link.marks, returned: true },
      };
    default:
      return { ...link, observation };
  }
}

/** @param before what was known of the record */
export function toObservation(
  context: Pick<RunContext, 'ports'>,
  record: RemoteTask,
  before?: Observation | null,
): Observation {
  const { fields, version, updatedAt, createdAt, updatedBy, url, raw } = record;
  const times = createdAt == null ? { updatedAt } : { updatedAt, createdAt };
  const replaced = before?.version === version ? before.replaced : before?.version;
  const seenAt = timestamp(context.ports);
  return { fields, version, ...(replaced == null ? {} : { replaced }), ...times, updatedBy, url, raw, seenAt };
}

/** Echoes of our own writes equal their base and need no plan: state comparison, never timers (S5). */
export function needsPlan(link: Link): boolean {
  if (link.state !== 'linked') return link.state === 'deleted';
  const { base, observation, marks } = link;
  // What is frozen is said again at every look.
  if (!base || !observation || marks?.frozen) return true;
  return Object.entries(observation.fields).some(([name, value]) => !sameValue(name, base[name], value));
}

/** The root of a marker as a reference, so that a twin made by another installation is found (correctness.md 1.6). */
export const identityReference = (identity: string): string => `${identityPrefix}${rootIn(identity)}`;
export const isIdentityReference = (reference: string): boolean => reference.startsWith(identityPrefix);
/** The root that a reference names; null when it names something else. */
export const rootOfReference = (reference: string): string | null =>
  isIdentityReference(reference) ? reference.slice(identityPrefix.length) : null;
const identityPrefix = 'ts1:';

/** Names by which the record may be recognised elsewhere, the root of its copies among them. */
function referencesOf(place: Place, record: RemoteTask): readonly string[] {
  return [...record.references, rootReference(place, record)];
}

/** The root of the record and of all its copies, as a reference. */
function rootReference(place: Place, { id, createdAt, identity }: RemoteTask): string {
  return identityReference(identity ?? rootOfRecord(place, lastingId(id, createdAt)));
}

/** Records that the service positively reports as deleted (S8). */
export async function storeDeletions(
  tx: Store,
  context: RunContext,
  place: Place,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const links = await tx.links.byRemote(place.endpoint.id, ids);
  const tasks = await tx.tasks.get(links.map((link) => link.task));
  const alive = links.filter((link) => link.state === 'linked');
  const away = links.filter((link) => link.state === 'out-of-scope');
  const never = alive.filter((link) => !tasks.has(link.task));
  const gone = alive.filter((link) => tasks.has(link.task));
  await tx.links.remove(never.map((link) => link.id));
  await tx.links.clearDirty(never.map((link) => link.task));
  await tx.links.put(gone.map((link) => ({ ...link, state: 'deleted' as const })));
  if (alive.length > 0) await noteDeletions(tx, context.profile.id, place.endpoint.id);
  // What had left the filter is not followed into the bin either.
  await tx.links.put(away.map((link) => ({ ...link, state: 'gone' as const })));
  await tx.links.markDirty(
    context.profile.id,
    gone.map((link) => link.task),
  );
  await tx.problems.clear(place.endpoint.id, { remoteIds: ids });
}
