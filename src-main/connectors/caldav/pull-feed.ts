import type { PullPage, PullRequest } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { CaldavClient } from './caldav-client.ts';
import type { DavResponse } from './caldav-wire.ts';
import { asFolder } from './caldav-wire.ts';
import { writeCursor } from './cursor.ts';
import { changedMembers, membersIn, pages } from './pull-pages.ts';
import type { TaskReader } from './task-reader.ts';

/**
 * Changes by sync-collection (RFC 6578): one report says what changed and what is gone since the token. A server may
 * answer in parts, each with a token to go on from.
 *
 * @param token '' for everything
 */
export async function* pullFeed(
  client: CaldavClient,
  reader: TaskReader,
  { known }: Pick<PullRequest, 'known'>,
  token: string,
): AsyncGenerator<PullPage> {
  const { container } = reader;
  for (let since = token, more = true; more; ) {
    const { changed, count, gone, itself, syncToken } = await readReport(client, container, since, known);
    requireCollection(itself[0]);
    if (syncToken === null) throw withoutToken();
    more = itself.some(({ status }) => status === 507);
    const complete = !more && since === token;
    yield* pages(reader, {
      changed,
      complete,
      finish: async (others) => {
        for (const id of gone) reader.index.remove(id);
        const live = token === '' && complete ? { liveCount: count - others.size } : {};
        return { deleted: gone, cursor: writeCursor({ kind: 'token', token: syncToken }), ...live };
      },
    });
    if (more && syncToken === since) throw withoutToken();
    since = syncToken;
  }
}

interface Report {
  readonly changed: readonly RemoteId[];
  /** Members it names, changed or not. */
  readonly count: number;
  readonly gone: readonly RemoteId[];
  /** What it says of the collection. */
  readonly itself: readonly DavResponse[];
  readonly syncToken: string | null;
}

/** Keeps only what has to be read: a report may name a hundred thousand records, and after our own writes it does. */
async function readReport(
  client: CaldavClient,
  container: string,
  since: string,
  known: PullRequest['known'],
): Promise<Report> {
  const changed: RemoteId[] = [];
  const gone: RemoteId[] = [];
  const itself: DavResponse[] = [];
  let count = 0;
  const isGone = ({ status }: DavResponse): boolean => status === 404 || status === 410;
  const syncToken = await client.changes(container, since, async (responses) => {
    itself.push(...responses.filter(({ href }) => asFolder(client.canonical(href)) === container));
    const there = responses.filter((response) => !isGone(response));
    const members = membersIn(client, container, there);
    count += members.length;
    changed.push(...(await changedMembers(members, known)));
    // What was removed before we ever saw it is no news.
    if (since !== '') gone.push(...membersIn(client, container, responses.filter(isGone)).map(({ id }) => id));
  });
  return { changed, count, gone, itself, syncToken };
}

/** A server may say inside the report what it would otherwise say as a status. */
function requireCollection(response: DavResponse | undefined): void {
  if (response?.status === 404 || response?.status === 410) {
    throw new TaskSyncError(
      'not-found',
      'The calendar server does not have this task list any more. Nothing was changed here. If it was renamed or moved, choose it again.',
    );
  }
  if (response?.status === 401 || response?.status === 403) {
    throw new TaskSyncError(
      'forbidden',
      'The calendar server does not show this task list to the account that is signed in. Nothing was changed. Ask whoever shares it.',
    );
  }
}

function withoutToken(): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    'The calendar server listed its changes without saying where to go on next time. Nothing was taken from it. Ask whoever runs the server.',
  );
}
