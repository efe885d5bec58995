import type { CommentsConnector, RecordComments } from '../../../src-shared/connector/comments.ts';
import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { CommentLink } from '../../../src-shared/domain/comment.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { type Absence, proveAbsence, type Shown } from './prove-absence.ts';
import { attachmentsAt } from './read-attachments.ts';
import { readInBatches } from './read-in-batches.ts';
import type { Place, RunContext } from './run-context.ts';

/** The comments of some records as they are now. */
export interface CommentReading extends Absence<CommentLink> {
  readonly records: readonly RecordComments[];
  /** Version of each record when its comments were read. */
  readonly versions: readonly { readonly record: RemoteId; readonly version: string | null }[];
}

/** Null: this endpoint has no comments, or the profile leaves them where they are. */
export function commentsAt(profile: Profile, place: Pick<Place, 'connector'>): CommentsConnector | null {
  return profile.comments === false ? null : (place.connector?.comments ?? null);
}

/**
 * What we know of the versions of records, for a pull. Where comments and attachments are read, a record counts as known only
 * if they were read at that version: one of somebody else may lie between our last pull and our own write.
 */
export async function versionsRead(
  { store, profile }: RunContext,
  place: Place,
  ids: readonly RemoteId[],
): Promise<ReadonlyMap<RemoteId, string | null>> {
  const { id: endpoint } = place.endpoint;
  const versions = await store.links.versions(endpoint, ids);
  const readings = [
    ...(commentsAt(profile, place) ? [await store.comments.versions(endpoint, ids)] : []),
    ...(attachmentsAt(profile, place) ? [await store.attachments.versions(endpoint, ids)] : []),
  ];
  if (readings.length === 0) return versions;
  return new Map([...versions].filter(([id, version]) => readings.every((read) => read.get(id) === version)));
}

/** Reads the comments of records that a pull shows as changed. */
export async function readComments(
  context: RunContext,
  place: Place,
  tasks: readonly RemoteTask[],
): Promise<CommentReading | null> {
  const door = commentsAt(context.profile, place);
  if (!door || tasks.length === 0) return null;
  const records = await readInBatches(
    place,
    door,
    tasks.map(({ id }) => id),
  );
  const versions = tasks.map(({ id, version }) => ({ record: id, version }));
  return { records, versions, ...(await findAbsent(context, place, door, records)) };
}

/** The comments of one record once more, after a write came upon something that the plan had not seen. */
export async function rereadComments(
  context: RunContext,
  place: Place,
  door: CommentsConnector,
  record: RemoteId,
): Promise<CommentReading> {
  const records = await readInBatches(place, door, [record]);
  return { records, versions: [], ...(await findAbsent(context, place, door, records)) };
}

async function findAbsent(
  { store }: RunContext,
  place: Place,
  door: CommentsConnector,
  first: readonly RecordComments[],
): Promise<Absence<CommentLink>> {
  const known = await store.comments.links(
    place.endpoint.id,
    first.map(({ record }) => record),
  );
  return await proveAbsence(known, shownBy(first), async (records) =>
    shownBy(await readInBatches(place, door, records)),
  );
}

function shownBy(records: readonly RecordComments[]): Shown {
  return new Map(records.map(({ record, comments }) => [record, new Set(comments.map(({ id }) => id))]));
}
