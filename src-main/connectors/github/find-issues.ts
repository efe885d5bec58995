import { httpDate } from '../../../src-shared/http/http-date.ts';
import { withoutMarker } from '../kit/hidden-marker.ts';
import type { ReadMarked } from '../kit/marker-index.ts';
import { askedSince } from './cursor.ts';
import type { IssueRequests } from './issue-requests.ts';
import { readIssues } from './read-issues.ts';

/** GitHub's search lags behind and the list of issues does not, so the list of this account's issues is read. */
export function readMarked(
  { list, more }: Pick<IssueRequests, 'list' | 'more'>,
  login: () => Promise<string>,
): ReadMarked {
  return async function* (container, since) {
    const order = { sort: 'created', direction: 'desc', ...(since === null ? {} : { since: askedSince(since) }) };
    let page = await list(container, { creator: await login(), ...order });
    for (;;) {
      const { issues } = readIssues(page.issues ?? []);
      const records = issues.map(({ number, body }) => ({ id: String(number), ...withoutMarker(body ?? '') }));
      yield { records, at: httpDate(page.headers['date']) };
      if (page.next === null) return;
      page = await more(page.next);
    }
  };
}
