import { setTimeout } from 'node:timers/promises';
import { describe } from 'vitest';
import { redmine } from '../../src-main/connectors/redmine/index.ts';
import type { ConnectorPlace } from '../contract/connector-contract.ts';
import { describeConnector } from '../contract/connector-contract.ts';
import type { RedmineServerOptions } from '../fakes/redmine-server.ts';
import { createRedmineServer } from '../fakes/redmine-server.ts';
import { startServer, whyNoServer } from '../servers/real-server.ts';

/** What is true of any Redmine: an issue always has a status, a priority and a tracker. */
const issues = {
  username: null,
  sample: { title: 'Water the plants', body: 'All of them.' },
  required: ['title', 'status', 'priority', 'x.tracker'],
  manyRecords: 120,
} as const;

const list = (...values: readonly string[]) => values.map((value) => ({ value, label: value }));

async function startFake(options: RedmineServerOptions, textFormat: string): Promise<ConnectorPlace> {
  let passed = 0;
  const server = await createRedmineServer({ ...options, now: () => Date.now() + passed });
  server.store.customFields.push(
    { id: 11, name: 'Customer', format: 'string' },
    { id: 12, name: 'Points', format: 'int', isForAll: true },
    { id: 13, name: 'Cost', format: 'float' },
    { id: 14, name: 'Billable', format: 'bool' },
    { id: 15, name: 'Review', format: 'date' },
    { id: 16, name: 'Area', format: 'list', values: list('Front end', 'Back end') },
    { id: 17, name: 'Platforms', format: 'list', multiple: true, values: list('Linux', 'macOS') },
    { id: 18, name: 'Level', format: 'enumeration', values: [{ value: '4', label: 'Gold' }] },
    { id: 19, name: 'Tester', format: 'user' },
    { id: 20, name: 'Found in', format: 'version' },
    { id: 21, name: 'category', format: 'text' },
  );
  return {
    ...issues,
    values: { 'x.Points': [5, -3] },
    url: server.url,
    secret: server.key,
    container: 'tasks',
    options: { textFormat },
    edit: async (id, title) => {
      const issue = server.store.issues.get(Number(id));
      if (issue !== undefined) Object.assign(issue, { subject: title, updated: Date.now() });
    },
    comment: async (id, text, isPrivate) => {
      const journal = server.store.nextId();
      const created = Date.now();
      server.store.journals.set(journal, { id: journal, issue: Number(id), user: 5, notes: text, isPrivate, created });
    },
    attach: async (id, name, text) => {
      const file = server.store.nextId();
      const bytes = Buffer.from(text);
      const base = { id: file, issue: Number(id), user: 5, name, mediaType: 'text/plain', bytes };
      server.store.files.set(file, { ...base, token: `${file}.used`, created: Date.now() });
    },
    nextMoment: async () => {
      passed += 1_000;
    },
    stop: server.close,
  };
}

describeConnector('redmine, a small server with Textile', {
  descriptor: redmine,
  start: () => startFake({}, 'textile'),
});

describeConnector('redmine, a small server with Markdown in a folder of its host', {
  descriptor: redmine,
  start: () => startFake({ folder: '/redmine' }, 'markdown'),
});

async function startRedmine(): Promise<ConnectorPlace> {
  const { base, project = '', api_key: key = '', stop } = await startServer('redmine');
  const send = (method: string, path: string, body: unknown): Promise<Response> => {
    const headers = { 'x-redmine-api-key': key, 'content-type': 'application/json' };
    return fetch(new URL(path, base), { method, headers, body: JSON.stringify(body) });
  };
  await send('POST', `projects/${project}/versions.json`, { version: { name: '1.0' } });
  await send('POST', `projects/${project}/issue_categories.json`, { issue_category: { name: 'Backend' } });
  return {
    ...issues,
    url: base,
    secret: key,
    container: project,
    edit: async (id, title) => void (await send('PUT', `issues/${id}.json`, { issue: { subject: title } })),
    // Its times are whole seconds.
    nextMoment: () => setTimeout(1_000),
    stop,
  };
}

const reason = whyNoServer('redmine');
describe.skipIf(reason)(`a real server${reason === null ? '' : ` (${reason})`}`, () => {
  describeConnector('redmine, Redmine on SQLite', { descriptor: redmine, start: startRedmine, timeoutMs: 60_000 });
});
