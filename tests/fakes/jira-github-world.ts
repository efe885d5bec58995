import type { GithubService } from '../../src-main/demo/github/github-service.ts';
import { startGithubService } from '../../src-main/demo/github/github-service.ts';
import type { StoredIssue } from '../../src-main/demo/github/store.ts';
import { addIssue } from '../../src-main/demo/github/store.ts';
import type { JiraServiceOptions, SimulatedJira } from '../../src-main/demo/jira/jira-service.ts';
import { startJiraService } from '../../src-main/demo/jira/jira-service.ts';
import type { JiraIssue } from '../../src-main/demo/jira/model.ts';
import { demoGithub, demoJira } from '../../src-main/demo/start-demo-service.ts';
import type { RunView } from '../../src-shared/api/views.ts';
import { createServiceWorld, type ServiceWorld } from './service-world.ts';

/** A Jira and a GitHub without issues in one profile, and people at work in both. */
export interface JiraGithubWorld {
  readonly world: ServiceWorld;
  readonly jira: SimulatedJira;
  readonly github: GithubService;
  readonly jiraIssues: () => readonly JiraIssue[];
  readonly githubIssues: () => readonly StoredIssue[];
  /** The only one of that title. */
  jiraIssue(title: string): JiraIssue;
  githubIssue(title: string): StoredIssue;
  addToJira(fields: Readonly<Record<string, unknown>>): JiraIssue;
  addToGithub(values: Partial<StoredIssue> & { readonly title: string }): StoredIssue;
  editJira(issue: JiraIssue, fields: Readonly<Record<string, unknown>>): void;
  editGithub(issue: StoredIssue, changes: Partial<StoredIssue>): void;
  /** Some minutes later. */
  sync(minutes?: number): Promise<RunView>;
  /** Until nothing is left to do; fails when that takes more than ten. */
  syncUntilQuiet(minutes?: number): Promise<RunView>;
  close(): Promise<void>;
}

export async function createJiraGithubWorld(options: JiraServiceOptions = {}): Promise<JiraGithubWorld> {
  let jira: SimulatedJira | undefined;
  let github: GithubService | undefined;
  const world = await createServiceWorld({
    services: async (clock) => {
      jira = await startJiraService({ ...options, clock });
      github = await startGithubService({ clock });
      return [demoJira(jira), demoGithub(github)];
    },
  });
  if (jira === undefined || github === undefined) throw new Error('the services were not started');
  return { world, jira, github, ...peopleAt(jira, github), ...syncing(world), close: world.close };
}

function peopleAt(jira: SimulatedJira, github: GithubService) {
  const jiraIssues = (): readonly JiraIssue[] => [...jira.store.issues.values()];
  const githubIssues = (): readonly StoredIssue[] => [...github.store.issues.values()];
  return {
    ...{ jiraIssues, githubIssues },
    jiraIssue: (title: string) => only(jiraIssues(), ({ fields }) => fields['summary'] === title, `${title} at Jira`),
    githubIssue: (title: string) => only(githubIssues(), (issue) => issue.title === title, `${title} at GitHub`),
    addToJira: (fields: Readonly<Record<string, unknown>>) =>
      jira.store.add({
        ...{ project: jira.store.project('WEB')?.id ?? '', type: '10102', creator: jira.store.site.users[1]?.id ?? '' },
        fields: { priority: '3', ...fields },
      }),
    addToGithub: (values: Partial<StoredIssue> & { readonly title: string }) =>
      addIssue(github.store, github.repository, { author: 'tester', ...values }),
    editJira: (issue: JiraIssue, fields: Readonly<Record<string, unknown>>) => {
      issue.fields = { ...issue.fields, ...fields };
      jira.store.touch(issue);
    },
    editGithub: (issue: StoredIssue, changes: Partial<StoredIssue>) =>
      void Object.assign(issue, changes, { updatedAt: github.clock.now() }),
  };
}

function syncing(world: ServiceWorld) {
  const sync = async (minutes = 5): Promise<RunView> => {
    world.clock.set(world.clock.now() + minutes * 60_000);
    return await world.sync();
  };
  const syncUntilQuiet = async (minutes = 5): Promise<RunView> => {
    for (let round = 0; round < 10; round++) {
      const run = await sync(minutes);
      const writes = run.endpoints.reduce((sum, one) => sum + one.created + one.updated + one.closed + one.deleted, 0);
      if (writes === 0 && run.pending === 0) return run;
    }
    throw new Error('it does not come to rest');
  };
  return { sync, syncUntilQuiet };
}

function only<T>(all: readonly T[], is: (one: T) => boolean, what: string): T {
  const found = all.filter(is);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} of “${what}”`);
  return found[0];
}
