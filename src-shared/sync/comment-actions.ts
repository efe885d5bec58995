import type { Action } from '../domain/action.ts';
import { commentsField } from '../domain/comment.ts';
import { here, type Origin } from '../domain/ids.ts';
import type { CommentPlan } from './comment-rules.ts';

/** Comments are shown as changes of the field `comments`, each on its own. */
export function commentActions({ task, title, changes, writes }: CommentPlan): readonly Action[] {
  const action = (at: Origin, before: string | null, after: string | null, from: Origin): Action => ({
    ...{ kind: 'update', task, title, at, remoteId: null, from },
    fields: [{ field: commentsField, before, after }],
  });
  return [
    ...changes.map(({ kind, comment: { text, origin } }) =>
      action(here, null, kind === 'delete' ? null : text, origin ?? here),
    ),
    ...writes.map(({ kind, endpoint, before, text, comment: { origin } }) =>
      action(endpoint, before, kind === 'delete' ? null : text, origin ?? here),
    ),
  ];
}
