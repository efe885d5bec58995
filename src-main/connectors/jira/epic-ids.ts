import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { JiraClient } from './jira-client.ts';
import { quote } from './jql.ts';
import { idOf } from './read-issues.ts';

const atOnce = 100;

/** The ids of epics by their keys; those that are gone, or not shown to us, are left out. Asked once each. */
export function createEpicIds(client: JiraClient): (keys: readonly string[]) => Promise<ReadonlyMap<string, RemoteId>> {
  const known = new Map<string, RemoteId>();
  return async (keys) => {
    const unknown = [...new Set(keys)].filter((key) => !known.has(key));
    for (let start = 0; start < unknown.length; start += atOnce) {
      const jql = `key in (${unknown
        .slice(start, start + atOnce)
        .map(quote)
        .join(', ')}) ORDER BY key ASC`;
      const { issues } = await client.search({ jql, fields: ['id', 'key'], maxResults: atOnce, fresh: [] });
      for (const issue of issues) {
        const { id, key } = idOf(issue);
        if (key !== undefined) known.set(key, id);
      }
    }
    return known;
  };
}
