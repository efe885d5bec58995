import type { RemoteComment } from '../../../src-shared/connector/comments.ts';
import { type CommentLink, type CommentObservation, commentsField } from '../../../src-shared/domain/comment.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { sameText } from '../../../src-shared/sync/comment-draft.ts';
import type { Store } from '../store/store.ts';
import type { CommentReading } from './read-comments.ts';
import { type Place, problemAt, type RunContext, timestamp } from './run-context.ts';

/** Stores a reading and marks the records whose comments now differ from what both sides agreed on. */
export async function storeComments(
  tx: Store,
  context: RunContext,
  place: Place,
  reading: CommentReading | null,
): Promise<void> {
  if (!reading) return;
  const { id: endpoint } = place.endpoint;
  const records = reading.records.map(({ record }) => record);
  const seen = reading.records.flatMap(({ comments }) => comments.map(({ id }) => id));
  // Where we choose the ids of comments, those of a record that was made again have the ids that they had in the one before.
  const moved = await tx.comments.linksByRemote(endpoint, seen);
  const known = new Map(
    [...moved, ...(await tx.comments.links(endpoint, records))].map((link) => [link.remoteId, link]),
  );
  const changed: CommentLink[] = [];
  const lagging = new Set(reading.records.filter(({ mayGrow }) => mayGrow).map(({ record }) => record));
  const take = (before: CommentLink | undefined, after: CommentLink): void => {
    if (before && isBehind(context, before, after)) lagging.add(before.record);
    else if (after !== before) changed.push(after);
  };
  for (const { record, comments } of reading.records) {
    for (const comment of comments) {
      const before = known.get(comment.id);
      const observation = toObservation(context, comment);
      if (before) take(before, seenAgain(before, record, observation));
      else changed.push(firstSeen(context, endpoint, record, comment.id, observation));
    }
  }
  for (const link of known.values()) {
    if (link.state === 'linked' && reading.deleted.includes(link.id)) take(link, { ...link, state: 'deleted' });
  }
  await tx.comments.putLinks(changed);
  // What lags behind, or is not complete for sure, counts as not read, so that it is read again.
  await tx.comments.setVersions(
    endpoint,
    reading.versions.filter(({ record }) => !lagging.has(record)),
  );
  await tx.comments.markDirty(endpoint, [...new Set(changed.map((link) => link.record))]);
  await reportDoubts(tx, context, place, reading);
}

async function reportDoubts(tx: Store, context: RunContext, place: Place, { doubted }: CommentReading): Promise<void> {
  const { id: endpoint, name } = place.endpoint;
  const links = await tx.links.byRemote(
    endpoint,
    doubted.map(({ record }) => record),
  );
  await tx.problems.put(
    links.map(({ task, remoteId }) =>
      problemAt(context, place, {
        task,
        remoteId,
        field: commentsField,
        code: 'held',
        message: `${name} does not show ${doubted.length} comments any more. That many at once may be a permission that was lost, so their copies elsewhere were left as they are. Check what you may see there; what was really deleted, delete in the other places too.`,
      }),
    ),
  );
}

/** For how long after our write a reading that shows what was before it is a lagging replica rather than somebody's doing. */
const lagMs = 60_000;

/** A reading older than our confirmed write must not look like somebody undoing it (S12). */
function isBehind({ ports }: RunContext, before: CommentLink, after: CommentLink): boolean {
  const { evidence, replaced } = before;
  if (!evidence || evidence.kind === 'observed') return false;
  if (ports.clock.now() - Date.parse(evidence.at) > lagMs) return false;
  return after.state === 'deleted' || (replaced !== null && sameText(after.observation.text, replaced));
}

export function toObservation(
  { ports }: RunContext,
  { author, isOwn, createdAt, text, isInternal, identity }: RemoteComment,
): CommentObservation {
  return { author, isOwn, createdAt, text, isInternal, identity, seenAt: timestamp(ports) };
}

/** The same link where nothing is new: an echo of our own write needs no plan (S5). What is dealt with there stays so. */
function seenAgain(link: CommentLink, record: RemoteId, observation: CommentObservation): CommentLink {
  const isSame = link.state === 'linked' && link.record === record && said(link.observation) === said(observation);
  const isDealtWith = link.state === 'gone' && link.record === record;
  return isSame || isDealtWith ? link : { ...link, record, observation, state: 'linked' };
}

function said({ author, isOwn, createdAt, text, isInternal, identity }: CommentObservation): string {
  return JSON.stringify([author, isOwn, createdAt, text, isInternal, identity]);
}

function firstSeen(
  { ports }: RunContext,
  endpoint: string,
  record: RemoteId,
  remoteId: RemoteId,
  observation: CommentObservation,
): CommentLink {
  return {
    ...{ id: ports.ids.next(), endpoint, record, remoteId, observation },
    ...{ comment: null, state: 'linked' as const, base: null, evidence: null, sent: null, replaced: null },
  };
}
