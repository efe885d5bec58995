import type { RecordComments, RemoteComment } from '../../../src-shared/connector/comments.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';

export interface MemoryComment {
  readonly id: RemoteId;
  readonly record: RemoteId;
  readonly author: string;
  readonly createdAt: number;
  readonly text: string;
  readonly isInternal: boolean;
  readonly identity: string | null;
}

/** One write of a comment that was really carried out, whatever became of its answer. */
export interface MemoryCommentWrite {
  readonly operation: 'create' | 'update' | 'remove';
  /** `sync` through the connector, otherwise the person. */
  readonly by: string;
  readonly id: RemoteId;
  readonly record: RemoteId;
  readonly identity: string | null;
  readonly text: string;
}

/** The comments of all records, and the log that knows every write. */
export interface MemoryComments {
  readonly log: readonly MemoryCommentWrite[];
  /** @param stale as a lagging replica has them: without the last write */
  of(record: RemoteId, stale?: boolean): RecordComments;
  get(id: RemoteId): MemoryComment | undefined;
  put(comment: MemoryComment, by: string): RemoteComment;
  remove(comment: MemoryComment, by: string): void;
  /** They go with their record. */
  drop(record: RemoteId): void;
}

/** @param own the name by which the account that is signed in is known */
export function createMemoryComments(own: string, trims: () => boolean): MemoryComments {
  const comments = new Map<RemoteId, MemoryComment>();
  const before = new Map<RemoteId, readonly MemoryComment[]>();
  const log: MemoryCommentWrite[] = [];
  const now = (record: RemoteId): readonly MemoryComment[] =>
    [...comments.values()].filter((comment) => comment.record === record);
  const note = (operation: MemoryCommentWrite['operation'], by: string, comment: MemoryComment): void => {
    const { id, record, identity, text } = comment;
    before.set(record, now(record));
    log.push({ operation, by, id, record, identity, text });
  };
  const show = ({ record: _, createdAt, ...comment }: MemoryComment): RemoteComment => ({
    ...comment,
    isOwn: comment.author === own,
    createdAt: new Date(createdAt).toISOString(),
  });
  return {
    log,
    of: (record, stale = false) => ({
      record,
      comments: (stale ? (before.get(record) ?? []) : now(record)).map(show),
    }),
    get: (id) => comments.get(id),
    put: (given, by) => {
      note(comments.has(given.id) ? 'update' : 'create', by, given);
      const comment = trims() ? { ...given, text: given.text.trim() } : given;
      comments.set(comment.id, comment);
      return show(comment);
    },
    remove: (comment, by) => {
      note('remove', by, comment);
      comments.delete(comment.id);
    },
    drop: (record) => {
      for (const { id } of now(record)) comments.delete(id);
      before.delete(record);
    },
  };
}
