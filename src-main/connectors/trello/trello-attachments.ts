import type {
  AttachmentsConnector,
  RecordAttachments,
  RemoteAttachment,
} from '../../../src-shared/connector/attachments.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { afterWriting } from './applied.ts';
import { fewAtOnce } from './few-at-once.ts';
import { everyPage } from './pull-cards.ts';
import type { TrelloClient } from './trello-client.ts';
import { mostInBatch } from './trello-client.ts';
import type { Attachment, Member } from './trello-wire.ts';

/** Files and addresses at a card. */
export function createTrelloAttachments(
  client: TrelloClient,
  ownId: () => Promise<string>,
  membersOf: (board: string) => Promise<readonly Member[]>,
): AttachmentsConnector {
  const convert = async (board: string, attachments: readonly Attachment[]): Promise<readonly RemoteAttachment[]> => {
    if (attachments.length === 0) return [];
    const [own, members] = [await ownId(), await membersOf(board)];
    return [...attachments]
      .sort((a, b) => a.date.localeCompare(b.date) || a.id.localeCompare(b.id))
      .map((attachment) => toAttachment(attachment, own, members));
  };
  const convertOne = async (board: string, attachment: Attachment): Promise<RemoteAttachment> => {
    const [own, members] = [await ownId(), await membersOf(board)];
    return toAttachment(attachment, own, members);
  };

  return {
    read: async (container, records) => {
      if (records.length > mostInBatch) {
        const all = await everyPage(
          (query) => client.attachmentsOnBoard(container, query),
          ({ id }) => id,
        );
        const wanted = new Set(records);
        return fewAtOnce(
          all.filter(({ id }) => wanted.has(id)),
          async ({ id, attachments }) => ({ record: id, attachments: await convert(container, attachments) }),
        );
      }
      const found = await fewAtOnce(records, async (record): Promise<RecordAttachments | null> => {
        const attachments = await client.attachments(record);
        return attachments && { record, attachments: await convert(container, attachments) };
      });
      return found.filter((one) => one !== null);
    },

    open: async ({ record, id, maxBytes }) => {
      const attachment = await client.attachment(record, id);
      if (!attachment.isUpload)
        throw new TaskSyncError('not-found', 'This attachment of a card is an address, no file.');
      return client.download(record, id, fileNameOf(attachment), maxBytes);
    },

    create: async ({ container, record, name, mediaType, content }) => {
      const made = await client.upload(record, name, mediaType, content);
      return afterWriting(convertOne(container, made));
    },

    link: async ({ container, record, name, url }) => {
      const made = await client.link(record, name, url);
      return afterWriting(convertOne(container, made));
    },

    remove: ({ record, id }) => client.deleteAttachment(record, id),
  };
}

function toAttachment(attachment: Attachment, own: string, members: readonly Member[]): RemoteAttachment {
  const { id, isUpload, name, mimeType, bytes, url, idMember, date } = attachment;
  const author = members.find((member) => member.id === idMember);
  return {
    id,
    kind: isUpload ? 'file' : 'link',
    name,
    mediaType: mimeType || null,
    size: isUpload ? bytes : null,
    sha256: null,
    url,
    author: author?.fullName || author?.username || 'Somebody at Trello',
    isOwn: idMember === own,
    createdAt: new Date(date).toISOString(),
  };
}

/** Trello stores a file under a name of its own, which is the end of its address. */
function fileNameOf({ url, name }: Attachment): RemoteId {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || name;
  } catch {
    return last;
  }
}
