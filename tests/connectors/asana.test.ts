import { completed } from '../../src-main/connectors/asana/asana-fields.ts';
import { asana } from '../../src-main/connectors/asana/index.ts';
import { startAsanaService } from '../../src-main/demo/asana/start-asana-service.ts';
import type { ConnectorPlace } from '../contract/connector-contract.ts';
import { describeConnector } from '../contract/connector-contract.ts';

async function start(): Promise<ConnectorPlace> {
  const service = await startAsanaService();
  const { store, changes, places } = service;
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
    stop: service.close,
  };
}

describeConnector('asana, a small service with its semantics', { descriptor: asana, start });
