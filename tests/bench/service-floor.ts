import { Agent, request } from 'node:http';
import { z } from 'zod';
import { inParallel } from '../servers/bare-dav.ts';
import type { StepName } from './cases.ts';
import type { Told } from './simulated-service.ts';

/** As many as each connector sends at most, which is what the providers take: Jira's limits are of cost, GitHub asks for one after the other. */
const readsAtOnce = 8;
export const writesAtOnce = 4;

/** Whole issues in one answer, at both. */
const pageSize = 100;

const jiraIssue = z.object({ id: z.string(), fields: z.object({ summary: z.string(), labels: z.array(z.string()) }) });
const jiraPage = z.object({ issues: z.array(jiraIssue), nextPageToken: z.string().optional() });
const jiraComments = z.object({ comments: z.array(z.object({ id: z.string() })) });
const githubIssue = z.object({ number: z.number() });

/**
 * The requests that nobody can do without, by a client that does nothing else, in one direction: pages of issues, the comments of
 * each (a page of issues does not tell whose comments are internal, or ours), and a request for each issue and comment made.
 */
export async function serviceFloor(step: StepName, jira: Told, github: Told, tasks: number): Promise<number> {
  const [from, to] = [bare(jira), bare(github)];
  const issues = `/repos/${github.container}/issues`;
  const began = performance.now();
  if (step === 'initial') {
    await to.read('GET', `${issues}?state=all&per_page=${pageSize}`);
    const found = await readAll(from, jira);
    await inParallel(found, readsAtOnce, async ({ id }) => {
      jiraComments.parse(await from.read('GET', `/rest/api/3/issue/${id}/comment?expand=properties`));
    });
    await inParallel(found, writesAtOnce, async ({ fields: { summary: title, labels } }) => {
      const { number } = githubIssue.parse(await to.read('POST', issues, { title, labels, body: 'A text.' }));
      await to.read('POST', `${issues}/${number}/comments`, { body: 'A remark.' });
    });
  } else {
    const recent = `updated >= "-5m" AND project = ${jira.container}`;
    await Promise.all([
      from.read('GET', `/rest/api/3/search/jql?${new URLSearchParams({ jql: recent, fields: '*all' })}`),
      to.read('GET', `${issues}?state=all&sort=updated&per_page=${pageSize}`),
    ]);
    if (step === '10 changes a side') {
      const numbers = Array.from({ length: Math.min(10, tasks) }, (_, index) => index + 1);
      await Promise.all([
        inParallel(numbers, writesAtOnce, async (number) => {
          await to.read('PATCH', `${issues}/${number}`, { title: `Task ${number}, changed` });
        }),
        inParallel(numbers, readsAtOnce, async (number) => {
          await from.read('PUT', `/rest/api/3/issue/${jira.container}-${number}`, { fields: { summary: 'Changed' } });
        }),
      ]);
    }
  }
  const ms = performance.now() - began;
  from.close();
  to.close();
  return ms;
}

async function readAll(from: Bare, { container }: Told): Promise<readonly z.infer<typeof jiraIssue>[]> {
  const all: z.infer<typeof jiraIssue>[] = [];
  const asked = { jql: `project = ${container} ORDER BY key ASC`, fields: '*all', maxResults: String(pageSize) };
  for (let at: string | undefined; ; ) {
    const query = new URLSearchParams({ ...asked, ...(at !== undefined && { nextPageToken: at }) });
    const page = jiraPage.parse(await from.read('GET', `/rest/api/3/search/jql?${query}`));
    all.push(...page.issues);
    at = page.nextPageToken;
    if (at === undefined) return all;
  }
}

interface Bare {
  /** Sends, and reads the answer as JSON. */
  read(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): void;
}

/** Node's client over kept-alive connections: no retries, no limits, nothing kept. */
function bare({ url, username, secret }: Told): Bare {
  const agent = new Agent({ keepAlive: true });
  const authorization =
    username === null ? `Bearer ${secret}` : `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;
  const headers = { authorization, 'user-agent': 'bare client', 'content-type': 'application/json' };
  return {
    read: (method, path, body) =>
      new Promise((resolve, reject) => {
        const sent = request(new URL(path, url), { method, agent, headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            if ((answer.statusCode ?? 0) >= 400) reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
            else resolve(text === '' ? null : JSON.parse(text));
          });
        });
        sent.on('error', reject);
        sent.end(body === undefined ? '' : JSON.stringify(body));
      }),
    close: () => agent.destroy(),
  };
}
