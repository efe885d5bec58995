import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import { attachmentsField } from '../../../src-shared/domain/attachment.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { AttachmentItem, AttachmentPlace } from '../../../src-shared/sync/attachment-rules.ts';
import { compareAttachments } from '../../../src-shared/sync/compare-attachments.ts';
import type { FieldDifference } from '../../../src-shared/sync/compare-record.ts';
import { loadItems } from './load-items.ts';
import { attachmentPlaces, loadAttachmentItems } from './make-attachment-plans.ts';
import { keyOf } from './marked-items.ts';
import { readAttachments } from './read-attachments.ts';
import type { Place, RunContext } from './run-context.ts';

export interface VerifiedAttachments {
  /** Proven to be what we know. */
  readonly equal: number;
  readonly differences: readonly { readonly link: Link; readonly difference: FieldDifference }[];
}

/**
 * Lists the attachments of some records again and compares them with what we know of them and with each other (L11). No file is
 * read, nothing is repaired, and nothing of the reading is stored.
 * @param links of the records that are in step
 */
export async function verifyAttachments(
  context: RunContext,
  place: Place,
  records: readonly RemoteTask[],
  links: readonly Link[],
): Promise<VerifiedAttachments> {
  const { store, profile } = context;
  const byRecord = new Map(links.map((link) => [link.remoteId, link]));
  const reading = await readAttachments(
    context,
    place,
    records.filter(({ id }) => byRecord.has(id)),
  );
  const places = attachmentPlaces(context);
  const own = places.find(({ endpoint }) => endpoint === place.endpoint.id);
  if (!reading || !own || !profile.attachments) return { equal: 0, differences: [] };
  const rules = { ...profile.attachments, deletions: profile.deletions };
  const tasks = links.map(({ task }) => task);
  const stored = (await loadItems(store, tasks)).filter(({ task }) => task !== null);
  const items = new Map((await loadAttachmentItems(context, stored)).map((item) => [item.task, item]));
  const isMarked = await marksOf(context, places, [...items.values()]);
  const ops = (await store.attachments.opsByTasks(tasks)).filter((op) => op.endpoint === own.endpoint);
  const problems = (await store.problems.open({ tasks })).filter(
    (problem) => problem.endpoint === own.endpoint && problem.field === attachmentsField,
  );
  const absent = new Set([...reading.deleted, ...reading.doubted.map(({ id }) => id)]);
  const differences: VerifiedAttachments['differences'][number][] = [];
  let equal = 0;
  for (const { record, attachments } of reading.records) {
    const link = byRecord.get(record);
    const item = link && items.get(link.task);
    if (!link || !item) continue;
    const isOfTask = ({ task }: { readonly task: string | null }): boolean => task === link.task;
    const found = compareAttachments(
      { item, places, place: own, rules },
      {
        attachments,
        absent,
        isWaiting: isMarked(item) || ops.some(isOfTask),
        hasProblem: problems.some(isOfTask),
      },
    );
    equal += found.equal;
    for (const difference of found.differences) differences.push({ link, difference });
  }
  return { equal, differences };
}

/** A file that was seen at one place and not taken in yet is also why it is missing at the others. */
async function marksOf(
  { store }: RunContext,
  places: readonly AttachmentPlace[],
  items: readonly AttachmentItem[],
): Promise<(item: AttachmentItem) => boolean> {
  const marked = new Set<string>();
  for (const { endpoint } of places) {
    const records = items.flatMap((item) => item.records.get(endpoint) ?? []);
    for (const record of await store.attachments.dirtyAmong(endpoint, records)) marked.add(keyOf(endpoint, record));
  }
  return ({ records }) => [...records].some(([endpoint, record]) => marked.has(keyOf(endpoint, record ?? '')));
}
