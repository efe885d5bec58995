import { jira } from '../../src-main/connectors/jira/index.ts';
import type { JiraServiceOptions, SimulatedJira } from '../../src-main/demo/jira/jira-service.ts';
import { startJiraService } from '../../src-main/demo/jira/jira-service.ts';
import type { JiraIssue } from '../../src-main/demo/jira/model.ts';
import type { Exchange } from '../../src-main/demo/kit/simulated-service.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import type { Connector, PullRequest, RemoteTask } from '../../src-shared/connector/connector.ts';
import type { ConnectContext } from '../../src-shared/connector/descriptor.ts';
import type { Fields } from '../../src-shared/domain/field.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';

/** A simulated Jira with one empty project, WEB, and a connector that is signed in to it. */
export interface JiraPlace {
  readonly service: SimulatedJira;
  readonly connector: Connector;
  /** What was sent since the last `forget`. */
  readonly sent: readonly Exchange[];
  forget(): void;
  connect(changes?: Partial<ConnectContext>): Promise<Connector>;
  make(fields?: Fields, connector?: Connector): Promise<RemoteTask>;
  read(id: string): Promise<RemoteTask>;
  update(id: string, fields: Fields, connector?: Connector): Promise<void>;
  pull(request?: Partial<PullRequest>): Promise<Pulled>;
  issue(id: string): JiraIssue;
  /** An issue that another person made. */
  theirs(summary: string, more?: { readonly type?: string; readonly status?: string; readonly at?: number }): JiraIssue;
  close(): Promise<void>;
}

export interface Pulled {
  readonly tasks: readonly RemoteTask[];
  readonly cursors: readonly (string | null)[];
  readonly cursor: string | null;
  readonly liveCount: number | undefined;
}

export async function openJira(options: JiraServiceOptions = {}): Promise<JiraPlace> {
  const service = await startJiraService(options);
  const { store } = service;
  const project = store.project('WEB') ?? store.addProject('WEB', 'Web shop');
  const http = createNodeHttp();
  let sent: Exchange[] = [];
  service.onExchange((exchange) => sent.push(exchange));
  const connect = async (changes: Partial<ConnectContext> = {}): Promise<Connector> =>
    jira.connect({
      ...{ http, url: service.origin, username: service.username, secret: async () => service.token },
      ...{ options: { deployment: store.site.deployment }, signal: new AbortController().signal },
      ...{ clock: systemClock, logger: createRecordingLogger(), ...changes },
    });
  const connector = await connect();
  const read = async (id: string): Promise<RemoteTask> => {
    const { tasks, missing, problems } = await connector.get('WEB', [id]);
    const [task] = tasks;
    if (task === undefined) throw new Error(`cannot be read: ${JSON.stringify({ missing, problems })}`);
    return task;
  };
  const issue = (id: string): JiraIssue => {
    const found = store.issues.get(id);
    if (found === undefined) throw new Error('there is no such issue');
    return found;
  };
  return {
    ...{ service, connector, connect, read, issue },
    get sent() {
      return sent;
    },
    forget: () => {
      sent = [];
    },
    make: async (fields = {}, by = connector) => {
      const created = await by.create({
        ...{ container: 'WEB', identity: randomIds.next(), fields: { title: 'Sample', ...fields } },
      });
      return read(created.id);
    },
    update: async (id, fields, by = connector) => {
      await by.update({ container: 'WEB', id, fields, current: await read(id) });
    },
    pull: async (request = {}) => {
      const tasks: RemoteTask[] = [];
      const cursors: (string | null)[] = [];
      let liveCount: number | undefined;
      const all = { container: 'WEB', cursor: null, known: async () => new Map<string, string>(), ...request };
      for await (const page of connector.pull(all)) {
        tasks.push(...page.tasks);
        cursors.push(page.cursor);
        liveCount = page.liveCount ?? liveCount;
      }
      return { tasks, cursors, cursor: cursors.at(-1) ?? null, liveCount };
    },
    theirs: (summary, { type = '10102', status, at } = {}) =>
      store.add({
        ...{ project: project.id, type, creator: store.site.users[1]?.id ?? '' },
        ...{ fields: { summary, priority: '3' }, ...(status && { status }), ...(at !== undefined && { at }) },
      }),
    close: async () => {
      http.close();
      await service.close();
    },
  };
}
