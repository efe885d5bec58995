import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asana } from '../../src-main/connectors/asana/index.ts';
import { type AsanaService, startAsanaService } from '../../src-main/demo/asana/start-asana-service.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import type { Content } from '../../src-shared/connector/attachments.ts';
import type { Connector, PullPage } from '../../src-shared/connector/connector.ts';
import type { Fields } from '../../src-shared/domain/field.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';
import { asanaExceptions as exceptions } from './asana-exceptions.ts';
import { createSpecChecker, type SpecChecker, whyNoSpec } from './spec-checker.ts';

/** All requests that `asana-client.ts` makes; files themselves are at another host, which is not Asana's API. */
const operations = [
  ...['DELETE /attachments/{attachment_gid}', 'DELETE /stories/{story_gid}', 'DELETE /tasks/{task_gid}'],
  ...['GET /attachments', 'GET /attachments/{attachment_gid}', 'GET /events', 'GET /projects'],
  ...['GET /projects/{project_gid}', 'GET /projects/{project_gid}/custom_field_settings'],
  ...['GET /projects/{project_gid}/sections', 'GET /sections/{section_gid}/tasks', 'GET /stories/{story_gid}'],
  ...['GET /tasks', 'GET /tasks/{task_gid}', 'GET /tasks/{task_gid}/stories', 'GET /tasks/{task_gid}/subtasks'],
  ...['GET /users', 'GET /users/{user_gid}', 'GET /workspaces', 'GET /workspaces/{workspace_gid}/tags'],
  ...['POST /attachments', 'POST /sections/{section_gid}/addTask', 'POST /tasks', 'POST /tasks/{task_gid}/addProject'],
  ...['POST /tasks/{task_gid}/addTag', 'POST /tasks/{task_gid}/removeTag', 'POST /tasks/{task_gid}/setParent'],
  ...['POST /tasks/{task_gid}/stories', 'POST /workspaces/{workspace_gid}/tags', 'PUT /stories/{story_gid}'],
  ...['PUT /tasks/{task_gid}'],
];

let service: AsanaService;
let checker: SpecChecker;
let connector: Connector;
const complaints: string[] = [];
const http = createNodeHttp();

const reason = whyNoSpec('asana');
describe.skipIf(reason)(`Asana’s own description${reason === null ? '' : ` (${reason})`}`, () => {
  beforeAll(async () => {
    checker = createSpecChecker('asana', { prefix: '/api/1.0', exceptions });
    service = await startAsanaService({ seed: true });
    service.onExchange((exchange) => complaints.push(...checker.check(exchange)));
    connector = await asana.connect({
      ...{ http, url: service.url, username: null, options: {}, clock: systemClock },
      ...{ secret: async () => service.token, signal: new AbortController().signal, logger: createRecordingLogger() },
    });
  });
  afterAll(async () => {
    http.close();
    await service.close();
  });

  test('everything that the connector does is as described, and so is what it is answered', async () => {
    const { project: container } = service.places;
    await connector.check();
    await connector.containers();
    await connector.schema(container);
    await connector.list(container);
    const [last] = (await pull(null)).slice(-1);
    const narrow = [{ field: 'status', values: [service.places.sections.doing] }];
    for await (const _ of connector.pull({ container, cursor: null, narrow, known: async () => new Map() }));
    const id = await writeTask();
    await writeComments(id);
    await writeAttachments(id);
    await connector.get(container, [id, '999999999']);
    await pull(last?.cursor ?? null);
    await connector.remove({ container, id, version: null });
    await pull(last?.cursor ?? null);
    await connector.remove({ container, id, version: null });

    expect(complaints).toEqual([]);
  });

  test('all operations of the connector were met, and every exception was needed', () => {
    expect([...checker.operations.keys()].sort()).toEqual(operations);
    expect([...checker.exceptionsUsed.keys()].sort()).toEqual(exceptions.map(({ source }) => source).sort());
    console.info(`asana: ${checker.operations.size} operations, ${checker.requests} requests as described`);
  });
});

