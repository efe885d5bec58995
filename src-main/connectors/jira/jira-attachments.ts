import type { AttachmentsConnector, RemoteAttachment } from '../../../src-shared/connector/attachments.ts';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { beforeWriting } from './applied.ts';
import type { JiraClient } from './jira-client.ts';
import { isoTime } from './jira-time.ts';
import type { Attachment } from './jira-wire.ts';
import { withAttachmentsSchema } from './jira-wire.ts';
import { fileForm } from './multipart.ts';
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
      const boundary = `task-sync-${record}-${context.clock.now().toString(36)}-${content.size.toString(36)}`;
      const form = fileForm(name, mediaType, content, boundary);
      const [made] = await client.attach(record, form.upload, form.mediaType);
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
  const { stream } = await client.send({
    method: 'GET',
    path: pathOf(id, name),
    asStream: true,
    maxBytes: forAnswers(maxBytes),
  });
  return limited(stream, maxBytes);
}

/**
 * Cloud keeps files on another host and sends us there with an address that is signed for a few minutes. It gets none of our
 * credentials (SEC-28), and no unencrypted address is followed from an encrypted one.
 */
async function openInCloud(
  client: JiraClient,
  context: ConnectContext,
  id: RemoteId,
  maxBytes: number,
): Promise<AsyncIterable<Uint8Array>> {
  const path = `${client.deployment.api}/attachment/content/${encodeURIComponent(id)}`;
  const answer = await client.send({
    method: 'GET',
    path,
    asStream: true,
    maxBytes: forAnswers(maxBytes),
    expect: [302, 303, 307],
  });
  if (answer.stream !== undefined) return limited(answer.stream, maxBytes);
  const from = new URL(answer.url);
  const target = URL.parse(answer.headers['location'] ?? '', from.href);
  if (target === null || (target.protocol !== 'https:' && target.protocol !== from.protocol)) throw nowhere(from);
  const { signal } = context;
  const response = await context.http.send({
    method: 'GET',
    url: target.href,
    headers: {},
    signal,
    asStream: true,
    maxBytes: forAnswers(maxBytes),
  });
  if (response.status === 404 || response.status === 410) {
    throw new TaskSyncError('not-found', 'A file is not in Jira any more.', { applied: 'no' });
  }
  if (response.status < 200 || response.status > 299) {
    throw new TaskSyncError(
      'unavailable',
      `The server that keeps Jira’s files did not give one of them (status ${response.status}). It is tried again later.`,
      { applied: 'no', facts: { status: response.status } },
    );
  }
  return limited(response.stream, maxBytes);
}

/** Jira explains a refusal, and needs more room for that than a small file. */
function forAnswers(maxBytes: number): number {
  return Math.max(maxBytes, 65_536);
}

async function* limited(stream: AsyncIterable<Uint8Array> | undefined, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of stream ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new TaskSyncError(
        'invalid-response',
        'Jira sent more of a file than it said the file has. Nothing was taken from it.',
        { facts: { maxBytes } },
      );
    }
    yield chunk;
  }
}

function nowhere({ host }: URL): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    `Jira at ${host} points to a place for a file that cannot be trusted. It was not followed.`,
    { facts: { host } },
  );
}
