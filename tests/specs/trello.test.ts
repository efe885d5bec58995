import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trello } from '../../src-main/connectors/trello/index.ts';
import type { Exchange } from '../../src-main/demo/kit/simulated-service.ts';
import { startTrelloService, type TrelloService } from '../../src-main/demo/trello/trello-service.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import type { Connector, RemoteTask } from '../../src-shared/connector/connector.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';
import { createSpecChecker, type Exception, type SpecChecker, whyNoSpec } from './spec-checker.ts';

const guides = 'developer.atlassian.com/cloud/trello/guides/rest-api';
/** What is known to be wrong or missing in the description, and how it is known. */
const exceptions: readonly Exception[] = [
  {
    complaint: /^query (fields|customFieldItems|checklists|attachments|limit|before) is not described/,
    source: `${guides}/nested-resources: what a listing may be asked for; the description refers to it`,
  },
  {
    complaint: /^query fields may not be/,
    source: 'the description: "a comma-separated list of fields", where the schema says one of them',
  },
  {
    complaint: /^query (idMembers|idLabels) may not be ""/,
    source: 'the description: "comma-separated list", where the schema says one id; an empty list is one without ids',
  },
  {
    complaint: /^query (due|start) may not be/,
    source: `${guides}/object-definitions: due dates have a time, where the schema says a day; or null, which it allows`,
  },
  {
    operation: 'POST /checklists/{id}/checkItems',
    complaint: /^query pos may not be/,
    source: 'the description: "or a positive number", where the schema says a text beside it',
  },
  {
    complaint: /^response .*(due|start|date|dateLastActivity) must match format "date"/,
    source: 'recorded cards and boards: these have a time, in milliseconds',
  },
  {
    complaint: /^response \/idAttachmentCover must be string/,
    source: 'recorded cards: null where there is none',
  },
  {
    complaint: /^response \/labels\/\d+ must/,
    source: 'recorded cards: whole labels, where the schema says ids',
  },
  {
    operation: 'GET /members/{id}/boards',
    complaint: /^response \/\d+\/memberships must be string/,
    source: 'recorded boards: a list, where the schema says a text',
  },
  {
    operation: 'PUT /cards/{idCard}/customFields',
    complaint: /must match pattern .*\{32\}/,
    source: 'the description itself: the example has 24 digits, as all ids',
  },
  {
    operation: 'PUT /cards/{idCard}/customFields',
    complaint: /must be (number|boolean|object)/,
    source: `${guides}/getting-started-with-custom-fields: values are texts, and empty ones clear`,
  },
  {
    operation: 'POST /cards/{id}/attachments',
    complaint: /^request has a body/,
    source: 'the description: "The file to attach, as multipart/form-data"',
  },
  {
    complaint: /^response {2}must be array/,
    source: `${guides}/object-definitions: one attachment, where the schema says a list`,
  },
  {
    operation: 'GET /cards/{id}/attachments',
    complaint: /^response (\/\d+\/bytes must be string|\/\d+ must match exactly one schema)/,
    source: `${guides}/object-definitions: "bytes integer"; the second follows from this and from the dates`,
  },
  {
    complaint: /^response 404 is not described/,
    source: 'the description names failures for one operation only',
  },
];

/**
 * "Query parameters may also be replaced with a JSON request body instead", says the description of the writes that have no
 * body of their own: what we send there is checked as the parameters that it stands for.
 */
function asQuery(exchange: Exchange): Exchange {
  const type = exchange.requestHeaders['content-type'] ?? '';
  if (!type.includes('json') || exchange.template === '/1/cards/{idCard}/customFields') return exchange;
  const query = new URLSearchParams(exchange.query);
  const values = JSON.parse(exchange.requestBody.toString('utf8')) as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(values)) query.set(name, String(value));
  return { ...exchange, query, requestBody: Buffer.alloc(0) };
}

