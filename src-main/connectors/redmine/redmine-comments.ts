import type { CommentsConnector, RecordComments, RemoteComment } from '../../../src-shared/connector/comments.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { httpDate } from '../../../src-shared/http/http-date.ts';
import { afterWriting, beforeWriting } from '../kit/applied.ts';
import { once } from '../kit/once.ts';
import { momentWithin } from '../kit/whole-seconds.ts';
import { mergeIntoTextile, toMarkdown, toTextile } from '../rich-text/textile/convert.ts';
import type { TextFormat } from './identity.ts';
import { withMarker, withoutMarker } from './identity.ts';
import { issuesOf } from './pull-issues.ts';
import { readIssues } from './read-issues.ts';
import type { RedmineClient } from './redmine-client.ts';
import { pageSize } from './redmine-client.ts';
import type { Journal } from './redmine-wire.ts';

/** Issues whose journals are read at once. */
const atOnce = 4;

/** The notes of an issue's journal. Entries without a note are the history of its fields, not comments. */
export function createRedmineComments(client: RedmineClient, format: TextFormat): CommentsConnector {
  const ownId = once(async () => (await client.me()).id);
  const toComment = (journal: Journal, own: number): RemoteComment => {
    const { text, identity } = withoutMarker(journal.notes ?? '');
    return {
      id: String(journal.id),
      author: journal.user?.name ?? 'Anonymous',
      isOwn: journal.user?.id === own,
      createdAt: momentWithin(journal.created_on, journal.id),
      text: format === 'textile' ? toMarkdown(text) : text.replace(/\r\n?/g, '\n'),
      isInternal: journal.private_notes === true,
      identity,
    };
  };
  const notesOf = async (record: RemoteId): Promise<readonly Journal[] | null> =>
    (await client.journals(record))
      ?.filter(({ notes }) => (notes ?? '').trim() !== '')
      .sort((a, b) => a.created_on.localeCompare(b.created_on) || a.id - b.id) ?? null;
  const readOne = async (record: RemoteId): Promise<RecordComments | null> => {
    const [notes, own] = [await notesOf(record), await ownId()];
    return notes && { record, comments: notes.map((journal) => toComment(journal, own)) };
  };
  const requireOne = async (record: RemoteId, is: (comment: RemoteComment) => boolean): Promise<RemoteComment | null> =>
    (await readOne(record))?.comments.find(is) ?? null;

  return {
    read: async (container, records) => {
      const issues = await tellApart(client, container, records);
      const found: RecordComments[] = [];
      const noted = issues.filter(({ hasNotes }) => hasNotes);
      for (let start = 0; start < noted.length; start += atOnce) {
        const read = await Promise.all(noted.slice(start, start + atOnce).map(({ record }) => readOne(record)));
        found.push(...read.filter((one) => one !== null));
      }
      for (const { record } of issues.filter(({ hasNotes }) => !hasNotes)) found.push({ record, comments: [] });
      const young = new Set(issues.filter(({ isYoung }) => isYoung).map(({ record }) => record));
      return found.map((one) => (young.has(one.record) ? { ...one, mayGrow: true } : one));
    },

    find: async (_, record, identity) =>
      ((await readOne(record))?.comments ?? []).filter((comment) => comment.identity === identity),

    create: async ({ record, identity, text }) => {
      const notes = withMarker(format === 'textile' ? toTextile(text) : text, identity, format);
      await client.updateIssue(record, { notes, private_notes: false });
      const made = await afterWriting(requireOne(record, (comment) => comment.identity === identity));
      if (made !== null) return made;
      // Without the permission Redmine takes the request, says nothing, and writes nothing.
      throw new TaskSyncError(
        'forbidden',
        `Redmine did not take a comment on issue #${record}. It is kept here. The account that is signed in may lack the permission to add notes.`,
        { facts: { issue: record } },
      );
    },

    update: async ({ record, id, text }) => {
      const original = (await beforeWriting(notesOf(record)))?.find((journal) => String(journal.id) === id);
      if (original === undefined) throw gone(record);
      const before = withoutMarker(original.notes ?? '');
      const merged = format === 'textile' ? mergeIntoTextile(before.text, text) : text;
      await client.updateNotes(id, withMarker(merged, before.identity, format));
      const now = await afterWriting(requireOne(record, (comment) => comment.id === id));
      if (now === null) throw gone(record);
      return now;
    },

    // A journal entry that says nothing else goes away with its note.
    remove: async ({ id }) => {
      await client.updateNotes(id, '').catch((error: unknown) => {
        if (!(error instanceof TaskSyncError) || error.code !== 'not-found') throw error;
      });
    },
  };
}

interface Noted {
  readonly record: RemoteId;
  readonly hasNotes: boolean;
  /** Changed in this very second: another note in it would not show as a change. */
  readonly isYoung: boolean;
}

/** Two lists tell whose journals have to be read one by one, because lists of issues come without them. */
async function tellApart(
  client: RedmineClient,
  container: string,
  records: readonly RemoteId[],
): Promise<readonly Noted[]> {
  const list = async (ids: readonly RemoteId[], filter: Readonly<Record<string, string>>) => {
    if (ids.length === 0) return [];
    const query = { ...issuesOf(container), issue_id: ids.join(','), sort: 'id', limit: pageSize, ...filter };
    const { issues, headers } = await client.issues(query);
    const now = httpDate(headers['date']) ?? Number.POSITIVE_INFINITY;
    return readIssues(issues).issues.map(({ id, updated_on }) => ({
      record: String(id),
      isYoung: now - Date.parse(updated_on) < 2_000,
    }));
  };
  const noted = (await list(records, { notes: '*' })).map((one) => ({ ...one, hasNotes: true }));
  const speaking = new Set(noted.map(({ record }) => record));
  const silent = await list(
    records.filter((record) => !speaking.has(record)),
    {},
  );
  return [...noted, ...silent.map((one) => ({ ...one, hasNotes: false }))];
}

function gone(record: RemoteId): TaskSyncError {
  return new TaskSyncError('not-found', `A comment on issue #${record} is not in Redmine any more.`);
}
