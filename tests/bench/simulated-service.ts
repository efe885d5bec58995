import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { DemoService } from '../../src-main/demo/demo-service.ts';
import { startGithubService } from '../../src-main/demo/github/github-service.ts';
import { startJiraService } from '../../src-main/demo/jira/jira-service.ts';
import type { ServiceClock } from '../../src-main/demo/kit/service-clock.ts';
import { demoGithub, demoJira } from '../../src-main/demo/start-demo-service.ts';

/**
 * A simulated Jira with so many issues, or an empty GitHub, in a process of its own, so that its work is not counted as the
 * client's. Answers one message after the other; see `ServiceOrder`.
 */
export type ServiceOrder =
  /** Answers with `Stats` since the last one. */
  | { readonly kind: 'stats' }
  /** Somebody renames these tasks there. */
  | { readonly kind: 'rename'; readonly first: number; readonly last: number }
  /** Its clock is set ahead. */
  | { readonly kind: 'let pass'; readonly minutes: number }
  /** Answers with `Held`. */
  | { readonly kind: 'count' };

export interface Held {
  readonly tasks: number;
  readonly comments: number;
  readonly labels: number;
  readonly renamed: number;
}

/** What a client needs, as it comes from this process. */
export type Told = Pick<DemoService, 'connector' | 'url' | 'username' | 'secret' | 'options' | 'container'>;

interface Service {
  readonly clock: ServiceClock;
  readonly demo: DemoService;
  rename(title: string, to: string): void;
  held(): Held;
}

const renamed = ' (renamed)';
const labels = ['api', 'design', 'docs', 'mobile', 'search', 'shop'] as const;
const dayMs = 86_400_000;

const [name = '', latency = '0', count = '0'] = process.argv.slice(2);
const service = name === 'jira' ? await startJira(Number(latency), Number(count)) : await startGithub(Number(latency));

let requests = 0;
let writes = 0;
let writesInFlight = 0;
const isWrite = ({ method }: IncomingMessage): boolean => method !== 'GET';
subscribe('http.server.request.start', (message) => {
  requests++;
  if (isWrite((message as { request: IncomingMessage }).request)) writesInFlight = Math.max(writesInFlight, ++writes);
});
subscribe('http.server.response.finish', (message) => {
  if (isWrite((message as { request: IncomingMessage }).request)) writes--;
});

process.on('message', (order: ServiceOrder) => process.send?.(carryOut(order)));
process.on('disconnect', () => process.exit());
const { connector, url, username, secret, options, container } = service.demo;
process.send?.({ connector, url, username, secret, options, container } satisfies Told);

function carryOut(order: ServiceOrder): unknown {
  switch (order.kind) {
    case 'stats': {
      const stats = { requests, writesInFlight };
      [requests, writesInFlight] = [0, writes];
      return stats;
    }
    case 'rename':
      for (let number = order.first; number <= order.last; number++) {
        service.rename(`Task ${number}`, `Task ${number}${renamed}`);
      }
      return true;
    case 'let pass':
      service.clock.advance(order.minutes * 60_000);
      return true;
    case 'count':
      return service.held();
  }
}

/** Each issue with a text, two labels and a comment, a day and more old. */
async function startJira(latencyMs: number, tasks: number): Promise<Service> {
  const jira = await startJiraService({ latencyMs });
  const { store } = jira;
  const project = store.addProject('WEB', 'Web shop');
  const creator = store.site.users[1]?.id ?? '';
  const text = (words: string) => ({
    ...{ type: 'doc', version: 1 },
    content: words.split('\n').map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
  });
  for (let number = 1; number <= tasks; number++) {
    const at = Date.now() - 2 * dayMs + number;
    const words = `What task ${number} is about, in a sentence of usual length.\nAnd another paragraph.`;
    const own = [labels[number % labels.length], labels[(number + 1) % labels.length]];
    const fields = { summary: `Task ${number}`, priority: '3', description: text(words), labels: own };
    const issue = store.add({ project: project.id, type: '10102', creator, fields, at });
    const comment = { author: creator, body: text(`A remark on task ${number}.`), visibility: null, properties: [] };
    store.comment(issue, comment, at + 1_000);
  }
  const all = () => [...store.issues.values()];
  return {
    clock: jira.clock,
    demo: demoJira(jira),
    rename: (title, to) => {
      const issue = all().find(({ fields }) => fields['summary'] === title);
      if (issue === undefined) throw new Error(`There is no ${title}.`);
      issue.fields['summary'] = to;
      store.touch(issue);
    },
    held: () => ({
      tasks: all().length,
      comments: all().reduce((sum, { comments }) => sum + comments.length, 0),
      labels: all().reduce(
        (sum, { fields }) => sum + (Array.isArray(fields['labels']) ? fields['labels'].length : 0),
        0,
      ),
      renamed: all().filter(({ fields }) => String(fields['summary']).endsWith(renamed)).length,
    }),
  };
}

async function startGithub(latencyMs: number): Promise<Service> {
  const github = await startGithubService({ latencyMs });
  const all = () => [...github.store.issues.values()];
  return {
    clock: github.clock,
    demo: demoGithub(github),
    rename: (title, to) => {
      const issue = all().find((one) => one.title === title);
      if (issue === undefined) throw new Error(`There is no ${title}.`);
      Object.assign(issue, { title: to, updatedAt: github.clock.now() });
    },
    held: () => ({
      tasks: all().length,
      comments: github.store.comments.size,
      labels: all().reduce((sum, issue) => sum + issue.labels.length, 0),
      renamed: all().filter(({ title }) => title.endsWith(renamed)).length,
    }),
  };
}
