import type { CommentsConnector, RecordComments, RemoteComment } from '../../../src-shared/connector/comments.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { beforeWriting } from '../kit/applied.ts';
import { withMarker, withoutMarker } from '../kit/hidden-marker.ts';
import { inParallel } from '../kit/in-parallel.ts';
import { momentWithin } from '../kit/whole-seconds.ts';
import { fromForge, mergeIntoForge, toForge } from '../rich-text/forge/forge-text.ts';
import type { GiteaClient } from './gitea-client.ts';
import type { Comment, Issue } from './gitea-wire.ts';

/** Issues whose comments are read at once. */
const atOnce = 4;

export interface GiteaComments extends CommentsConnector {
  /** Issues as a page of a pull shows them, right before their comments are read: most have none. */
  note(container: string, issues: readonly Issue[]): void;
}

export function createGiteaComments(client: GiteaClient, ownId: () => Promise<number>): GiteaComments {
  const silent = new Map<string, Set<RemoteId>>();
  const toComment = (comment: Comment, own: number): RemoteComment => {
    const { text, identity } = withoutMarker(comment.body ?? '');
    return {
      id: String(comment.id),
      author: comment.user?.full_name || comment.user?.login || 'Ghost',
      isOwn: comment.user?.id === own,
      createdAt: momentWithin(comment.created_at, comment.id),
      text: fromForge(text),
      isInternal: false,
      identity,
    };
  };
  const readOne = async (container: string, record: RemoteId): Promise<RecordComments | null> => {
    const [own, found] = [await ownId(), await client.comments(container, record)];
    if (found === null) return null;
    const inOrder = [...found].sort((a, b) => a.id - b.id);
    return { record, comments: inOrder.map((comment) => toComment(comment, own)) };
  };

  return {
    note: (container, issues) => {
      const none = issues.filter(({ comments }) => comments === 0).map(({ number }) => String(number));
      silent.set(container, new Set(none));
    },

    read: async (container, records) => {
      const found = await inParallel(records, atOnce, async (record): Promise<RecordComments | null> => {
        // A note holds for one reading: after that there may be some. One more is another version of the issue.
        const isSilent = silent.get(container)?.delete(record) === true;
        return isSilent ? { record, comments: [] } : readOne(container, record);
      });
      return found.filter((one) => one !== null);
    },

    find: async (container, record, identity) =>
      ((await readOne(container, record))?.comments ?? []).filter((comment) => comment.identity === identity),

    create: async ({ container, record, identity, text }) => {
      const own = await beforeWriting(ownId());
      silent.get(container)?.delete(record);
      return toComment(await client.createComment(container, record, withMarker(toForge(text), identity)), own);
    },

    update: async ({ container, record, id, text }) => {
      const own = await beforeWriting(ownId());
      const current = (await beforeWriting(client.comments(container, record)))?.find((one) => String(one.id) === id);
      const before = withoutMarker(current?.body ?? '');
      const body = withMarker(mergeIntoForge(before.text, text), before.identity);
      return toComment(await client.updateComment(container, id, body), own);
    },

    remove: ({ container, id }) => client.deleteComment(container, id),
  };
}
