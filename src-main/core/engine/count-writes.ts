import type { EndpointId, RemoteId } from '../../../src-shared/domain/ids.ts';
import type { PlanCensus } from '../../../src-shared/sync/guard-plan.ts';
import type { RecordKey } from '../store/store.ts';
import { digestAttachments } from './digest-attachments.ts';
import { loadAttachments, planAttachments } from './make-attachment-plans.ts';
import { planComments } from './make-comment-plans.ts';
import { keyOf } from './marked-items.ts';
import { breathe, type RunContext } from './run-context.ts';

/** Marked records of one go. */
const batchSize = 200;

/** Counts what will be written of comments; only counts are kept, because the plan that is carried out is made later. */
export async function countComments(context: RunContext, census: PlanCensus): Promise<void> {
  const { store, profile } = context;
  for (let after: RecordKey | null = null; ; ) {
    const marks: readonly RecordKey[] = await store.comments.dirty(profile.id, after, batchSize);
    if (marks.length === 0) return;
    const { plans } = await planComments(context, marks);
    const writes = plans.flatMap((plan) => plan.writes);
    census.takeWrites('comments', await unexpected(context, writes));
    after = marks.at(-1) ?? null;
    await breathe(context);
  }
}

/**
 * The same for attachments. What only the content of files can tell is read for it: each is read once in its life, so the plan
 * that is carried out finds it known.
 */
export async function countAttachments(context: RunContext, census: PlanCensus): Promise<void> {
  const { store, profile } = context;
  if (!profile.attachments) return;
  for (let after: RecordKey | null = null; ; ) {
    const marks: readonly RecordKey[] = await store.attachments.dirty(profile.id, after, batchSize);
    if (marks.length === 0) return;
    await digestAttachments(context, (await loadAttachments(context, marks)).items);
    const { plans } = planAttachments(context, await loadAttachments(context, marks));
    const writes = plans.flatMap((plan) => plan.writes);
    census.takeWrites('attachments', await unexpected(context, writes));
    after = marks.at(-1) ?? null;
    await breathe(context);
  }
}

interface Write {
  readonly kind: string;
  readonly endpoint: EndpointId;
  readonly record: RemoteId | null;
}

/** Without what goes with a record that this very run made or paired: those records were counted. */
async function unexpected<W extends Write>({ store, run }: RunContext, writes: readonly W[]): Promise<readonly W[]> {
  const young = new Set<string>();
  const isNew = ({ kind }: W): boolean => kind !== 'update' && kind !== 'delete';
  for (const [endpoint, own] of Map.groupBy(writes.filter(isNew), (write) => write.endpoint)) {
    const links = await store.links.byRemote(
      endpoint,
      own.flatMap(({ record }) => record ?? []),
    );
    for (const link of links) if (link.evidence?.run === run) young.add(keyOf(endpoint, link.remoteId));
  }
  return writes.filter((write) => !isNew(write) || !young.has(keyOf(write.endpoint, write.record ?? '')));
}
