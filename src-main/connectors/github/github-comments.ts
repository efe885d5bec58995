import type { CommentsConnector, RecordComments, RemoteComment } from '../../../src-shared/connector/comments.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { beforeWriting } from '../kit/applied.ts';
import { withMarker, withoutMarker } from '../kit/hidden-marker.ts';
import { inParallel } from '../kit/in-parallel.ts';
import { momentWithin } from '../kit/whole-seconds.ts';
import { fromForge, mergeIntoForge, toForge } from '../rich-text/forge/forge-text.ts';
import type { CommentRequests } from './comment-requests.ts';
import type { CommentShelf } from './comment-shelf.ts';
import { createCommentShelf } from './comment-shelf.ts';
import { readsAtOnce } from './get-issues.ts';
import type { Comment } from './github-wire.ts';
import type { ShownIssues } from './pull-issues.ts';
import type { Repositories } from './repositories.ts';

export interface GithubComments extends CommentsConnector {
  /** Issues as a page of a pull shows them, right before their comments are read: they say how many those are. */
  note(container: string, shown: ShownIssues): void;
}

interface Noted {
  readonly comments: number;
  readonly updatedAt: string;
  /** Changed in this very second: another comment in it would not show as a change. */
  readonly isYoung: boolean;
  /** All its comments are younger than that; null: so is everything. Absent: some may be older. */
  readonly since?: string | null;
}

/** So many commented issues at once, all of whose comments are new to us, are worth looking through the comments of the whole repository. */
const manyIssues = 10;

export function createGithubComments(
  requests: CommentRequests,
  repositories: Repositories,
  ownId: () => Promise<number>,
): GithubComments {
  const noted = new Map<string, Map<RemoteId, Noted>>();
  const shelves = new Map<string, CommentShelf>();

  const toComment = (comment: Comment, own: number): RemoteComment => {
    const { text, identity } = withoutMarker(comment.body ?? '');
    return {
      id: String(comment.id),
      author: comment.user?.login ?? 'ghost',
      isOwn: comment.user?.id === own,
      createdAt: momentWithin(comment.created_at, comment.id),
      text: fromForge(text),
      isInternal: false,
      identity,
    };
  };
  const readOne = async (container: string, record: RemoteId): Promise<readonly Comment[] | null> => {
    const found = await repositories.ask(
      container,
      (name) => requests.ofIssue(name, record),
      (answer) => answer === 'moved',
    );
    return typeof found === 'string' ? null : found;
  };
  /** A note holds for one reading: after that there may be more. */
  const takeNote = (container: string, record: RemoteId): Noted | undefined => {
    const note = noted.get(container)?.get(record);
    noted.get(container)?.delete(record);
    return note;
  };

  return {
    note: (container, { issues, now, since, isStart }) => {
      if (isStart) shelves.delete(container);
      const notes = issues.map(({ number, comments, updated_at: updatedAt, created_at }): [RemoteId, Noted] => {
        const isYoung = now - Date.parse(updatedAt) < 2_000;
        // Only where they are all on the shelf does their number say that none of them was deleted since.
        const isNew = since === null || created_at >= since;
        return [String(number), { comments, updatedAt, isYoung, ...(isNew && { since }) }];
      });
      noted.set(container, new Map(notes));
    },

    read: async (container, records) => {
      const own = await ownId();
      const notes = new Map(records.map((record) => [record, takeNote(container, record)]));
      const commented = [...notes.values()].filter((note) => note?.since !== undefined && note.comments > 0);
      let shelf: CommentShelf | undefined;
      if (commented.length >= manyIssues) {
        shelf =
          shelves.get(container) ??
          createCommentShelf(requests, repositories.nameOf(container), commented[0]?.since ?? null);
        shelves.set(container, shelf);
        const until =
          commented
            .map((note) => note?.updatedAt ?? '')
            .sort()
            .at(-1) ?? '';
        await shelf.advance(until, commented.length);
      }
      const found = await inParallel(records, readsAtOnce, async (record): Promise<RecordComments | null> => {
        const note = notes.get(record);
        const shelved = note?.since === undefined ? [] : (shelf?.take(record) ?? []);
        // As many as the issue says are all of them; no others can be among them.
        const all = note?.comments === shelved.length && !note.isYoung ? shelved : await readOne(container, record);
        if (all === null) return null;
        const comments = all.map((comment) => toComment(comment, own));
        return { record, comments, ...(note?.isYoung ? { mayGrow: true } : {}) };
      });
      return found.filter((one) => one !== null);
    },

    find: async (container, record, identity) => {
      const own = await ownId();
      const all = (await readOne(container, record)) ?? [];
      return all.map((comment) => toComment(comment, own)).filter((comment) => comment.identity === identity);
    },

    create: async ({ container, record, identity, text }) => {
      const [own, { full_name }] = await beforeWriting(Promise.all([ownId(), repositories.get(container)]));
      noted.get(container)?.delete(record);
      const made = await requests.create(full_name, record, withMarker(toForge(text), identity));
      if (made !== 'moved') return toComment(made, own);
      throw new TaskSyncError(
        'not-found',
        `Issue #${record} was moved to another repository, so a comment was not written to it. Nothing was changed.`,
        { applied: 'no' },
      );
    },

    update: async ({ container, record, id, text }) => {
      const [own, { full_name }] = await beforeWriting(Promise.all([ownId(), repositories.get(container)]));
      const current = await beforeWriting(requests.one(full_name, id));
      if (current === null) {
        throw new TaskSyncError('not-found', `A comment on issue #${record} is not at GitHub any more.`);
      }
      const before = withoutMarker(current.body ?? '');
      const body = withMarker(mergeIntoForge(before.text, text), before.identity);
      return toComment(await requests.update(full_name, id, body), own);
    },

    remove: async ({ container, id }) => {
      const { full_name } = await beforeWriting(repositories.get(container));
      await requests.remove(full_name, id);
    },
  };
}
