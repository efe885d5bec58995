import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import { commentsField } from '../../../src-shared/domain/comment.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import { compareComments } from '../../../src-shared/sync/compare-comments.ts';
import type { FieldDifference } from '../../../src-shared/sync/compare-record.ts';
import { loadItems } from './load-items.ts';
import { commentPlaces, loadCommentItems } from './make-comment-plans.ts';
import { readComments } from './read-comments.ts';
import type { Place, RunContext } from './run-context.ts';

export interface VerifiedComments {
  /** Proven to say the same on both sides. */
  readonly equal: number;
  readonly differences: readonly { readonly link: Link; readonly difference: FieldDifference }[];
}

/**
 * Reads the comments of some records again and compares them with their bases and with ours (L11). Repairs nothing, and
 * stores nothing of what it read.
 * @param links of the records that are in step
 */
export async function verifyComments(
  context: RunContext,
  place: Place,
  records: readonly RemoteTask[],
  links: readonly Link[],
): Promise<VerifiedComments> {
  const byRecord = new Map(links.map((link) => [link.remoteId, link]));
  const reading = await readComments(
    context,
    place,
    records.filter(({ id }) => byRecord.has(id)),
  );
  const places = commentPlaces(context);
  const own = places.find(({ endpoint }) => endpoint === place.endpoint.id);
  if (!reading || !own) return { equal: 0, differences: [] };
  const { store } = context;
  const { id: endpoint } = place.endpoint;
  const tasks = links.map(({ task }) => task);
  const stored = (await loadItems(store, tasks)).filter(({ task }) => task !== null);
  const items = new Map((await loadCommentItems(context, places, stored)).map((item) => [item.task, item]));
  const dirty = await store.comments.dirtyAmong(endpoint, [...byRecord.keys()]);
  const ops = (await store.comments.opsByTasks(tasks)).filter((op) => op.endpoint === endpoint);
  const problems = (await store.problems.open({ tasks })).filter(
    (problem) => problem.endpoint === endpoint && problem.field === commentsField,
  );
  const absent = new Set([...reading.deleted, ...reading.doubted.map(({ id }) => id)]);
  const differences: VerifiedComments['differences'][number][] = [];
  let equal = 0;
  for (const { record, comments } of reading.records) {
    const link = byRecord.get(record);
    const item = link && items.get(link.task);
    if (!link || !item) continue;
    const isOfTask = ({ task }: { readonly task: string | null }): boolean => task === link.task;
    const found = compareComments(item, places, own, {
      comments,
      absent,
      isWaiting: dirty.has(record) || ops.some(isOfTask),
      hasProblem: problems.some(isOfTask),
    });
    equal += found.equal;
    for (const difference of found.differences) differences.push({ link, difference });
  }
  return { equal, differences };
}
