import type { Action } from '../domain/action.ts';
import { attachmentsField } from '../domain/attachment.ts';
import { here, type Origin } from '../domain/ids.ts';
import type { AttachmentPlan } from './attachment-rules.ts';

/** Attachments are shown by their names, as changes of the field `attachments`, each on its own. */
export function attachmentActions({ task, title, changes, writes }: AttachmentPlan): readonly Action[] {
  const action = (at: Origin, isDeleted: boolean, name: string, from: Origin): Action => ({
    ...{ kind: 'update', task, title, at, remoteId: null, from },
    fields: [{ field: attachmentsField, before: isDeleted ? name : null, after: isDeleted ? null : name }],
  });
  return [
    ...changes.flatMap(({ kind, attachment: { name, origin } }) =>
      kind === 'update' ? [] : [action(here, kind === 'delete', name, origin)],
    ),
    ...writes.map(({ kind, endpoint, attachment: { name, origin } }) =>
      action(endpoint, kind === 'delete', name, origin),
    ),
  ];
}
