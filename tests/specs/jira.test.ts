import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jira } from '../../src-main/connectors/jira/index.ts';
import type { SimulatedJira } from '../../src-main/demo/jira/jira-service.ts';
import { startJiraService } from '../../src-main/demo/jira/jira-service.ts';
import type { NodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import type { Content } from '../../src-shared/connector/attachments.ts';
import type { Connector } from '../../src-shared/connector/connector.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';
import type { Exception, SpecChecker } from './spec-checker.ts';
import { createSpecChecker, whyNoSpec } from './spec-checker.ts';

const exceptions: readonly Exception[] = [
  {
    operation: 'GET /rest/agile/1.0/board/{boardId}/sprint',
    complaint: /^query state may not be/,
    source:
      'Declared as an object without members, and described as “Valid values: future, active, closed. You can define multiple states separated by commas”.',
  },
];

const reason = whyNoSpec('jira') ?? whyNoSpec('jira-agile-2022');
describe.skipIf(reason)(`jira and its official description${reason === null ? '' : ` (${reason})`}`, () => {
  let service: SimulatedJira;
  let http: NodeHttp;
  let connector: Connector;
  let platform: SpecChecker;
  let agile: SpecChecker;
  const complaints: string[] = [];

  beforeAll(async () => {
    service = await startJiraService({ seed: true });
    http = createNodeHttp();
    platform = createSpecChecker('jira');
    agile = createSpecChecker('jira-agile-2022', { exceptions });
    service.onExchange((exchange) => {
      const checker = exchange.path.startsWith('/rest/agile/') ? agile : platform;
      complaints.push(...checker.check(exchange));
    });
    connector = await jira.connect({
      ...{ http, url: service.origin, username: service.username, secret: async () => service.token },
      ...{ options: { deployment: 'cloud' }, signal: new AbortController().signal },
      ...{ clock: systemClock, logger: createRecordingLogger() },
    });
  });
  afterAll(async () => {
    http.close();
    await service.close();
  });

  test('everything that the connector can do is as described', async () => {
    const container = 'WEB';
    await connector.check();
    await connector.containers();
    const { fields } = await connector.schema(container);
    const request = { container, cursor: null, known: async () => new Map<string, string>() };
    let cursor: string | null = null;
    for await (const page of connector.pull(request)) cursor = page.cursor;
    for await (const page of connector.pull({ ...request, cursor })) cursor = page.cursor;
    for await (const page of connector.pull({ ...request, narrow: [{ field: 'labels', values: ['api', 'ux'] }] })) {
      expect(page.problems).toEqual([]);
    }

    const option = (name: string): string => fields[name]?.options?.[0]?.value ?? '';
    const done = fields['status']?.options?.find(({ label }) => label === 'Done')?.value ?? '';
    const identity = randomIds.next();
    const { id } = await connector.create({
      ...{ container, identity },
      fields: {
        ...{
          title: 'Check the description',
          body: '* One\n* Two &amp; more',
          status: done,
          labels: ['spec'],
          estimate: 90,
        },
        ...{ priority: option('priority'), assignees: [option('assignees')], milestone: option('milestone') },
        ...{ due: { kind: 'date', date: '2026-12-24' }, start: { kind: 'date', date: '2026-12-01' } },
        ...{ 'x.components': [option('x.components')], 'x.Severity': option('x.Severity'), 'x.Story Points': 3 },
        ...{ 'x.Sprint': option('x.Sprint'), 'x.Region': 'Europe / North', 'x.Tester': option('x.Tester') },
        ...{ 'x.How to test': 'By **hand**', 'x.Release at': { kind: 'instant', at: '2026-12-24T08:00:00Z' } },
      },
    });
    expect(await connector.find(container, identity)).toHaveLength(1);
    const read = async () => {
      const { tasks } = await connector.get(container, [id]);
      if (tasks[0] === undefined) throw new Error('the issue that was made cannot be read');
      return tasks[0];
    };
    const others = await connector.list(container);
    await connector.get(container, others.slice(0, 20));
    await connector.update({
      ...{ container, id, current: await read() },
      fields: { title: 'Checked', body: 'Plain', labels: ['spec', 'ux'], status: option('status'), parent: null },
    });

    const comment = await connector.comments?.create({
      container,
      record: id,
      identity: randomIds.next(),
      text: 'First',
    });
    await connector.comments?.read(container, others.slice(0, 20));
    await connector.comments?.update({ container, record: id, id: comment?.id ?? '', text: 'Changed' });
    await connector.comments?.remove({ container, record: id, id: comment?.id ?? '' });

    const file = await connector.attachments?.create?.({
      ...{ container, record: id, name: 'plan.txt', mediaType: 'text/plain', content: contentOf('Water first') },
    });
    await connector.attachments?.read(container, [id]);
    const open = { container, record: id, id: file?.id ?? '', name: 'plan.txt', maxBytes: 100 };
    const pieces: Uint8Array[] = [];
    for await (const piece of (await connector.attachments?.open(open)) ?? []) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toBe('Water first');
    await connector.attachments?.remove({ container, record: id, id: file?.id ?? '' });

    await connector.remove({ container, id, version: null });
    expect((await connector.get(container, [id])).missing).toEqual([id]);
    for await (const _ of connector.pull({ ...request, container: 'jql:project = WEB AND labels is not EMPTY' }));
    expect([...new Set(complaints)]).toEqual([]);
  });

  test('it met this many operations and requests', () => {
    const operations = [...platform.operations, ...agile.operations];
    console.info(
      `jira: ${operations.length} operations, ${platform.requests + agile.requests} requests; exceptions used:`,
      Object.fromEntries(agile.exceptionsUsed),
    );
    console.info(operations.map(([operation, count]) => `${operation} ${count}`).join('\n'));
    expect(operations.length).toBeGreaterThanOrEqual(24);
  });
});

function contentOf(text: string): Content {
  const bytes = new TextEncoder().encode(text);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  return { size: bytes.length, chunks: chunks(), sha256: () => '' };
}
