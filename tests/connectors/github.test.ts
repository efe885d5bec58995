import { github } from '../../src-main/connectors/github/index.ts';
import type { GithubServiceOptions } from '../../src-main/demo/github/github-service.ts';
import { startGithubService } from '../../src-main/demo/github/github-service.ts';
import { deleteIssue, findIssue, fullName, type StoredIssue } from '../../src-main/demo/github/store.ts';
import type { ConnectorPlace } from '../contract/connector-contract.ts';
import { describeConnector } from '../contract/connector-contract.ts';

async function start(options: GithubServiceOptions, more: Partial<ConnectorPlace> = {}): Promise<ConnectorPlace> {
  const service = await startGithubService(options);
  const { store, repository, clock, origin, token } = service;
  const issueAt = (id: string): StoredIssue => {
    const issue = findIssue(store, repository, Number(id));
    if (issue === undefined) throw new Error(`there is no issue ${id}`);
    return issue;
  };
  return {
    url: origin,
    username: null,
    secret: token,
    container: fullName(repository),
    sample: { title: 'Water the plants', body: 'All of them.' },
    values: { 'x.Effort': [5, 2.5] },
    manyRecords: 120,
    edit: async (id, title) => void Object.assign(issueAt(id), { title, updatedAt: clock.now() }),
    erase: async (id) => {
      const issue = findIssue(store, repository, Number(id));
      if (issue !== undefined) deleteIssue(store, issue);
    },
    nextMoment: async () => clock.advance(1_000),
    stop: service.close,
    ...more,
  };
}

describeConnector('github, without limits as on an Enterprise Server', {
  descriptor: github,
  start: () => start({}),
});

describeConnector('github, with the limits of github.com', {
  descriptor: github,
  // A suite writes more in a minute than a person's budget holds.
  start: () => start({ limits: { perHour: 100_000, contentPerMinute: 100_000 } }, { options: { pacing: 'false' } }),
});
