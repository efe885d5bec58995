import { startAsanaService } from './asana/start-asana-service.ts';
import type { DemoService, DemoServiceName } from './demo-service.ts';
import { type GithubService, startGithubService } from './github/github-service.ts';
import { fullName } from './github/store.ts';
import { type SimulatedJira, startJiraService } from './jira/jira-service.ts';
import type { Front } from './kit/front.ts';
import type { ServiceClock } from './kit/service-clock.ts';
import { startTrelloService, type TrelloService } from './trello/trello-service.ts';

export interface DemoServiceOptions {
  /** With the tasks of a small team; otherwise empty. */
  readonly isSeeded: boolean;
  /** Before every answer. */
  readonly latencyMs: number;
  /** Default: the computer's. */
  readonly clock?: ServiceClock;
  /** How it can be reached. Default: HTTP on 127.0.0.1. */
  readonly front?: Front;
}

/** Starts one of them on a free port of this computer, without its limits: a demonstration is not a load test. */
export async function startDemoService(name: DemoServiceName, options: DemoServiceOptions): Promise<DemoService> {
  return await starters[name](options);
}

type Starter = (options: DemoServiceOptions) => Promise<DemoService>;

const nothing = { username: null, options: {}, mapping: {} } as const;

const starters: Readonly<Record<DemoServiceName, Starter>> = {
  github: async ({ isSeeded: seed, ...common }) => demoGithub(await startGithubService({ seed, ...common })),
  jira: async ({ isSeeded: seed, ...common }) => demoJira(await startJiraService({ seed, ...common })),
  trello: async ({ isSeeded, latencyMs, clock, front }) => {
    const service = await startTrelloService({
      content: isSeeded ? 'team' : 'empty',
      latencyMs,
      ...(clock && { clock }),
      ...(front && { front }),
    });
    return demoTrello(service);
  },
  asana: async ({ isSeeded: seed, ...common }) => {
    const service = await startAsanaService({ seed, ...common });
    return {
      ...{ ...nothing, connector: 'asana', name: 'Asana', url: service.url, secret: service.token },
      container: service.places.project,
      server: service,
      close: service.close,
    };
  },
};

/** With one milestone more, as other teams plan for it. */
export function demoGithub(service: GithubService): DemoService {
  addMilestone(service, '2.0');
  return {
    ...{ ...nothing, connector: 'github', name: 'GitHub', url: service.origin, secret: service.token },
    options: { pacing: 'false' },
    mapping: { 'x.type': { Task: ['Task', 'Subtask'], Feature: ['Feature', 'Story', 'Epic'] } },
    container: fullName(service.repository),
    server: service,
    close: service.close,
  };
}

export function demoTrello(service: TrelloService): DemoService {
  return {
    ...{ ...nothing, connector: 'trello', name: 'Trello', url: service.url, secret: service.token },
    options: { key: service.key },
    container: service.board.id,
    server: service.http,
    close: service.close,
  };
}

/** With the project WEB, which is made unless it is there. */
export function demoJira(service: SimulatedJira): DemoService {
  return {
    ...{ ...nothing, connector: 'jira', name: 'Jira', url: service.origin, secret: service.token },
    username: service.username,
    mapping: { 'x.type': { Story: ['Story', 'Feature'] } },
    container: (service.store.project('WEB') ?? service.store.addProject('WEB', 'Web shop')).key,
    server: service,
    close: service.close,
  };
}

/** One that the other teams plan for; GitHub's API makes none by itself. */
function addMilestone({ store, repository, clock }: GithubService, title: string): void {
  const number = repository.milestones.length + 1;
  repository.milestones.push({ id: store.nextId(), number, title, state: 'open', createdAt: clock.now() });
}
