import type {
  AttachmentsConnector,
  Content,
  RecordAttachments,
  RemoteAttachment,
} from '../../../src-shared/connector/attachments.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { httpDate } from '../../../src-shared/http/http-date.ts';
import { afterWriting, beforeWriting } from '../kit/applied.ts';
import { once } from '../kit/once.ts';
import { momentWithin } from '../kit/whole-seconds.ts';
import { issuesOf } from './pull-issues.ts';
import type { RedmineClient } from './redmine-client.ts';
import { pageSize } from './redmine-client.ts';
import type { Attachment } from './redmine-wire.ts';

/** The files of an issue. Redmine lists those of many issues in one answer. */
export function createRedmineAttachments(client: RedmineClient): AttachmentsConnector {
  const ownId = once(async () => (await client.me()).id);
  const toAttachment = (attachment: Attachment, own: number): RemoteAttachment => ({
    id: String(attachment.id),
    kind: 'file',
    name: attachment.filename,
    mediaType: attachment.content_type,
    size: attachment.filesize,
    sha256: null,
    // Its page, where a person sees and downloads it.
    url: new URL(`attachments/${attachment.id}`, client.base).href,
    author: attachment.author?.name ?? 'Anonymous',
    isOwn: attachment.author?.id === own,
    createdAt: momentWithin(attachment.created_on, attachment.id),
  });
  const read = async (container: string, records: readonly RemoteId[]): Promise<readonly RecordAttachments[]> => {
    const query = { ...issuesOf(container), issue_id: records.join(','), sort: 'id', limit: pageSize };
    const [{ issues, headers }, own] = [await client.attachments(query), await ownId()];
    const now = httpDate(headers['date']) ?? Number.POSITIVE_INFINITY;
    return issues.map(({ id, updated_on, attachments }) => {
      const inOrder = (attachments ?? []).toSorted((a, b) => a.id - b.id);
      // Changed in this very second: another file in it would not show as a change.
      const isYoung = now - Date.parse(updated_on) < 2_000;
      const files = inOrder.map((attachment) => toAttachment(attachment, own));
      return { record: String(id), attachments: files, ...(isYoung ? { mayGrow: true } : {}) };
    });
  };

  return {
    read,

    open: ({ id, name, maxBytes }) => client.download(id, name, maxBytes),

    create: async ({ container, record, name, mediaType, content }) => {
      // What is uploaded shows nowhere until the issue takes it, which is one small request.
      const token = await beforeWriting(client.upload(name, mediaType, content));
      const { id, sha256 } = readToken(token, content);
      await client.updateIssue(record, { uploads: [{ token, filename: name, content_type: mediaType }] });
      const [issue] = await afterWriting(read(container, [record]));
      const made = issue?.attachments.find((attachment) => attachment.id === id);
      if (made) return { ...made, sha256 };
      // Without the permission Redmine takes the request, says nothing, and keeps nothing.
      throw new TaskSyncError(
        'forbidden',
        `Redmine did not take a file for issue #${record}. It stays where it is. The account that is signed in may lack the permission to add files.`,
        { facts: { issue: record } },
      );
    },

    remove: ({ id }) => client.deleteAttachment(id),
  };
}

/**
 * `<id>.<digest>`, with SHA-256 since Redmine 4.0 and MD5 before.
 * @throws `invalid-response` when what Redmine received is not what was sent
 */
function readToken(token: string, content: Content): { readonly id: string; readonly sha256: string | null } {
  const [id = '', digest = ''] = token.split('.');
  const sha256 = /^[0-9a-f]{64}$/.test(digest) ? digest : null;
  if (sha256 === null || sha256 === content.sha256()) return { id, sha256 };
  throw new TaskSyncError(
    'invalid-response',
    'A file arrived damaged at Redmine, so it was not put to its issue. It is sent again later.',
  );
}
