import type { AttachmentLink } from '../../../src-shared/domain/attachment.ts';
import { type TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import type { AttachmentItem } from '../../../src-shared/sync/attachment-rules.ts';
import { mayBeEqual } from '../../../src-shared/sync/equal-files.ts';
import { digestOf } from './file-content.ts';
import { attachmentsAt } from './read-attachments.ts';
import { placeOf, type RunContext } from './run-context.ts';

/** A file that could not be read, so that nothing is decided about it. */
export interface Unread {
  readonly item: AttachmentItem;
  readonly link: AttachmentLink;
  readonly error: TaskSyncError;
}

/**
 * Reads the files of which only their content can tell whether they are the same (`mayBeEqual`), each once in its life: what
 * was found out is stored at once. Nothing of a file is kept.
 * @returns those that could not be read
 */
export async function digestAttachments(
  context: RunContext,
  items: readonly AttachmentItem[],
): Promise<readonly Unread[]> {
  const { attachments } = context.profile;
  if (attachments?.mode !== 'copy') return [];
  const unread: Unread[] = [];
  for (const item of items) {
    for (const link of mayBeEqual(item.links, attachments.maxBytes)) {
      if (link.observation.sha256 !== null) continue;
      context.signal.throwIfAborted();
      const error = await digest(context, link);
      if (error) unread.push({ item, link, error });
    }
  }
  return unread;
}

async function digest(context: RunContext, link: AttachmentLink): Promise<TaskSyncError | null> {
  const { endpoint, record, remoteId, observation } = link;
  const place = placeOf(context, endpoint);
  const door = place && attachmentsAt(context.profile, place);
  if (!place || !door || observation.size === null) return null;
  if (place.failure) return place.failure;
  const { name, size } = observation;
  const request = { container: place.endpoint.container, record, id: remoteId, name, maxBytes: size };
  try {
    const sha256 = await digestOf(size, () => door.open(request));
    await context.store.transaction('attachment-digest', (tx) =>
      tx.attachments.putLinks([{ ...link, observation: { ...observation, sha256 } }]),
    );
    return null;
  } catch (error) {
    context.signal.throwIfAborted();
    return toTaskSyncError(error);
  }
}
