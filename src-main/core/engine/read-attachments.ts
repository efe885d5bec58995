import type { AttachmentsConnector, RecordAttachments } from '../../../src-shared/connector/attachments.ts';
import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { AttachmentLink } from '../../../src-shared/domain/attachment.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { type Absence, proveAbsence, type Shown } from './prove-absence.ts';
import { readInBatches } from './read-in-batches.ts';
import type { Place, RunContext } from './run-context.ts';

/** The attachments of some records as they are now. */
export interface AttachmentReading extends Absence<AttachmentLink> {
  readonly records: readonly RecordAttachments[];
  /** Version of each record when its attachments were read. */
  readonly versions: readonly { readonly record: RemoteId; readonly version: string | null }[];
}

/** Null: this endpoint has no attachments, or the profile leaves them where they are. */
export function attachmentsAt(profile: Profile, place: Pick<Place, 'connector'>): AttachmentsConnector | null {
  return profile.attachments === undefined ? null : (place.connector?.attachments ?? null);
}

/** Reads the attachments of records that a pull shows as changed. */
export async function readAttachments(
  context: RunContext,
  place: Place,
  tasks: readonly RemoteTask[],
): Promise<AttachmentReading | null> {
  const door = attachmentsAt(context.profile, place);
  if (!door || tasks.length === 0) return null;
  const ids = tasks.map(({ id }) => id);
  const records = await readInBatches(place, door, ids);
  const versions = tasks.map(({ id, version }) => ({ record: id, version }));
  return { records, versions, ...(await findAbsent(context, place, door, records)) };
}

/** The attachments of one record once more, just before something is written to it. */
export async function rereadAttachments(
  context: RunContext,
  place: Place,
  door: AttachmentsConnector,
  record: RemoteId,
): Promise<AttachmentReading> {
  const records = await readInBatches(place, door, [record]);
  return { records, versions: [], ...(await findAbsent(context, place, door, records)) };
}

async function findAbsent(
  { store }: RunContext,
  place: Place,
  door: AttachmentsConnector,
  first: readonly RecordAttachments[],
): Promise<Absence<AttachmentLink>> {
  const known = await store.attachments.links(
    place.endpoint.id,
    first.map(({ record }) => record),
  );
  return await proveAbsence(known, shownBy(first), async (records) =>
    shownBy(await readInBatches(place, door, records)),
  );
}

function shownBy(records: readonly RecordAttachments[]): Shown {
  return new Map(records.map(({ record, attachments }) => [record, new Set(attachments.map(({ id }) => id))]));
}
