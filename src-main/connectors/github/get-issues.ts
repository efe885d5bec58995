import type { GetResult, PullProblem, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Issue } from './github-wire.ts';
import { inParallel } from './in-parallel.ts';
import type { IssueRequests, OneIssue } from './issue-requests.ts';
import { switchedOff } from './issue-requests.ts';
import { readIssues } from './read-issues.ts';
import type { Repositories } from './repositories.ts';

/** GitHub gives single issues only, and lets a person have a hundred requests under way. */
export const readsAtOnce = 8;

interface Reader {
  readonly requests: Pick<IssueRequests, 'one'>;
  readonly repositories: Repositories;
  readonly toTasks: (container: string, issues: readonly Issue[]) => Promise<readonly RemoteTask[]>;
}

export async function getIssues(reader: Reader, container: string, ids: readonly RemoteId[]): Promise<GetResult> {
  const { requests, repositories, toTasks } = reader;
  const wanted = [...new Set(ids)];
  const found = await inParallel(wanted, readsAtOnce, (id) =>
    repositories.ask(
      container,
      (name) => requests.one(name, id),
      ({ kind }) => kind === 'moved',
    ),
  );
  const read = readIssues(found.flatMap((one) => (one.kind === 'here' ? [one.issue] : [])));
  const problems: PullProblem[] = [...read.problems];
  const missing: RemoteId[] = [];
  for (const [index, id] of wanted.entries()) {
    const kind = found[index]?.kind ?? 'unseen';
    if (kind === 'here') {
      const isRead =
        read.issues.some(({ number }) => String(number) === id) || read.problems.some((one) => one.id === id);
      if (!isRead) problems.push({ id, code: 'unsupported', message: `#${id} is a pull request. It was left alone.` });
      continue;
    }
    if (kind === 'gone' && (await isPositive(reader, container))) missing.push(id);
    else problems.push({ id, ...(await whyAbsent(reader, container, id, kind)) });
  }
  return { tasks: await toTasks(container, read.issues), missing, problems };
}

/** 410 also means that the repository has its issues switched off: then none of them is deleted (S8). */
async function isPositive({ repositories }: Reader, container: string): Promise<boolean> {
  const { has_issues } = await repositories.get(container);
  if (has_issues !== false) return true;
  throw switchedOff();
}

type Absent = Omit<PullProblem, 'id'>;

/**
 * A 301 is a transfer that we may see, a 404 one that we may not: GitHub says 410 of what was deleted. Neither proves a deletion
 * (S8); and a repository that does not answer at all is no reason to doubt its issues.
 */
async function whyAbsent(
  { repositories }: Reader,
  container: string,
  id: RemoteId,
  kind: OneIssue['kind'],
): Promise<Absent> {
  await repositories.get(container);
  if (kind === 'moved') {
    const message = `Issue #${id} was moved to another repository. It was left alone on both sides.`;
    return { code: 'unsupported', message };
  }
  const message = `GitHub does not show issue #${id} to this account any more. It was left alone on both sides.`;
  return { code: 'forbidden', message };
}
