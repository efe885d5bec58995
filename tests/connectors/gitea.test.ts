import { gitea } from '../../src-main/connectors/gitea/index.ts';
import type { ConnectorPlace } from '../contract/connector-contract.ts';
import { describeConnector } from '../contract/connector-contract.ts';
import { createGiteaServer } from '../fakes/gitea-server.ts';

async function startGitea(): Promise<ConnectorPlace> {
  let passed = 0;
  const now = () => Date.now() + passed;
  const server = await createGiteaServer(now);
  const { store } = server;
  // Pull requests count as issues there, and are none to us.
  store.addIssue({ title: 'A pull request', isPull: true });
  return {
    url: server.url,
    username: null,
    secret: server.token,
    container: server.repository,
    sample: { title: 'Water the plants', body: 'All of them.' },
    manyRecords: 120,
    edit: async (id, title) => {
      const issue = store.issues.get(Number(id));
      if (issue !== undefined) Object.assign(issue, { title, updated: now() });
    },
    nextMoment: async () => {
      passed += 1_000;
    },
    stop: server.close,
  };
}

describeConnector('gitea, a small server', { descriptor: gitea, start: startGitea });
