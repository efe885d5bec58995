import { inParallel } from '../kit/in-parallel.ts';
import { overlapMs } from './cursor.ts';
import type { JiraClient } from './jira-client.ts';
import { parseTime } from './jira-time.ts';
import { projectSchema, stubSchema } from './jira-wire.ts';
import { quote } from './jql.ts';
import { idOf } from './read-issues.ts';

/**
 * The issues that the search does not show yet. A project numbers its issues without a break, and reading one by its key is never
 * behind: what is newer than the newest issue that the search shows has the next numbers.
 */
export interface NewestIssues {
  /**
   * Settles which issue is the newest one that the search shows. To be done before anything is searched for: an issue that comes to
   * be shown in between would be in neither.
   */
  begin(project: string): Promise<void>;
  /** Those that were not given out before; as they are, with the fields that are asked for. */
  unseen(project: string): Promise<readonly unknown[]>;
  /** An issue that is known anyway. */
  note(project: string, key: string): void;
}

/** Keys below the highest one that are looked at, if the search does not show their issues and they could be new. */
const mostGaps = 30;

interface Numbers {
  /** The project's key as its issues have it now. */
  readonly prefix: string;
  highest: number;
  /** Below the highest, and possibly of issues that are on their way. */
  readonly gaps: Set<number>;
}

/**
 * @param emptyKeys so many keys in a row that no issue has mean that there are no newer issues. An issue that was deleted used its key
 *   up, so more are safer, and cost a request each.
 */
export function createNewestIssues(
  client: JiraClient,
  shape: { readonly fields: readonly string[]; readonly properties: readonly string[] },
  emptyKeys: number,
): NewestIssues {
  const projects = new Map<string, Promise<Numbers>>();
  const numbersOf = (project: string): Promise<Numbers> => {
    const asked = projects.get(project) ?? readNumbers(client, project);
    projects.set(project, asked);
    asked.catch(() => projects.delete(project));
    return asked;
  };
  const read = async ({ prefix }: Numbers, numbers: readonly number[]): Promise<readonly unknown[]> =>
    inParallel(numbers, 8, (number) => client.issue(`${prefix}-${number}`, shape.fields, shape.properties));

  return {
    begin: async (project) => void (await numbersOf(project)),

    unseen: async (project) => {
      const numbers = await numbersOf(project);
      // Others may ask at the same time: what is known only ever grows, from where we started.
      const gaps = [...numbers.gaps];
      const late = await read(numbers, gaps);
      const filled = gaps.filter((_, index) => late[index] !== null);
      const opened: number[] = [];
      const found = late.filter((issue) => issue !== null);
      for (let from = numbers.highest; ; ) {
        const ahead = Array.from({ length: emptyKeys }, (_, index) => from + 1 + index);
        const issues = await read(numbers, ahead);
        const last = issues.findLastIndex((issue) => issue !== null);
        if (last < 0) {
          // Only now: what was found before a reading failed is given out to nobody, and has to be found again.
          for (const gap of filled) numbers.gaps.delete(gap);
          for (const gap of opened) numbers.gaps.add(gap);
          numbers.highest = Math.max(numbers.highest, from);
          return found;
        }
        found.push(...issues.filter((issue) => issue !== null));
        // A create with a lower number may come to its end after one with a higher number.
        for (const [index, number] of ahead.slice(0, last).entries()) {
          if (issues[index] === null) opened.push(number);
        }
        from += last + 1;
      }
    },

    note: (project, key) => {
      projects.get(project)?.then(
        (numbers) => {
          const own = numberOf(key);
          // Others may have made those in between.
          for (let number = numbers.highest + 1; number < own; number++) numbers.gaps.add(number);
          numbers.highest = Math.max(numbers.highest, own);
        },
        () => undefined,
      );
    },
  };
}

async function readNumbers(client: JiraClient, project: string): Promise<Numbers> {
  const { key } = await client.get(projectSchema, `project/${encodeURIComponent(project)}`);
  const jql = `project = ${quote(project)} ORDER BY key DESC`;
  const { issues, headers } = await client.search({ jql, fields: ['key', 'updated', 'created'], maxResults: 50 });
  const now = Date.parse(headers['date'] ?? '') || Number.POSITIVE_INFINITY;
  const numbers = issues.map((issue) => numberOf(idOf(issue).key ?? '')).filter((number) => number > 0);
  const highest = Math.max(0, ...numbers);
  // The newest one that has been there for longer than the search may lag, with all before it.
  const settled = issues.findIndex((issue) => {
    const created = stubSchema.safeParse(issue).data?.fields.created;
    return created !== undefined && now - parseTime(created) > overlapMs;
  });
  const from = settled < 0 ? 1 : (numbers[settled] ?? 0) + 1;
  const shown = new Set(numbers);
  const gaps = new Set<number>();
  for (let number = highest - 1; number >= from && gaps.size < mostGaps; number--) {
    if (!shown.has(number)) gaps.add(number);
  }
  return { prefix: key, highest, gaps };
}

function numberOf(key: string): number {
  return Number(/-(\d{1,15})$/.exec(key)?.[1] ?? 0);
}