const reason = whyNoSpec('trello');
describe.skipIf(reason)(`Trello's own description${reason === null ? '' : ` (${reason})`}`, () => {
  let checker: SpecChecker;
  const complaints: string[] = [];
  const http = createNodeHttp();
  let service: TrelloService;
  let connector: Connector;

  beforeAll(async () => {
    checker = createSpecChecker('trello', { prefix: '/1', exceptions });
    service = await startTrelloService({ content: 'team' });
    service.http.onExchange((exchange) => {
      // Files are fetched as community.developer.atlassian.com, "Authenticated Access to S3", says; that is no operation.
      if (exchange.path.startsWith('/files/') || exchange.path.includes('/download/')) return;
      complaints.push(...checker.check(asQuery(exchange)));
    });
    connector = await trello.connect({
      ...{ http, url: service.url, username: null, secret: async () => service.token, options: { key: service.key } },
      ...{ signal: new AbortController().signal, clock: systemClock, logger: createRecordingLogger() },
    });
  });
  afterAll(async () => {
    http.close();
    await service.close();
    console.info(`trello: ${checker.operations.size} operations in ${checker.requests} requests`, [
      ...checker.operations,
    ]);
    console.info('exceptions used', [...checker.exceptionsUsed]);
  });

  const read = async (...ids: readonly string[]): Promise<readonly RemoteTask[]> =>
    (await connector.get(service.board.id, ids)).tasks;
  const pullAll = async (): Promise<readonly RemoteTask[]> => {
    const tasks: RemoteTask[] = [];
    const request = { container: service.board.id, cursor: null, known: async () => new Map() };
    for await (const page of connector.pull(request)) tasks.push(...page.tasks);
    return tasks;
  };

  test('has every request that the connector makes, and each answer looks as it says', async () => {
    const container = service.board.id;
    await connector.check();
    await connector.containers();
    const { fields } = await connector.schema(container);
    const tasks = await pullAll();
    await connector.list(container);

    const options = (name: string): readonly string[] => (fields[name]?.options ?? []).map(({ value }) => value);
    const identity = randomIds.next();
    const due = { kind: 'date', date: '2027-03-01' } as const;
    const { id } = await connector.create({
      ...{ container, identity },
      fields: {
        ...{
          title: 'Made',
          body: 'Text',
          status: options('status')[1] ?? '',
          assignees: options('assignees').slice(0, 2),
        },
        ...{ labels: ['bug', 'a new one'], due, start: due, 'x.Customer': 'Somebody', 'x.Story points': 5 },
        ...{ 'x.Checklists': '### Steps\n- [ ] One\n- [x] Two\n\n### More' },
        ...{ 'x.Severity': options('x.Severity')[0] ?? '', 'x.Billable': true, 'x.Release': due },
      },
    });
    expect(await connector.find(container, identity)).toHaveLength(1);
    for (const change of [
      { title: 'Changed', body: 'Other text', labels: [], assignees: [], due: null, start: null },
      { status: 'complete' },
      { status: 'archived' },
      { 'x.Customer': null, 'x.Severity': null },
      { 'x.Checklists': '### More\n- [ ] Last\n\n### Steps\n- [x] One' },
      { 'x.Checklists': '### Steps\n- [x] One' },
    ]) {
      const [current] = await read(id);
      if (current !== undefined) await connector.update({ container, id, fields: change, current });
    }
    await connector.create({
      container,
      identity: randomIds.next(),
      fields: { title: 'Put away', status: 'archived' },
    });
    await read(...tasks.slice(0, 5).map((task) => task.id));
    await read(...tasks.map((task) => task.id));

    const comment = await connector.comments?.create({
      container,
      record: id,
      identity: randomIds.next(),
      text: 'Hello',
    });
    await connector.comments?.update({ container, record: id, id: comment?.id ?? '', text: 'Hello again' });
    await connector.comments?.find(container, id, identity);
    await connector.comments?.remove({ container, record: id, id: comment?.id ?? '' });
    // More than a few: then they are read for the whole board.
    for (const card of [...service.store.cards.values()].slice(0, 15))
      service.store.addComment(service.me.id, card, 'So it is');
    await connector.comments?.read(
      container,
      tasks.map((task) => task.id),
    );

    const bytes = Buffer.from('Water first');
    const content = {
      size: bytes.length,
      chunks: (async function* () {
        yield bytes;
      })(),
      sha256: () => '',
    };
    const request = { container, record: id, name: 'plan.txt', mediaType: 'text/plain' };
    const file = await connector.attachments?.create?.({ ...request, content });
    await connector.attachments?.link?.({ ...request, mediaType: null, url: 'https://files.example.org/plan' });
    const pieces = await connector.attachments?.open({ ...request, id: file?.id ?? '', maxBytes: 100 });
    for await (const piece of pieces ?? []) expect(Buffer.from(piece).toString()).toBe('Water first');
    await connector.attachments?.read(container, [id]);
    await connector.attachments?.read(container, [id, ...tasks.map((task) => task.id)]);
    await connector.attachments?.remove({ container, record: id, id: file?.id ?? '' });
    await connector.remove({ container, id, version: null });
    await connector.remove({ container, id, version: null });

    expect([...new Set(complaints)]).toEqual([]);
    expect(checker.operations.size).toBe(29);
    // An exception that nothing needs any more has to go.
    expect([...checker.exceptionsUsed.keys()].sort()).toEqual(exceptions.map(({ source }) => source).sort());
  });
});
