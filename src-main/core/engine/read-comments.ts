import type { CommentsConnector, RecordComments } from '../../../src-shared/connector/comments.ts';
import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { CommentLink } from '../../../src-shared/domain/comment.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Place, RunContext } from './run-context.ts';

/** The comments of some records as they are now. */
export interface CommentReading {
  readonly records: readonly RecordComments[];
  /** Version of each record when its comments were read. */
  readonly versions: readonly { readonly record: RemoteId; readonly version: string | null }[];
  /** Comments that we knew and that two complete readings did not show (S8). */
  readonly deleted: readonly CommentLink['id'][];
  /** So many at once that a lost permission is likelier than that somebody deleted them: left as they are, and said (S10). */
  readonly doubted: readonly CommentLink[];
}

/** Null: this endpoint has no comments, or the profile leaves them where they are. */
export function commentsAt(profile: Profile, place: Pick<Place, 'connector'>): CommentsConnector | null {
  return profile.comments === false ? null : (place.connector?.comments ?? null);
}

/**
 * What we know of the versions of records, for a pull. Where comments are read, a record counts as known only if its
 * comments were read at that version: one of somebody else may lie between our last pull and our own write.
 */
export async function versionsRead(
  { store, profile }: RunContext,
  place: Place,
  ids: readonly RemoteId[],
): Promise<ReadonlyMap<RemoteId, string | null>> {
  const { id: endpoint } = place.endpoint;
  const versions = await store.links.versions(endpoint, ids);
  if (!commentsAt(profile, place)) return versions;
  const read = await store.comments.versions(endpoint, ids);
  return new Map([...versions].filter(([id, version]) => read.get(id) === version));
}

/** Reads the comments of records that a pull shows as changed. */
export async function readComments(
  context: RunContext,
  place: Place,
  tasks: readonly RemoteTask[],
): Promise<CommentReading | null> {
  const door = commentsAt(context.profile, place);
  if (!door || tasks.length === 0) return null;
  const records = await readAll(
    place,
    door,
    tasks.map(({ id }) => id),
  );
  const versions = tasks.map(({ id, version }) => ({ record: id, version }));
  return { records, versions, ...(await proveAbsence(context, place, door, records)) };
}

/** The comments of one record once more, after a write came upon something that the plan had not seen. */
export async function rereadComments(
  context: RunContext,
  place: Place,
  door: CommentsConnector,
  record: RemoteId,
): Promise<CommentReading> {
  const records = await readAll(place, door, [record]);
  return { records, versions: [], ...(await proveAbsence(context, place, door, records)) };
}

async function readAll(
  place: Place,
  door: CommentsConnector,
  records: readonly RemoteId[],
): Promise<readonly RecordComments[]> {
  const { batchSize } = place.descriptor.capabilities;
  const all: RecordComments[] = [];
  for (let start = 0; start < records.length; start += batchSize) {
    all.push(...(await door.read(place.endpoint.container, records.slice(start, start + batchSize))));
  }
  return all;
}

/** Absence from one reading proves nothing (S8): those records are read a second time. */
async function proveAbsence(
  { store }: RunContext,
  place: Place,
  door: CommentsConnector,
  first: readonly RecordComments[],
): Promise<Pick<CommentReading, 'deleted' | 'doubted'>> {
  const known = await store.comments.links(
    place.endpoint.id,
    first.map(({ record }) => record),
  );
  const absent = absentFrom(known, first);
  if (absent.length === 0) return { deleted: [], doubted: [] };
  const second = await readAll(place, door, [...new Set(absent.map((link) => link.record))]);
  const gone = absentFrom(absent, second);
  const isMany = gone.length > Math.max(mostGone, known.length / 10);
  return isMany ? { deleted: [], doubted: gone } : { deleted: gone.map((link) => link.id), doubted: [] };
}

/** Comments of one reading that may be gone without a doubt; above that a tenth of what we know. */
const mostGone = 3;

/** Of records that were read at all. */
function absentFrom(known: readonly CommentLink[], records: readonly RecordComments[]): readonly CommentLink[] {
  const shown = new Map(records.map(({ record, comments }) => [record, new Set(comments.map(({ id }) => id))]));
  return known.filter((link) => link.state === 'linked' && shown.get(link.record)?.has(link.remoteId) === false);
}
