import type { AttachmentOp } from '../../../src-shared/domain/attachment.ts';
import { attachmentActions } from '../../../src-shared/sync/attachment-actions.ts';
import type { AttachmentItem, AttachmentPlace, AttachmentPlan } from '../../../src-shared/sync/attachment-rules.ts';
import { planTaskAttachments } from '../../../src-shared/sync/plan-attachments.ts';
import type { SyncItem } from '../../../src-shared/sync/rules.ts';
import type { RecordKey } from '../store/store.ts';
import { takeCarried } from './choice.ts';
import type { PlannedItem } from './make-plan.ts';
import { type Item, itemsOf, keyOf, linksAtRecords, recordsOf } from './marked-items.ts';
import { attachmentsAt } from './read-attachments.ts';
import type { RunContext } from './run-context.ts';

/** What the planner made of some marked records. */
export interface PlannedAttachments {
  readonly plans: readonly AttachmentPlan[];
  /** Marks that are answered; the others wait, also until files could be compared. */
  readonly answered: readonly RecordKey[];
}

/** What is known of the tasks of some marked records. */
export interface LoadedAttachments {
  readonly items: readonly AttachmentItem[];
  readonly answered: readonly RecordKey[];
}

/**
 * The attachments of the tasks of marked records.
 * @param planned plans of tasks that are not committed yet: for a preview
 */
export async function loadAttachments(
  context: RunContext,
  marks: readonly RecordKey[],
  planned: readonly PlannedItem[] = [],
): Promise<LoadedAttachments> {
  const { items, answered } = await itemsOf(context, marks, planned);
  return { items: await withAttachments(context, items), answered };
}

/** All that is known of the attachments of some tasks. */
export async function loadAttachmentItems(
  context: RunContext,
  items: readonly SyncItem[],
): Promise<readonly AttachmentItem[]> {
  return await withAttachments(
    context,
    items.map((item) => ({ item, creates: [] })),
  );
}

/** Steps 2 and 3 for attachments. Stores nothing. */
export function planAttachments(context: RunContext, { items, answered }: LoadedAttachments): PlannedAttachments {
  const { attachments, deletions } = context.profile;
  if (!attachments) return { plans: [], answered };
  const places = attachmentPlaces(context);
  const plans = items.map((item) => planTaskAttachments(item, places, { ...attachments, deletions }));
  const open = new Set<string>();
  for (const [index, { isUndecided }] of plans.entries()) {
    if (!isUndecided) continue;
    for (const [endpoint, record] of items[index]?.records ?? [])
      if (record !== null) open.add(keyOf(endpoint, record));
  }
  const decided = answered.filter(({ endpoint, record }) => !open.has(keyOf(endpoint, record)));
  return takeCarried(context, items, { plans, answered: decided }, attachmentActions);
}

/** The endpoints whose attachments are kept in step. */
export function attachmentPlaces(context: RunContext): readonly AttachmentPlace[] {
  return context.places.flatMap((place): readonly AttachmentPlace[] => {
    const { endpoint, descriptor } = place;
    const can = descriptor.capabilities.attachments;
    if (!attachmentsAt(context.profile, place) || !can) return [];
    const { id, name, direction } = endpoint;
    return [{ endpoint: id, name, service: descriptor.name, direction, can }];
  });
}

async function withAttachments(context: RunContext, items: readonly Item[]): Promise<readonly AttachmentItem[]> {
  const { store } = context;
  const places = attachmentPlaces(context);
  const tasks = items.map(({ item }) => item.taskId);
  const attachments = Map.groupBy(await store.attachments.byTasks(tasks), ({ task }) => task);
  const ops = Map.groupBy(await store.attachments.opsByTasks(tasks), ({ task }) => task);
  const linksOf = await linksAtRecords(store.attachments, places, items);
  return items.map(({ item, creates }): AttachmentItem => {
    const records = recordsOf(item, creates, places);
    return {
      task: item.taskId,
      title: String(item.task?.fields['title'] ?? ''),
      isInBin: item.task !== null && item.task.deletedAt !== null,
      records,
      attachments: attachments.get(item.taskId) ?? [],
      links: linksOf(records),
      writing: (ops.get(item.taskId) ?? []).filter(isUnderWay),
    };
  });
}

/** An attempted write whose outcome is not known may not be planned anew (S4). */
export function isUnderWay({ kind, state }: AttachmentOp): boolean {
  return kind !== 'delete' && (state === 'attempting' || state === 'uncertain');
}
