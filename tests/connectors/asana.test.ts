import { expect } from 'vitest';
import { completed } from '../../src-main/connectors/asana/asana-fields.ts';
import { asana } from '../../src-main/connectors/asana/index.ts';
import { type AsanaService, startAsanaService } from '../../src-main/demo/asana/start-asana-service.ts';
import type { ConnectorPlace } from '../contract/connector-contract.ts';
import { describeConnector } from '../contract/connector-contract.ts';
import { asanaExceptions } from '../specs/asana-exceptions.ts';
import { createSpecChecker, type SpecChecker, whyNoSpec } from '../specs/spec-checker.ts';

/** Everything that the suite makes the connector say is compared with Asana's own description, where that is here. */
function listenTo(service: AsanaService): { complaints: readonly string[]; checker: SpecChecker | null } {
  const complaints: string[] = [];
  if (whyNoSpec('asana') !== null) return { complaints, checker: null };
  const checker = createSpecChecker('asana', { prefix: '/api/1.0', exceptions: asanaExceptions });
  service.onExchange((exchange) => complaints.push(...checker.check(exchange)));
  return { complaints, checker };
}

async function start(): Promise<ConnectorPlace> {
  const service = await startAsanaService();
  const { store, changes, places } = service;
  const { complaints, checker } = listenTo(service);
  const { sections } = places;
  return {
    url: service.url,
    username: null,
    secret: service.token,
    container: places.project,
    // A start date needs a due date beside it.
    sample: { title: 'Water the plants', body: 'All of them.', due: { kind: 'date', date: '2029-12-31' } },
    // Asana takes tasks without a name.
    required: ['status'],
    values: {
      // `open` belongs to subtasks in no section: what we make always has one.
      status: [sections.doing, completed, sections.done, sections.backlog],
      // A start time needs a due time: tests/integration/asana-fields.test.ts.
      start: [
        { kind: 'date', date: '2026-03-29' },
        { kind: 'date', date: '2028-02-29' },
      ],
    },
    manyRecords: 230,
    edit: async (id, title) => changes.update(store.task(id), { name: title }, places.users.tester),
    attach: async (id, name, text) => {
      const gid = store.nextGid();
      const task = store.task(id);
      const attachment = { gid, task: id, name, createdAt: store.stamp(), bytes: Buffer.from(text), url: null };
      store.attachments.set(gid, attachment);
      const html = `<body>attached https://app.asana.com/app/asana/-/get_asset?asset_id=${gid}</body>`;
      store.tell(task, 'attachment_added', html, places.users.tester);
    },
    stop: async () => {
      await service.close();
      expect(complaints).toEqual([]);
      if (checker) console.info(`asana: ${checker.requests} requests of the contract as described`);
    },
  };
}

describeConnector('asana, a small service with its semantics', { descriptor: asana, start });
