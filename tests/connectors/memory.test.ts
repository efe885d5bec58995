import { createMemoryConnector } from '../../src-main/connectors/memory/index.ts';
import { createMemoryService } from '../../src-main/connectors/memory/memory-service.ts';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import { describeConnector } from '../contract/connector-contract.ts';

for (const [identity, precondition, deletions] of [
  ['A', true, 'feed'],
  ['B', true, 'listing'],
  ['C', false, 'listing'],
  ['D', false, 'feed'],
  ['E', true, 'listing'],
] as const) {
  const service = createMemoryService({ clock: systemClock, identity, precondition, deletions, pageSize: 3 });
  describeConnector(`memory, identity ${identity}, deletions by ${deletions}`, {
    descriptor: createMemoryConnector(service),
    transport: 'none',
    start: async () => ({
      url: service.url,
      username: null,
      secret: 'memory-needs-no-secret',
      container: 'inbox',
      sample: { title: 'Sample', body: 'Some text' },
      values: { assignees: [['ada@example.org'], []], milestone: ['1.0'] },
      edit: async (id, title) => {
        service.edit(id, { title });
      },
      comment: async (id, text, isInternal) => {
        service.comment(id, text, { by: 'Ana', isInternal });
      },
      attach: async (id, name, text) => {
        service.attach(id, name, text, { by: 'Ana' });
      },
      stop: async () => undefined,
    }),
  });
}
