import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { github } from '../../src-main/connectors/github/index.ts';
import type { GithubService } from '../../src-main/demo/github/github-service.ts';
import { startGithubService } from '../../src-main/demo/github/github-service.ts';
import { addComment, deleteIssue, findIssue, fullName, transferIssue } from '../../src-main/demo/github/store.ts';
import type { Exchange } from '../../src-main/demo/kit/simulated-service.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import type { Connector, RemoteTask } from '../../src-shared/connector/connector.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';
import { createSpecChecker, type SpecChecker, whyNoSpec } from './spec-checker.ts';

/** All that the connector may ever send. */
const operations = [
  'GET /user',
  'GET /user/repos',
  'GET /search/issues',
  'GET /orgs/{org}/issue-fields',
  'GET /orgs/{org}/issue-types',
  'GET /repos/{owner}/{repo}',
  'GET /repos/{owner}/{repo}/assignees',
  'GET /repos/{owner}/{repo}/milestones',
  'GET /repos/{owner}/{repo}/issues',
  'POST /repos/{owner}/{repo}/issues',
  'GET /repos/{owner}/{repo}/issues/{issue_number}',
  'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/parent',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues',
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/sub_issue',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/issue-field-values',
  'DELETE /repos/{owner}/{repo}/issues/{issue_number}/issue-field-values/{issue_field_id}',
  'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
  'GET /repos/{owner}/{repo}/issues/comments',
  'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
  'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
];

