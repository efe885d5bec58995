import { afterEach, describe, expect, test } from 'vitest';
import type { GithubService, GithubServiceOptions } from '../../../src-main/demo/github/github-service.ts';
import { startGithubService } from '../../../src-main/demo/github/github-service.ts';
import { addComment, addIssue, deleteIssue, fullName, transferIssue } from '../../../src-main/demo/github/store.ts';
import { createServiceClock } from '../../../src-main/demo/kit/service-clock.ts';

let service: GithubService | undefined;
afterEach(() => service?.close());

interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & Record<string, unknown>[];
}

async function start(options: GithubServiceOptions = {}) {
  const started = await startGithubService({ clock: createServiceClock(() => Date.UTC(2026, 2, 1, 9)), ...options });
  service = started;
  const at = `/repos/${fullName(started.repository)}`;
  const ask = async (method: string, path: string, more: RequestInit = {}, token = started.token): Promise<Said> => {
    const headers = { authorization: `Bearer ${token}`, 'user-agent': 'test', ...more.headers };
    const answer = await fetch(`${started.origin}${path}`, { redirect: 'manual', ...more, method, headers });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
  };
  const send = (method: string, path: string, body: unknown, token?: string): Promise<Said> =>
    ask(method, path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }, token);
  const add = (title: string, more = {}) =>
    addIssue(started.store, started.repository, { author: 'tester', title, ...more });
  return { service: started, at, ask, send, add };
}