async function pull(cursor: string | null): Promise<readonly PullPage[]> {
  const { project: container } = service.places;
  const pages: PullPage[] = [];
  for await (const page of connector.pull({ container, cursor, known: async () => new Map() })) pages.push(page);
  return pages;
}

/** Every field, set, changed and cleared; a subtask that is taken out again; an identity that is looked for. */
async function writeTask(): Promise<string> {
  const { project: container, fields: own, sections, users, priorities } = service.places;
  const identity = randomIds.next();
  const platforms = service.store.customFields.get(own.platforms)?.options ?? [];
  const first: Fields = {
    title: 'Print invoices',
    body: 'All of **them**.',
    status: sections.todo,
    assignees: [users.backend],
    labels: ['printing', 'billing'],
    start: { kind: 'date', date: '2026-12-01' },
    due: { kind: 'date', date: '2026-12-31' },
    priority: priorities.high,
    'x.Story points': 2.5,
    'x.Release': '1.0',
    'x.Platforms': platforms.slice(0, 2).map(({ gid }) => gid),
    'x.Reviewed': { kind: 'date', date: '2026-11-30' },
    'x.Testers': [users.tester],
  };
  const { id } = await connector.create({ container, identity, fields: first });
  const { id: child } = await connector.create({
    container,
    identity: randomIds.next(),
    fields: { title: 'Choose a font', parent: id },
  });
  await connector.find(container, identity);
  const changes: readonly Fields[] = [
    { status: sections.doing, labels: ['printing', 'paper'], due: { kind: 'instant', at: '2026-12-31T15:00:00Z' } },
    {
      start: { kind: 'instant', at: '2026-12-01T08:00:00Z' },
      'x.Reviewed': { kind: 'instant', at: '2026-11-30T10:00:00Z' },
    },
    { status: 'completed', body: 'None of them.' },
    { start: null, due: null, assignees: [], labels: [], body: '', status: sections.backlog },
    {
      priority: null,
      'x.Story points': null,
      'x.Release': null,
      'x.Platforms': [],
      'x.Reviewed': null,
      'x.Testers': [],
    },
  ];
  for (const fields of changes) await update(id, fields);
  await update(child, { parent: null });
  await update(child, { parent: id });
  const steps = [...service.store.tasks.values()].filter(({ memberships }) => memberships.length === 0);
  await update(steps[0]?.gid ?? '', { parent: null });
  return id;
}

async function update(id: string, fields: Fields): Promise<void> {
  const { project: container } = service.places;
  const { tasks } = await connector.get(container, [id]);
  const [current] = tasks;
  if (current === undefined) throw new Error('the task that is to be changed is not there');
  await connector.update({ container, id, fields, current });
}

async function writeComments(record: string): Promise<void> {
  const { project: container } = service.places;
  const { comments } = connector;
  const identity = randomIds.next();
  const made = await comments?.create({ container, record, identity, text: 'Seen.\n\n- once' });
  await comments?.find(container, record, identity);
  await comments?.read(container, [record]);
  await comments?.update({ container, record, id: made?.id ?? '', text: 'Seen twice.' });
  await comments?.remove({ container, record, id: made?.id ?? '' });
}

async function writeAttachments(record: string): Promise<void> {
  const { project: container } = service.places;
  const { attachments } = connector;
  const name = 'Größe.txt';
  const made = await attachments?.create?.({ container, record, name, mediaType: 'text/plain', content: content() });
  await attachments?.link?.({
    container,
    record,
    name: 'Plan',
    mediaType: null,
    url: 'https://files.example.org/plan',
  });
  await attachments?.read(container, [record]);
  const pieces = await attachments?.open({ container, record, id: made?.id ?? '', name, maxBytes: 100 });
  for await (const _ of pieces ?? []);
  await attachments?.remove({ container, record, id: made?.id ?? '' });
}

function content(): Content {
  const bytes = Buffer.from('Water first');
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  return { size: bytes.length, chunks: chunks(), sha256: () => createHash('sha256').update(bytes).digest('hex') };
}
