import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { httpDate } from '../../../src-shared/http/http-date.ts';
import { askedSince, wholeSeconds } from './cursor.ts';
import type { Query } from './github-client.ts';
import { withoutMarker } from './identity.ts';
import type { IssueRequests } from './issue-requests.ts';
import { readIssues } from './read-issues.ts';

/** Which issues carry which marker, as far as this account made them. */
export interface MarkerIndex {
  find(container: string, identity: string): Promise<readonly RemoteId[]>;
}

interface Index {
  readonly markers: Map<string, Set<RemoteId>>;
  /** Complete up to then; null: nothing was read yet. */
  since: string | null;
  running: Promise<void> | null;
  /** Begins after the running one: for those who ask meanwhile, to whom that one may say too little. */
  queued: Promise<void> | null;
}

/** What is asked for again each time: a replica may be a little behind. */
const lagMs = 60_000;

/**
 * GitHub's search lags behind and the list of issues does not (identity class C), so the list is read: all issues of this account
 * once, and from then on those that changed since, which is one request for each look-up. Issues that somebody else marked are
 * found by pulls.
 */
export function createMarkerIndex(
  { list, more }: Pick<IssueRequests, 'list' | 'more'>,
  login: () => Promise<string>,
): MarkerIndex {
  const indexes = new Map<string, Index>();

  const refresh = async (container: string, index: Index): Promise<void> => {
    const { since, markers } = index;
    // Newest first: what is made meanwhile comes in at the front, so that pages may repeat something but never leave it out.
    const query: Query = {
      sort: 'created',
      direction: 'desc',
      ...(since === null ? {} : { since: askedSince(since) }),
    };
    let page = await list(container, { creator: await login(), ...query });
    const startedAt = httpDate(page.headers['date']);
    for (;;) {
      for (const { number, body } of readIssues(page.issues ?? []).issues) {
        const { identity } = withoutMarker(body ?? '');
        if (identity !== null) markers.set(identity, (markers.get(identity) ?? new Set()).add(String(number)));
      }
      if (page.next === null) break;
      page = await more(page.next);
    }
    index.since = startedAt === null ? null : wholeSeconds(startedAt - lagMs);
  };
  const start = (container: string, index: Index): Promise<void> => {
    const running = refresh(container, index).finally(() => {
      index.running = null;
    });
    index.running = running;
    return running;
  };

  return {
    find: async (container, identity) => {
      const index = indexes.get(container) ?? { markers: new Map(), since: null, running: null, queued: null };
      indexes.set(container, index);
      if (index.running === null) await start(container, index);
      else {
        index.queued ??= index.running
          .catch(() => {})
          .then(() => {
            index.queued = null;
            return start(container, index);
          });
        await index.queued;
      }
      return [...(index.markers.get(identity) ?? [])];
    },
  };
}
