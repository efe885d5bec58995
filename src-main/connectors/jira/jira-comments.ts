import type { CommentsConnector, RecordComments, RemoteComment } from '../../../src-shared/connector/comments.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { beforeWriting } from '../kit/applied.ts';
import { inParallel } from '../kit/in-parallel.ts';
import type { JiraClient } from './jira-client.ts';
import { isoTime } from './jira-time.ts';
import type { Comment } from './jira-wire.ts';
import { commentCountSchema } from './jira-wire.ts';
import { identityOf, propertyOf } from './marker.ts';
import { readByIds } from './read-issues.ts';

/** Issues whose comments are read at once. */
const atOnce = 4;

export function createJiraComments(client: JiraClient, ownId: () => Promise<string>): CommentsConnector {
  const { deployment } = client;
  const toComment = (comment: Comment, own: string): RemoteComment => ({
    id: comment.id,
    author: comment.author?.displayName || comment.author?.name || 'Anonymous',
    isOwn: comment.author ? deployment.userValue(comment.author) === own : false,
    createdAt: isoTime(comment.created),
    text: comment.body === null || comment.body === undefined ? '' : deployment.text.toMarkdown(comment.body),
    isInternal: isInternal(comment),
    identity: identityOf(comment),
  });
  const readOne = async (record: RemoteId): Promise<RecordComments | null> => {
    const [comments, own] = [await client.comments(record), await ownId()];
    return comments && { record, comments: comments.map((comment) => toComment(comment, own)) };
  };

  return {
    read: async (_, records) => {
      const counts = await countComments(client, records);
      const speaking = records.filter((record) => (counts.get(record) ?? 1) > 0);
      const found = await inParallel(speaking, atOnce, readOne);
      const silent = records.filter((record) => counts.get(record) === 0);
      return [...found.filter((one) => one !== null), ...silent.map((record) => ({ record, comments: [] }))];
    },

    find: async (_, record, identity) =>
      ((await readOne(record))?.comments ?? []).filter((comment) => comment.identity === identity),

    create: async ({ record, identity, text }) => {
      const own = await beforeWriting(ownId());
      const body = deployment.text.fromMarkdown(text, null);
      const made = await client.createComment(record, { body, properties: [propertyOf(identity)] });
      return toComment({ ...made, properties: made.properties ?? [propertyOf(identity)] }, own);
    },

    update: async ({ record, id, text }) => {
      const own = await beforeWriting(ownId());
      const before = (await beforeWriting(client.comments(record)))?.find((comment) => comment.id === id);
      if (before === undefined) throw gone();
      const body = deployment.text.fromMarkdown(text, before.body ?? null);
      // Jira takes a restriction away that is not sent again.
      const { visibility } = before;
      const kept = visibility === undefined || visibility === null ? {} : { visibility };
      const updated = await client.editComment(record, id, { body, ...kept });
      return toComment({ ...updated, properties: updated.properties ?? before.properties }, own);
    },

    remove: ({ record, id }) => client.deleteComment(record, id),
  };
}

/** Restricted to a group or a role, or, in Jira Service Management, kept from the customer. */
function isInternal({ visibility, jsdPublic, properties }: Comment): boolean {
  if (visibility !== undefined && visibility !== null) return true;
  if (jsdPublic === false) return true;
  const portal = (properties ?? []).find(({ key }) => key === 'sd.public.comment')?.value;
  return typeof portal === 'object' && portal !== null && 'internal' in portal && portal.internal === true;
}

/** How many comments each issue has, so that only those with some are asked for them; not there: gone. */
async function countComments(
  client: JiraClient,
  records: readonly RemoteId[],
): Promise<ReadonlyMap<RemoteId, number | undefined>> {
  if (records.length === 1) return new Map();
  const counts = new Map<RemoteId, number | undefined>(records.map((record) => [record, -1]));
  for (const [id, issue] of await readByIds(client, records, ['comment'])) {
    counts.set(id, commentCountSchema.safeParse(issue).data?.fields.comment?.total);
  }
  return counts;
}

function gone(): TaskSyncError {
  return new TaskSyncError('not-found', 'A comment is not in Jira any more. Nothing was changed.', { applied: 'no' });
}
