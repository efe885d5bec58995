import { z } from 'zod';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { JiraClient } from './jira-client.ts';
import { propertiesToRead } from './jira-fields.ts';
import { clauseOf, projectOf, quote } from './jql.ts';
import { readMarked } from './marker.ts';
import { createNewestIssues } from './newest-issues.ts';

/** Enough of an issue to know whether it is ours. */
const markedSchema = z.object({
  id: z.string(),
  fields: z.looseObject({ description: z.unknown().optional() }),
  properties: z.record(z.string(), z.unknown()).nullish(),
});

export interface MarkerIndex {
  /** Issues that carry the identity, also those that the search does not show yet. */
  find(container: string, identity: string): Promise<readonly RemoteId[]>;
  /** An issue that we made ourselves. */
  note(project: string, key: string, identity: string, id: RemoteId): void;
}

/**
 * Finds issues by our marker. The newest ones are read by their keys, past the search and its lag. Older ones come from the search: in
 * Cloud all issues of this account with their properties, once for each run, because properties cannot be searched for without
 * an app that declares them; in Data Center by the words of their descriptions.
 */
export function createMarkerIndex(client: JiraClient): MarkerIndex {
  const { deployment } = client;
  const marked = new Map<string, Set<RemoteId>>();
  const searched = new Map<string, Promise<void>>();
  const fields = deployment.marker === 'anchor' ? ['description'] : ['created'];
  const properties = propertiesToRead;
  const newest = createNewestIssues(client, { fields, properties }, 5);

  const remember = (identity: string, id: RemoteId): void => {
    marked.set(identity, (marked.get(identity) ?? new Set()).add(id));
  };
  const take = (issue: unknown): void => {
    const parsed = markedSchema.safeParse(issue);
    if (!parsed.success) throw notUnderstood();
    const { identity } = readMarked(parsed.data, deployment);
    if (identity !== null) remember(identity, parsed.data.id);
  };

  const searchAll = async (jql: string): Promise<void> => {
    for (let at: string | null = null; ; ) {
      const page = await client.search({ jql, fields, properties, maxResults: 1_000, at });
      for (const issue of page.issues) take(issue);
      at = page.next;
      if (at === null) return;
    }
  };

  const search = (container: string, identity: string): Promise<void> => {
    const clause = clauseOf(container);
    if (deployment.marker === 'anchor') {
      return searchAll(`${clause} AND description ~ ${quote(identity)} ORDER BY key ASC`);
    }
    const asked = searched.get(clause) ?? searchAll(`${clause} AND creator = currentUser() ORDER BY key ASC`);
    searched.set(clause, asked);
    asked.catch(() => searched.delete(clause));
    return asked;
  };

  const lookAhead = afterEachOther(async (project) => {
    for (const issue of await newest.unseen(project)) take(issue);
  });

  return {
    find: async (container, identity) => {
      const project = projectOf(container);
      if (project !== null) await newest.begin(project);
      await search(container, identity);
      if (project !== null) await lookAhead(project);
      return [...(marked.get(identity) ?? [])];
    },

    note: (project, key, identity, id) => {
      remember(identity, id);
      newest.note(project, key);
    },
  };
}

/**
 * One at a time for each key. Who asks while one is under way waits for one that begins after that, because the first may have
 * passed what is looked for; all who wait share it.
 */
function afterEachOther(work: (key: string) => Promise<void>): (key: string) => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Promise<void>>();
  const start = (key: string): Promise<void> => {
    waiting.delete(key);
    const now = work(key).finally(() => {
      if (running.get(key) === now) running.delete(key);
    });
    running.set(key, now);
    return now;
  };
  return (key) => {
    const queued = waiting.get(key);
    if (queued !== undefined) return queued;
    const now = running.get(key);
    if (now === undefined) return start(key);
    const next = now.catch(() => undefined).then(() => start(key));
    waiting.set(key, next);
    return next;
  };
}

function notUnderstood(): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    'Jira sent an issue that Task Sync does not understand, so it cannot be told whether an earlier attempt arrived. It is looked up again later.',
  );
}
