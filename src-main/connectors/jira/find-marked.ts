import { z } from 'zod';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { mapAtOnce } from './at-once.ts';
import type { JiraClient } from './jira-client.ts';
import { propertiesToRead } from './jira-fields.ts';
import { parseTime } from './jira-time.ts';
import { projectSchema } from './jira-wire.ts';
import { clauseOf, projectOf, quote } from './jql.ts';
import { readMarked } from './marker.ts';

/** Enough of an issue to know whether it is ours. */
const markedSchema = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.looseObject({ description: z.unknown().optional(), created: z.string() }),
  properties: z.record(z.string(), z.unknown()).nullish(),
});
type Marked = z.infer<typeof markedSchema>;

function parseMarked(given: unknown): Marked {
  const parsed = markedSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new TaskSyncError(
    'invalid-response',
    'Jira sent an issue that Task Sync does not understand, so it cannot be told whether an earlier attempt arrived. It is looked up again later.',
  );
}

export interface MarkerIndex {
  /** Issues that carry the identity, also those that the search does not show yet. */
  find(container: string, identity: string): Promise<readonly RemoteId[]>;
  /** An issue that we made ourselves. */
  note(project: string, key: string, identity: string, id: RemoteId): void;
}

/** As long as the search may lag; see `cursor.ts`. */
const lagMs = 15 * 60_000;
/** So many keys in a row that no issue has: there are no newer issues. A key is used up by an issue that was deleted, too. */
const emptyKeys = 3;
/** Keys below the highest one that are looked at, if the search does not show their issues and they could be new. */
const mostGaps = 30;

/**
 * Finds issues by our marker without waiting for the search. A project numbers its issues without a break, and reading one by its key
 * is never behind: so what is newer than the newest issue that the search shows has the next numbers.
 *
 * Older ones come from the search: in Cloud all issues of this account with their properties, once for each run, because properties
 * cannot be searched for without an app that declares them; in Data Center by the words of their descriptions.
 */
export function createMarkerIndex(client: JiraClient): MarkerIndex {
  const { deployment } = client;
  const projects = new Map<string, Promise<Numbers>>();
  const marked = new Map<string, Set<RemoteId>>();
  const searched = new Map<string, Promise<void>>();
  const fields = deployment.marker === 'anchor' ? ['description', 'created'] : ['created'];
  const properties = propertiesToRead(deployment);

  const take = (issue: Marked): void => {
    const { identity } = readMarked(issue, deployment);
    if (identity !== null) marked.set(identity, (marked.get(identity) ?? new Set()).add(issue.id));
  };

  const searchAll = async (jql: string): Promise<void> => {
    for (let at: string | null = null; ; ) {
      const page = await client.search({ jql, fields, properties, maxResults: 100, at });
      for (const issue of page.issues) take(parseMarked(issue));
      at = page.next;
      if (at === null) return;
    }
  };

  const search = (container: string, identity: string): Promise<void> => {
    const clause = clauseOf(container);
    if (deployment.marker === 'anchor')
      return searchAll(`${clause} AND description ~ ${quote(identity)} ORDER BY key ASC`);
    const asked = searched.get(clause) ?? searchAll(`${clause} AND creator = currentUser() ORDER BY key ASC`);
    searched.set(clause, asked);
    asked.catch(() => searched.delete(clause));
    return asked;
  };

  const numbersOf = (project: string): Promise<Numbers> => {
    const asked = projects.get(project) ?? readNumbers(client, project);
    projects.set(project, asked);
    asked.catch(() => projects.delete(project));
    return asked;
  };

  /** @returns whether there is an issue of this key */
  const look = async (key: string): Promise<boolean> => {
    const issue = await client.issue(key, fields, properties);
    if (issue === null) return false;
    take(parseMarked(issue));
    return true;
  };

  const lookAhead = async (project: string): Promise<void> => {
    const numbers = await numbersOf(project);
    const gaps = await mapAtOnce(
      numbers.gaps,
      8,
      async (number) => [number, await look(`${numbers.prefix}-${number}`)] as const,
    );
    numbers.gaps = gaps.filter(([, isThere]) => !isThere).map(([number]) => number);
    for (;;) {
      const ahead = Array.from({ length: emptyKeys }, (_, index) => numbers.highest + 1 + index);
      const found = await mapAtOnce(ahead, emptyKeys, (number) => look(`${numbers.prefix}-${number}`));
      const last = found.lastIndexOf(true);
      if (last < 0) return;
      // A create with a lower number may come to its end after one with a higher number.
      numbers.gaps.push(...ahead.slice(0, last).filter((_, index) => found[index] === false));
      numbers.highest += last + 1;
    }
  };

  return {
    find: async (container, identity) => {
      await search(container, identity);
      const project = projectOf(container);
      if (project !== null) await lookAhead(project);
      return [...(marked.get(identity) ?? [])];
    },

    note: (project, key, identity, id) => {
      marked.set(identity, (marked.get(identity) ?? new Set()).add(id));
      projects.get(project)?.then(
        (numbers) => {
          const own = numberOf(key);
          // Others may have made those in between.
          for (let number = numbers.highest + 1; number < own; number++) numbers.gaps.push(number);
          numbers.highest = Math.max(numbers.highest, own);
        },
        () => undefined,
      );
    },
  };
}

interface Numbers {
  /** The project's key as its issues have it now. */
  readonly prefix: string;
  highest: number;
  /** Below the highest, and possibly of issues that are on their way. */
  gaps: number[];
}

async function readNumbers(client: JiraClient, project: string): Promise<Numbers> {
  const { key } = await client.get(projectSchema, `project/${encodeURIComponent(project)}`);
  const jql = `project = ${quote(project)} ORDER BY key DESC`;
  const { issues, headers } = await client.search({ jql, fields: ['created'], maxResults: 50 });
  const newest = issues.map((issue) => parseMarked(issue));
  const now = Date.parse(headers['date'] ?? '') || Number.POSITIVE_INFINITY;
  const numbers = newest.map((issue) => numberOf(issue.key)).filter((number) => number > 0);
  const highest = Math.max(0, ...numbers);
  // The newest one that is old enough to have been seen, with all before it.
  const settled = newest.find(({ fields }) => now - parseTime(fields.created) > lagMs);
  const from = settled === undefined ? 1 : numberOf(settled.key) + 1;
  const shown = new Set(numbers);
  const gaps: number[] = [];
  for (let number = highest - 1; number >= from && gaps.length < mostGaps; number--) {
    if (!shown.has(number)) gaps.push(number);
  }
  return { prefix: key, highest, gaps };
}

function numberOf(key: string): number {
  return Number(/-(\d{1,15})$/.exec(key)?.[1] ?? 0);
}
