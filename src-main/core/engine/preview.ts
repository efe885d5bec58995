import type { EndpointId } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Progress } from '../../../src-shared/domain/run.ts';
import type { TaskSyncError } from '../../../src-shared/errors.ts';
import { limitScripts } from '../../../src-shared/rules/limit-scripts.ts';
import type { AttachmentPlan } from '../../../src-shared/sync/attachment-rules.ts';
import type { CommentPlan } from '../../../src-shared/sync/comment-rules.ts';
import type { CoreOptions } from '../core.ts';
import { isDoubtful } from '../store/restored.ts';
import type { RecordKey } from '../store/store.ts';
import { digestAttachments } from './digest-attachments.ts';
import { loadAttachments, planAttachments } from './make-attachment-plans.ts';
import { planComments } from './make-comment-plans.ts';
import { type MadePlan, makePlan, type PlannedItem } from './make-plan.ts';
import { keyOf } from './marked-items.ts';
import { observe } from './observe.ts';
import { openPlaces } from './open-places.ts';
import { proposeTwins } from './propose-twins.ts';
import { createReporter } from './report-progress.ts';
import type { RunContext } from './run-context.ts';
import { skippedTasks } from './skipped-tasks.ts';

/** What a run would do, with the comments and attachments that go with it. */
export interface Preview extends MadePlan {
  readonly comments: readonly CommentPlan[];
  readonly attachments: readonly AttachmentPlan[];
  /** Endpoints that could not be read now: what is said of them is as they were read last. */
  readonly failures: readonly { readonly endpoint: EndpointId; readonly error: TaskSyncError }[];
}

export interface PreviewRequest {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Steps 1 to 3 of a run with the same functions, so that it cannot lie; then it stops. The HTTP layer refuses every method
 * that writes. What was read is kept as observations, so that the run that follows starts from the same picture.
 */
export async function previewSync(
  options: CoreOptions,
  profile: Profile,
  { signal, onProgress }: PreviewRequest,
): Promise<Preview> {
  const { report, onWait } = createReporter({ run: 'preview', profile, onProgress, clock: options.ports.clock });
  const context: RunContext = {
    store: options.store,
    ports: options.ports,
    profile,
    run: 'preview',
    signal,
    byHand: true,
    places: await openPlaces(options, profile, { signal, mode: 'preview', isAwaited: () => true, onWait }),
    skipped: new Set((await skippedTasks(options.store, profile.id)).keys()),
    scripts: limitScripts(options.ports.scripts),
    isPastLost: await isDoubtful(options.store, profile.id),
    report,
  };
  await Promise.all(context.places.map((place) => observe(context, place)));
  const failures = context.places.flatMap(({ endpoint, failure, schema }) =>
    failure ? [{ endpoint: endpoint.id, error: failure, isKnown: schema !== null }] : [],
  );
  const [first] = failures;
  // Nothing was ever read of any of them, so there is nothing to show.
  if (first && failures.length === context.places.length && failures.every(({ isKnown }) => !isKnown))
    throw first.error;
  await proposeTwins(context);
  const made = await makePlan(context);
  return {
    ...made,
    comments: await previewComments(context, made),
    attachments: await previewAttachments(context, made),
    failures,
  };
}

/** Records of which a preview shows the comments and attachments. */
const mostRecords = 2_000;

/** The comments that follow from the plan, as if it were committed already. */
async function previewComments(context: RunContext, made: MadePlan): Promise<readonly CommentPlan[]> {
  const marks = await context.store.comments.dirty(context.profile.id, null, mostRecords);
  if (marks.length === 0) return [];
  return (await planComments(context, marks, await plannedOf(made, marks))).plans;
}

/** The same for attachments; files that have to be compared are read, as in a run. */
async function previewAttachments(context: RunContext, made: MadePlan): Promise<readonly AttachmentPlan[]> {
  const marks = await context.store.attachments.dirty(context.profile.id, null, mostRecords);
  if (marks.length === 0) return [];
  const planned = await plannedOf(made, marks);
  await digestAttachments(context, (await loadAttachments(context, marks, planned)).items);
  return planAttachments(context, await loadAttachments(context, marks, planned)).plans;
}

/** What the plan makes of the tasks of some records. */
async function plannedOf(made: MadePlan, marks: readonly RecordKey[]): Promise<readonly PlannedItem[]> {
  const marked = new Set(marks.map(({ endpoint, record }) => keyOf(endpoint, record)));
  const planned: PlannedItem[] = [];
  for await (const batch of made.batches()) {
    const isMarked = ({ item }: PlannedItem): boolean =>
      item.links.some(({ endpoint, remoteId }) => marked.has(keyOf(endpoint, remoteId)));
    planned.push(...batch.filter(isMarked));
  }
  return planned;
}