const reason = whyNoSpec('github');
describe.skipIf(reason)(`GitHub's own description${reason === null ? '' : ` (${reason})`}`, () => {
  const http = createNodeHttp();
  const complaints: string[] = [];
  let service: GithubService;
  let checker: SpecChecker;
  let connector: Connector;
  let container = '';

  beforeAll(async () => {
    service = await startGithubService({ seed: true });
    container = fullName(service.repository);
    checker = createSpecChecker('github', {
      exceptions: [
        {
          operation: 'GET /repos/{owner}/{repo}/issues',
          complaint: /response 304 is not described/,
          source:
            'docs.github.com, “Best practices for using the REST API”: most endpoints return an ETag and answer 304 to it',
        },
        {
          operation: 'GET /repos/{owner}/{repo}/issues',
          complaint: /query after is not described/,
          source: 'Links hold positions since 2025 (google/go-github#3565): they are followed as they are',
        },
        {
          operation: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
          complaint: /response 301 is not described/,
          source:
            'the issue itself is described with 301 when it was transferred; what is below it redirects in the same way',
        },
        {
          operation: 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
          complaint: /response 404 is not described/,
          source: 'GET of a comment that is gone is described with 404; DELETE has no other answer to give',
        },
      ],
    });
    // Links and redirects lead to /repositories/ID: the same operations, which the description has under the name only.
    service.onExchange((exchange: Exchange) => {
      const template = exchange.template?.replace('/repositories/{repository_id}', '/repos/{owner}/{repo}') ?? null;
      complaints.push(...checker.check({ ...exchange, template }));
    });
    connector = await github.connect({
      ...{ http, url: service.origin, username: null, secret: async () => service.token, options: {} },
      ...{ signal: new AbortController().signal, clock: systemClock, logger: createRecordingLogger() },
    });
  });
  afterAll(async () => {
    http.close();
    await service.close();
  });

  const pull = async (cursor: string | null): Promise<{ tasks: RemoteTask[]; cursor: string | null }> => {
    const tasks: RemoteTask[] = [];
    let end: string | null = null;
    for await (const page of connector.pull({ container, cursor, known: async () => new Map() })) {
      tasks.push(...page.tasks);
      end = page.cursor;
    }
    return { tasks, cursor: end };
  };
  const read = async (id: string): Promise<RemoteTask> => {
    const [task] = (await connector.get(container, [id])).tasks;
    if (task === undefined) throw new Error(`issue ${id} cannot be read`);
    return task;
  };
  const make = async (fields: Readonly<Record<string, string>>): Promise<string> =>
    (await connector.create({ container, identity: randomIds.next(), fields: { title: 'New', ...fields } })).id;

  test('describes all that we send, and all that the simulated service answers', async () => {
    await connector.check();
    await connector.containers();
    const { fields: schema } = await connector.schema(container);
    const first = await pull(null);
    const { comments } = connector;
    await comments?.read(
      container,
      first.tasks.map(({ id }) => id),
    );
    for (let cursor = first.cursor, runs = 0; runs < 3; runs++) {
      service.clock.advance(400_000);
      ({ cursor } = await pull(cursor));
    }

    const identity = randomIds.next();
    const person = schema['assignees']?.options?.[0]?.value ?? '';
    const fields = {
      ...{ title: 'Everything', body: 'See @tester and #1.', status: 'not_planned', labels: ['bug', 'quite new'] },
      ...{ assignees: [person], milestone: '1', parent: '1', 'x.type': 'Bug', 'x.Priority': 'High', 'x.Effort': 3 },
      'x.Target date': { kind: 'date', date: '2026-12-01' },
      ...{ 'x.Customer': 'All of them', 'x.Platforms': ['Linux', 'Windows'] },
    } as const;
    const { id } = await connector.create({ container, identity, fields });
    expect((await read(id)).fields).toMatchObject(fields);
    expect((await connector.find(container, identity)).map((task) => task.id)).toEqual([id]);
    const cleared = {
      ...{ title: 'Nothing', body: '', status: 'duplicate', labels: [], assignees: [], milestone: null, parent: null },
      ...{ 'x.type': null, 'x.Priority': null, 'x.Effort': null, 'x.Target date': null, 'x.Customer': null },
      'x.Platforms': [],
    };
    await connector.update({ container, id, fields: cleared, current: await read(id) });
    expect((await read(id)).fields).toEqual(cleared);

    const comment = await comments?.create({
      container,
      record: id,
      identity: randomIds.next(),
      text: 'Hello @tester',
    });
    const at = { container, record: id, id: comment?.id ?? '' };
    await comments?.update({ ...at, text: 'Changed' });
    await comments?.remove(at);
    await comments?.remove(at);
    await expect(comments?.update({ ...at, text: 'Too late' })).rejects.toMatchObject({ code: 'not-found' });

    const moved = await make({});
    const gone = await make({});
    const issueAt = (number: string) => findIssue(service.store, service.repository, Number(number));
    const [toMove, toDelete] = [issueAt(moved), issueAt(gone)];
    if (toMove) transferIssue(service.store, toMove, service.otherRepository);
    if (toDelete) deleteIssue(service.store, toDelete);
    const result = await connector.get(container, [moved, gone, '99999']);
    expect(result).toMatchObject({ missing: [gone], problems: [{ id: moved }, { id: '99999' }] });
    await expect(
      connector.update({ container, id: gone, fields: { title: 'x' }, current: await read(id) }),
    ).rejects.toThrow();
    await comments?.read(container, [moved, gone]);

    // More than a page, so that links are followed.
    for (let more = 0; more < 110; more++) {
      const issue = issueAt(await make({}));
      if (issue) addComment(service.store, issue, 'tester', 'Seen');
    }
    expect((await connector.list(container)).length).toBeGreaterThan(140);
    const all = await pull(null);
    for (let from = 0; from < all.tasks.length; from += 100) {
      await comments?.read(
        container,
        all.tasks.slice(from, from + 100).map((task) => task.id),
      );
    }

    expect(complaints).toEqual([]);
    expect(checker.exceptionsUsed.size, 'an exception that is not needed is a lie').toBe(4);
    expect([...checker.operations.keys()].sort()).toEqual([...operations].sort());
    expect(checker.requests).toBeGreaterThan(250);
    console.info(`github: ${checker.operations.size} operations, ${checker.requests} requests, none but as described`);
  });
});
