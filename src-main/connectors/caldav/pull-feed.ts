import type { PullPage, PullRequest } from '../../../src-shared/connector/connector.ts';
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
    const { responses, syncToken } = await client.changes(container, since);
    const isItself = ({ href }: DavResponse): boolean => asFolder(client.canonical(href)) === container;
    requireCollection(responses.find(isItself));
    if (syncToken === null) throw withoutToken();
    more = responses.some((response) => isItself(response) && response.status === 507);
    const isGone = ({ status }: DavResponse): boolean => status === 404 || status === 410;
    const members = membersIn(
      client,
      container,
      responses.filter((response) => !isGone(response)),
    );
    // What was removed before we ever saw it is no news.
    const gone = since === '' ? [] : membersIn(client, container, responses.filter(isGone)).map(({ id }) => id);
    const complete = !more && since === token;
    yield* pages(reader, {
      changed: await changedMembers(members, known),
      complete,
      finish: async (others) => {
        for (const id of gone) reader.index.remove(id);
        const live = token === '' && complete ? { liveCount: members.filter(({ id }) => !others.has(id)).length } : {};
        return { deleted: gone, cursor: writeCursor({ kind: 'token', token: syncToken }), ...live };
      },
    });
    if (more && syncToken === since) throw withoutToken();
    since = syncToken;
  }
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
