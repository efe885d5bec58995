import type { AttachmentsConnector, RemoteAttachment } from '../../../src-shared/connector/attachments.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { beforeWriting } from '../kit/applied.ts';
import { noBytes } from '../kit/limited-stream.ts';
import { multipart } from '../kit/multipart.ts';
import { openElsewhere } from '../kit/open-elsewhere.ts';
import type { JiraClient } from './jira-client.ts';
import { isoTime } from './jira-time.ts';
import type { Attachment } from './jira-wire.ts';
import { withAttachmentsSchema } from './jira-wire.ts';
import { readByIds } from './read-issues.ts';

export function createJiraAttachments(
  client: JiraClient,
  context: ConnectContext,
  ownId: () => Promise<string>,
): AttachmentsConnector {
  const { deployment } = client;
  const toAttachment = (attachment: Attachment, own: string): RemoteAttachment => ({
    id: attachment.id,
    kind: 'file',
    name: attachment.filename,
    mediaType: attachment.mimeType ?? null,
    size: attachment.size,
    sha256: null,
    url: new URL(pathOf(attachment.id, attachment.filename), client.site).href,
    author: attachment.author?.displayName || attachment.author?.name || 'Anonymous',
    isOwn: attachment.author ? deployment.userValue(attachment.author) === own : false,
    createdAt: isoTime(attachment.created),
  });

  return {
    read: async (_, records) => {
      const [issues, own] = [await readByIds(client, records, ['attachment']), await ownId()];
      return [...issues.values()].map((issue) => {
        const { id, fields } = parse(issue);
        const inOrder = (fields.attachment ?? []).toSorted(byTime);
        return { record: id, attachments: inOrder.map((attachment) => toAttachment(attachment, own)) };
      });
    },

    open: ({ id, name, maxBytes }) =>
      deployment.kind === 'cloud' ? openInCloud(client, context, id, maxBytes) : openHere(client, id, name, maxBytes),

    create: async ({ record, name, mediaType, content }) => {
      const own = await beforeWriting(ownId());
      // Of a name with folders servers keep the last part only.
      const form = multipart({}, { name: name.replace(/[/\\]/g, '_'), mediaType, content });
      const [made] = await client.attach(record, form);
      if (made !== undefined) return { ...toAttachment(made, own), sha256: null };
      throw new TaskSyncError(
        'invalid-response',
        'Jira did not say what became of a file. It is looked up before it is sent again.',
        { applied: 'unknown', facts: { issue: record } },
      );
    },

    remove: ({ id }) => client.deleteAttachment(id),
  };
}

function parse(issue: unknown) {
  const parsed = withAttachmentsSchema.safeParse(issue);
  if (parsed.success) return parsed.data;
  throw new TaskSyncError(
    'invalid-response',
    'Jira listed the files of an issue in a way that Task Sync does not understand. Nothing was taken from it.',
  );
}

function byTime(a: Attachment, b: Attachment): number {
  return isoTime(a.created).localeCompare(isoTime(b.created)) || Number(a.id) - Number(b.id);
}

/** Where a person downloads it. */
function pathOf(id: RemoteId, name: string): string {
  return `secure/attachment/${encodeURIComponent(id)}/${encodeURIComponent(name)}`;
}

async function openHere(
  client: JiraClient,
  id: RemoteId,
  name: string,
  maxBytes: number,
): Promise<AsyncIterable<Uint8Array>> {
  const { stream } = await client.send({ method: 'GET', path: pathOf(id, name), asStream: true, maxBytes });
  return stream ?? noBytes();
}

/** Cloud keeps files on another host and sends us there. */
async function openInCloud(
  client: JiraClient,
  context: ConnectContext,
  id: RemoteId,
  maxBytes: number,
): Promise<AsyncIterable<Uint8Array>> {
  const path = `${client.deployment.api}/attachment/content/${encodeURIComponent(id)}`;
  const answer = await client.send({ method: 'GET', path, asStream: true, maxBytes, expect: [302, 303, 307] });
  if (answer.stream !== undefined) return answer.stream;
  const address = answer.headers['location'] ?? '';
  return openElsewhere(context, { service: 'Jira', address, from: answer.url, maxBytes });
}
