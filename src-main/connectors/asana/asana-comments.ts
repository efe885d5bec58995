import type { CommentsConnector, RecordComments, RemoteComment } from '../../../src-shared/connector/comments.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { beforeWriting } from './applied.ts';
import type { AsanaClient } from './asana-client.ts';
import { readText, writeText } from './asana-text.ts';
import type { Story } from './asana-wire.ts';
import { withMarker, withoutMarker } from './identity.ts';
import { inParallel } from './in-parallel.ts';
import { createOwnId } from './own-id.ts';

/** The comments among a task's stories; the others are its history. Asana has no comments for some people only. */
export function createAsanaComments(client: AsanaClient): CommentsConnector {
  const ownId = createOwnId(client);
  const toComment = (story: Story, own: string): RemoteComment => {
    const { html, identity } = withoutMarker(story.html_text ?? asHtml(story.text ?? ''));
    return {
      id: story.gid,
      author: story.created_by?.name ?? 'Somebody',
      isOwn: story.created_by?.gid === own,
      createdAt: new Date(story.created_at).toISOString(),
      text: readText(html),
      isInternal: false,
      identity,
    };
  };
  const readOne = async (record: RemoteId, own: string): Promise<RecordComments | null> => {
    const stories = await client.stories(record);
    if (stories === null) return null;
    const comments = stories
      .filter(({ resource_subtype }) => resource_subtype === 'comment_added')
      .sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at))
      .map((story) => toComment(story, own))
      // Nothing but a sticker.
      .filter(({ text, identity }) => text.trim() !== '' || identity !== null);
    return { record, comments };
  };

  return {
    read: async (_, records) => {
      const own = await ownId();
      return (await inParallel(records, (record) => readOne(record, own))).filter((one) => one !== null);
    },

    find: async (_, record, identity) =>
      ((await readOne(record, await ownId()))?.comments ?? []).filter((comment) => comment.identity === identity),

    create: async ({ record, identity, text }) => {
      const own = await beforeWriting(ownId());
      const html = withMarker(writeText(text, null, 'comment'), identity);
      return toComment(await client.createStory(record, html), own);
    },

    // Pins, likes and mentions stay: only the text is sent, with the blocks that nobody changed as they were.
    update: async ({ record, id, text }) => {
      const own = await beforeWriting(ownId());
      const story = await beforeWriting(client.story(id));
      if (story === null) throw gone(record);
      const before = withoutMarker(story.html_text ?? asHtml(story.text ?? ''));
      const html = withMarker(writeText(text, before.html, 'comment'), before.identity);
      return toComment(await client.updateStory(id, html), own);
    },

    remove: ({ id }) => client.deleteStory(id),
  };
}

function asHtml(text: string): string {
  return `<body>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</body>`;
}

function gone(record: RemoteId): TaskSyncError {
  return new TaskSyncError('not-found', `A comment on task ${record} is not in Asana any more.`, {
    facts: { task: record },
  });
}
