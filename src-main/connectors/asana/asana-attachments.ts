import type {
  AttachmentsConnector,
  RecordAttachments,
  RemoteAttachment,
} from '../../../src-shared/connector/attachments.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { beforeWriting } from './applied.ts';
import type { AsanaClient } from './asana-client.ts';
import type { Attachment, Named, Story } from './asana-wire.ts';
import { openFile } from './download.ts';
import { inParallel } from './in-parallel.ts';
import { fileForm, linkForm } from './multipart.ts';
import { createOwnId } from './own-id.ts';

/** The files of a task, and the addresses among them: what is kept at another service is an address here. */
export function createAsanaAttachments(client: AsanaClient, context: ConnectContext): AttachmentsConnector {
  const ownId = createOwnId(client);
  const toAttachment = (attachment: Attachment, by: Named | null, own: string): RemoteAttachment => {
    const isFile = attachment.resource_subtype === 'asana';
    return {
      id: attachment.gid,
      kind: isFile ? 'file' : 'link',
      name: attachment.name,
      mediaType: null,
      size: isFile ? attachment.size : null,
      sha256: null,
      // What is downloaded has an address for two minutes only.
      url: isFile ? attachment.permanent_url : (attachment.view_url ?? attachment.permanent_url),
      author: by?.name ?? 'Somebody',
      isOwn: by?.gid === own,
      createdAt: new Date(attachment.created_at).toISOString(),
    };
  };
  const readOne = async (record: RemoteId): Promise<RecordAttachments | null> => {
    const attachments = await client.attachments(record);
    if (attachments === null) return null;
    if (attachments.length === 0) return { record, attachments: [] };
    const [stories, own] = [(await client.stories(record)) ?? [], await ownId()];
    const by = addedBy(stories);
    const inOrder = [...attachments].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
    return { record, attachments: inOrder.map((one) => toAttachment(one, by.get(one.gid) ?? null, own)) };
  };

  return {
    read: async (_, records) => (await inParallel(records, readOne)).filter((one) => one !== null),

    open: async ({ record, id, maxBytes }) => {
      const attachment = await client.attachment(id);
      if (attachment?.download_url == null) throw gone(record);
      return openFile(context, attachment.download_url, maxBytes);
    },

    create: async ({ record, name, mediaType, content }) => {
      const me = await beforeWriting(client.me());
      const made = await client.createAttachment(fileForm(record, name, mediaType, content));
      return { ...toAttachment(made, me, me.gid), sha256: content.sha256() };
    },

    link: async ({ record, name, url }) => {
      const me = await beforeWriting(client.me());
      return toAttachment(await client.createAttachment(linkForm(record, name, url)), me, me.gid);
    },

    remove: ({ id }) => client.deleteAttachment(id),
  };
}

/**
 * An attachment does not say who added it, but its task's history does, naming it by the address of its asset. Where it does
 * not, nobody is named, and the attachment counts as somebody else's.
 */
function addedBy(stories: readonly Story[]): ReadonlyMap<RemoteId, Named> {
  const by = new Map<RemoteId, Named>();
  for (const { resource_subtype, created_by, text, html_text } of stories) {
    if (resource_subtype !== 'attachment_added' || created_by === null) continue;
    for (const [, id = ''] of `${text ?? ''} ${html_text ?? ''}`.matchAll(/asset_id=(\d+)/g)) by.set(id, created_by);
  }
  return by;
}

function gone(record: RemoteId): TaskSyncError {
  return new TaskSyncError('not-found', `A file of task ${record} is not in Asana any more, or cannot be read there.`, {
    facts: { task: record },
  });
}