describe('a simulated GitHub', () => {
  test('lists open ones unless asked otherwise, with pull requests among them, a page at a time', async () => {
    const { ask, at, add, service: github } = await start();
    for (let index = 0; index < 5; index++) add(`Issue ${index}`);
    add('Closed', { state: 'closed', reason: 'completed' });
    add('Pull', { isPullRequest: true });
    const first = await ask('GET', `${at}/issues?per_page=4`);
    expect(first.body.map(({ title }) => title)).toEqual(['Pull', 'Issue 4', 'Issue 3', 'Issue 2']);
    expect(first.body[0]).toHaveProperty('pull_request');
    const link = first.headers.get('link') ?? '';
    expect(link).toContain(`${github.origin}/repositories/${github.repository.id}/issues?per_page=4&page=2&after=`);
    expect((await ask('GET', `${at}/issues?page=100`)).status).toBe(422);
    const next = /<([^>]+)>; rel="next"/.exec(link)?.[1] ?? '';
    expect((await ask('GET', next.slice(github.origin.length))).body).toHaveLength(2);
    expect((await ask('GET', `${at}/issues?state=all&per_page=100`)).body).toHaveLength(7);
  });

  test('counts `since` from the whole second on', async () => {
    const { ask, at, add, service: github } = await start();
    add('Now', { updatedAt: github.clock.now() + 900 });
    expect((await ask('GET', `${at}/issues?since=2026-03-01T09:00:00Z`)).body).toHaveLength(1);
    expect((await ask('GET', `${at}/issues?since=2026-03-01T09:00:01Z`)).body).toHaveLength(0);
  });

  test('refuses strangers, and programs that do not say who they are', async () => {
    const { ask, at, service: github } = await start();
    expect(await ask('GET', '/user', {}, 'wrong')).toMatchObject({ status: 401, body: { message: 'Bad credentials' } });
    expect((await ask('GET', '/user', { headers: { 'user-agent': '' } })).status).toBe(403);
    github.repository.roles.delete('visitor');
    expect((await ask('GET', at, {}, github.readerToken)).status).toBe(404);
  });

  test('answers 304 to a tag that it gave, free of charge', async () => {
    const { ask, at } = await start({ limits: true });
    const first = await ask('GET', `${at}/issues`);
    const again = await ask('GET', `${at}/issues`, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    expect([first, again].map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['4999', '4999']);
  });

  test('leaves labels, people and milestones out in silence without the right for them', async () => {
    const { send, at, service: github } = await start();
    const body = { title: 'Mine', labels: ['bug'], assignees: ['tester'], milestone: 1 };
    const made = await send('POST', `${at}/issues`, body, github.readerToken);
    expect(made).toMatchObject({ status: 201, body: { labels: [], assignees: [], milestone: null } });
    expect(github.repository.labels).toEqual([]);
  });

  test('makes new labels for those who may push only, and knows them in other letters', async () => {
    const { send, at, service: github } = await start();
    const designer = 'ghp_simulatedOfTheDesigner';
    const one = await send('POST', `${at}/issues`, { title: 'One', labels: ['Bug'] });
    expect(one.body['labels']).toMatchObject([{ name: 'Bug' }]);
    const two = await send('POST', `${at}/issues`, { title: 'Two', labels: ['BUG', 'unknown'] }, designer);
    expect(two.body['labels']).toMatchObject([{ name: 'Bug' }]);
    expect(github.repository.labels.map(({ name }) => name)).toEqual(['Bug']);
  });

  test('looks at a reason only while the state changes', async () => {
    const { send, at, add } = await start();
    const path = `${at}/issues/${add('One').number}`;
    const reasonAfter = async (body: unknown) => (await send('PATCH', path, body)).body['state_reason'];
    expect(await reasonAfter({ state: 'closed', state_reason: 'not_planned' })).toBe('not_planned');
    expect(await reasonAfter({ state: 'closed', state_reason: 'completed' })).toBe('not_planned');
    expect(await reasonAfter({ state: 'open' })).toBe('reopened');
  });

  test('says 410 of what was deleted, 301 of what was moved, 404 of what never was', async () => {
    const { ask, at, add, service: github } = await start();
    const [gone, moved] = [add('Gone'), add('Moved')];
    deleteIssue(github.store, gone);
    const there = transferIssue(github.store, moved, github.otherRepository);
    expect((await ask('GET', `${at}/issues/${gone.number}`)).status).toBe(410);
    const sentOn = await ask('GET', `${at}/issues/${moved.number}`);
    expect(sentOn.status).toBe(301);
    expect(sentOn.headers.get('location')).toBe(
      `${github.origin}/repositories/${github.otherRepository.id}/issues/${there.number}`,
    );
    expect((await ask('GET', `${at}/issues/99`)).status).toBe(404);
  });

  test('has a search that is behind', async () => {
    const { ask, add, service: github } = await start({ searchLagMs: 5_000 });
    const count = async () =>
      (await ask('GET', `/search/issues?q=repo:${fullName(github.repository)}+is:issue`)).body['total_count'];
    const issue = add('New');
    expect(await count()).toBe(0);
    github.clock.advance(5_000);
    expect(await count()).toBe(1);
    deleteIssue(github.store, issue);
    expect(await count()).toBe(1);
    github.clock.advance(6_000);
    expect(await count()).toBe(0);
  });

  test('lets a new comment change its issue, and an edited one not', async () => {
    const { send, at, add, service: github } = await start();
    const issue = add('One');
    github.clock.advance(10_000);
    const comment = addComment(github.store, issue, 'ana-admin', 'First');
    const at10 = issue.updatedAt;
    expect(at10).toBe(issue.createdAt + 10_000);
    github.clock.advance(10_000);
    await send('PATCH', `${at}/issues/comments/${comment.id}`, { body: 'Changed' });
    expect(issue.updatedAt).toBe(at10);
  });

  test('has the same board on every start', async () => {
    const boards = [];
    for (let turn = 0; turn < 2; turn++) {
      const { ask, at, service: github } = await start({ seed: true });
      const { body } = await ask('GET', `${at}/issues?state=all&per_page=100`);
      boards.push(JSON.stringify(body).replaceAll(github.origin, ''));
      await github.close();
    }
    expect(boards[0]).toBe(boards[1]);
    const issues: { pull_request?: unknown }[] = JSON.parse(boards[0] ?? '[]');
    expect(issues.filter((issue) => issue.pull_request === undefined)).toHaveLength(40);
  });
});
