import { github } from '../../src-main/connectors/github/index.ts';
import type { Core } from '../../src-main/core/core.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import type { GithubService, GithubServiceOptions } from '../../src-main/demo/github/github-service.ts';
import { startGithubService } from '../../src-main/demo/github/github-service.ts';
import type { StoredIssue, StoredRepository } from '../../src-main/demo/github/store.ts';
import { fullName } from '../../src-main/demo/github/store.ts';
import { createServiceClock } from '../../src-main/demo/kit/service-clock.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { quickjsScripts } from '../../src-main/hosts/node/quickjs-scripts.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemRandom } from '../../src-main/hosts/node/system-random.ts';
import type { RunView } from '../../src-shared/api/views.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createRecordingLogger } from './recording-logger.ts';

/** Two repositories of one GitHub in a profile: the real core and connector over real HTTP, in a time that passes by waiting only. */
export interface GithubWorld {
  readonly service: GithubService;
  readonly core: Core;
  readonly clock: FakeClock;
  /** Some minutes later. */
  sync(): Promise<RunView & { readonly requests: number }>;
  issuesIn(repository: StoredRepository): readonly StoredIssue[];
  /** As somebody does in the browser. */
  edit(issue: StoredIssue, changes: Partial<StoredIssue>): void;
  close(): Promise<void>;
}

export async function createGithubWorld(options: GithubServiceOptions = {}): Promise<GithubWorld> {
  const clock = createFakeClock({ auto: true });
  const service = await startGithubService({ ...options, clock: createServiceClock(() => clock.now()) });
  const http = createNodeHttp();
  let requests = 0;
  service.onExchange(() => {
    requests++;
  });
  const core = createCore({
    store: await openSqliteStore({ file: ':memory:', clock }),
    connectors: [github],
    timeZone: 'Europe/Berlin',
    ports: {
      ...{ clock, ids: randomIds, random: systemRandom, logger: createRecordingLogger(), http },
      secrets: {
        state: async () => 'open',
        unlock: async () => {},
        get: async () => service.token,
        set: async () => {},
        remove: async () => {},
      },
      notifier: { notify: () => {} },
      scripts: quickjsScripts,
    },
  });
  const connection = { name: 'gh', connector: 'github', url: service.origin, username: null, secret: service.token };
  await core.api.call('connections.add', { ...connection, options: {} });
  const endpoints = [service.repository, service.otherRepository].map((one) => ({
    ...{ connection: 'gh', container: fullName(one) },
  }));
  await core.api.call('profiles.save', { file: { name: 'Both', endpoints } });
  return {
    ...{ service, core, clock },
    sync: async () => {
      await clock.sleep(400_000);
      requests = 0;
      const run = await core.api.call('runs.start', { profile: 'Both' });
      return { ...run, requests };
    },
    issuesIn: ({ id }) => [...service.store.issues.values()].filter(({ repository }) => repository === id),
    edit: (issue, changes) => void Object.assign(issue, changes, { updatedAt: clock.now() }),
    close: async () => {
      await core.stop();
      http.close();
      await service.close();
    },
  };
}
