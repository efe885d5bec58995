import { describe, expect, it } from 'vitest';
import {
  closeMemoryService,
  createMemoryConnector,
  memory,
  openMemoryService,
} from '../../../../src-main/connectors/memory/index.ts';
import type { MemoryOptions } from '../../../../src-main/connectors/memory/memory-service.ts';
import { createMemoryService } from '../../../../src-main/connectors/memory/memory-service.ts';
import type { ConnectContext } from '../../../../src-shared/connector/descriptor.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';

const clock = createFakeClock({ auto: true });
const container = 'inbox';

const context = (url: string | null = null, signal = new AbortController().signal): ConnectContext => ({
  http: { send: () => Promise.reject(new Error('a simulated service does not use HTTP')) },
  url,
  username: null,
  secret: async () => '',
  options: {},
  signal,
  clock,
  logger: createRecordingLogger(),
});

async function start(options: Partial<MemoryOptions> = {}) {
  const service = createMemoryService({ clock, ...options });
  const connector = await createMemoryConnector(service).connect(context());
  const create = (identity = 'identity-1', title = 'Task') =>
    connector.create({ container, identity, fields: { title } });
  const pull = async (cursor: string | null) => {
    const pages = [];
    for await (const page of connector.pull({ container, cursor, known: async () => new Map() })) pages.push(page);
    return { pages, tasks: pages.flatMap((page) => page.tasks), cursor: pages.at(-1)?.cursor ?? null };
  };
  return { service, connector, create, pull };
}

describe('faults', () => {
  it.each([
    ['refused', 'unavailable', 'no', 0],
    ['lost-request', 'unavailable', 'unknown', 0],
    ['lost-answer', 'unavailable', 'unknown', 1],
    ['error-before', 'unavailable', 'unknown', 0],
    ['error-after', 'unavailable', 'unknown', 1],
    ['unauthorized', 'auth-expired', 'no', 0],
    ['forbidden', 'forbidden', 'no', 0],
    ['rate-limited', 'rate-limited', 'no', 0],
    ['invalid-response', 'invalid-response', 'unknown', 0],
  ] as const)('%s of a create is %s, applied %s, and leaves %i records', async (kind, code, applied, records) => {
    const { service, create } = await start();
    service.fail({ kind, retryAfterMs: 5_000 });
    await expect(create()).rejects.toMatchObject({
      code,
      applied,
      retryAfterMs: kind === 'rate-limited' ? 5_000 : undefined,
    });
    expect(service.all()).toHaveLength(records);
    expect(service.log).toHaveLength(records);
  });

  it.each([
    ['A', 1],
    ['C', 2],
    ['E', 2],
  ] as const)('a create delivered twice makes, with identity %s, %i records', async (identity, records) => {
    const { service, create } = await start({ identity });
    service.fail({ kind: 'twice', on: 'create' });
    await create();
    expect(service.all()).toHaveLength(records);
  });

  it('strike the operation and record they are meant for, after some and as often as they are meant to', async () => {
    const { service, connector } = await start();
    const { id } = service.add({ title: 'One' });
    const other = service.add({ title: 'Two' });
    service.fail({ kind: 'forbidden', on: ['get', 'update'], id, after: 1, times: 2 });
    const outcomes: string[] = [];
    for (let count = 0; count < 5; count++) {
      await connector.get(container, [other.id]);
      outcomes.push(
        await connector.get(container, [id]).then(
          () => 'fine',
          () => 'struck',
        ),
      );
    }
    expect(outcomes).toEqual(['fine', 'struck', 'struck', 'fine', 'fine']);
  });

  it('can be ended, and can be drawn for each request', async () => {
    const { service, create } = await start();
    service.fail({ kind: 'refused', times: Number.POSITIVE_INFINITY });
    await expect(create('a')).rejects.toThrow();
    service.heal();
    await create('b');
    service.knobs.weather = ({ operation }) => (operation === 'create' ? { kind: 'unauthorized' } : null);
    await expect(create('c')).rejects.toMatchObject({ code: 'auth-expired' });
  });

  it('a stale cursor is one', async () => {
    const { service, pull } = await start();
    service.fail({ kind: 'stale-cursor', on: 'pull' });
    await expect(pull(null)).rejects.toMatchObject({ code: 'stale-version' });
  });

  it('a stale read shows records as they were before their last change', async () => {
    const { service, connector } = await start();
    const { id } = service.add({ title: 'Before' });
    service.edit(id, { title: 'After' });
    service.fail({ kind: 'stale-read', on: 'get' });
    expect((await connector.get(container, [id])).tasks[0]?.fields['title']).toBe('Before');
    expect((await connector.get(container, [id])).tasks[0]?.fields['title']).toBe('After');
  });

  it('a stale feed ends before the last change, so that the next one tells it', async () => {
    const { service, pull } = await start();
    const { id } = service.add({ title: 'Before' });
    const { cursor } = await pull(null);
    service.edit(id, { title: 'Meanwhile' });
    service.edit(id, { title: 'After' });
    service.fail({ kind: 'stale-read', on: 'pull' });
    const stale = await pull(cursor);
    expect(stale.tasks.map(({ fields }) => fields['title'])).toEqual(['Meanwhile']);
    expect((await pull(stale.cursor)).tasks.map(({ fields }) => fields['title'])).toEqual(['After']);
  });
});

describe('identity D', () => {
  it('does not find a new record before its search has caught up', async () => {
    const { connector, create } = await start({ identity: 'D', searchLagMs: 60_000 });
    await create();
    clock.set(clock.now() + 59_999);
    expect(await connector.find(container, 'identity-1')).toEqual([]);
    clock.set(clock.now() + 1);
    expect(await connector.find(container, 'identity-1')).toHaveLength(1);
  });
});

describe('habits', () => {
  it('puts a label on what is closed, once', async () => {
    const { service } = await start();
    service.knobs.closedLabel = 'closed here';
    const { id } = service.add({ title: 'T', labels: ['x'] });
    service.edit(id, { status: 'closed' });
    expect(service.edit(id, { status: 'closed' }).fields['labels']).toEqual(['x', 'closed here']);
  });

  it('gives lists in texts bullets of its own', async () => {
    const { service } = await start();
    service.knobs.rewritesText = true;
    expect(service.add({ title: 'T', body: '* a\n* b' }).fields['body']).toBe('- a\n- b');
  });

  it('cuts its times', async () => {
    const { service } = await start({ timeGrainMs: 1000 });
    clock.set(Math.ceil(clock.now() / 1000) * 1000 + 999);
    expect(service.add({ title: 'T' }).updatedAt).toMatch(/\.000Z$/);
  });

  it('ignores fields without a word', async () => {
    const { service, connector } = await start();
    service.knobs.ignores = ['due'];
    const due = { kind: 'date', date: '2026-03-01' } as const;
    const { task } = await connector.create({ container, identity: 'x', fields: { title: 'T', due } });
    expect(task?.fields['due']).toBeNull();
    expect(service.log[0]?.fields['due']).toEqual(due);
  });

  it('trims titles', async () => {
    const { service, create } = await start();
    service.knobs.trimsTitles = true;
    expect((await create('x', '  Task  ')).task?.fields['title']).toBe('Task');
  });

  it('has a clock of its own, and takes its time', async () => {
    const { service, create } = await start();
    service.knobs.clockOffsetMs = 3_600_000;
    service.knobs.latencyMs = 250;
    const before = clock.now();
    const { task } = await create();
    expect(clock.now() - before).toBe(250);
    expect(Date.parse(task?.updatedAt ?? '')).toBe(clock.now() + 3_600_000);
  });

  it('reports a damaged record and reads the others', async () => {
    const { service, connector, pull } = await start();
    const broken = service.add({ title: 'Broken' });
    const sound = service.add({ title: 'Sound' });
    service.knobs.broken = new Set([broken.id]);
    const { pages, tasks } = await pull(null);
    expect(tasks.map(({ id }) => id)).toEqual([sound.id]);
    expect(pages.flatMap((page) => page.problems)).toMatchObject([{ id: broken.id, code: 'invalid-response' }]);
    const got = await connector.get(container, [broken.id, sound.id]);
    expect([got.tasks.length, got.missing.length, got.problems.length]).toEqual([1, 0, 1]);
  });

  it('without preconditions the last writer wins', async () => {
    const { service, connector } = await start({ precondition: false });
    const current = service.add({ title: 'Seen' });
    service.edit(current.id, { title: 'Unseen', body: 'Kept' });
    await connector.update({ container, id: current.id, fields: { title: 'Ours' }, current });
    expect(service.all()[0]?.fields).toMatchObject({ title: 'Ours', body: 'Kept' });
  });

  it('forgets its cursors', async () => {
    const { service, pull } = await start();
    const { cursor } = await pull(null);
    service.forgetCursors();
    await expect(pull(cursor)).rejects.toMatchObject({ code: 'stale-version' });
    expect((await pull((await pull(null)).cursor)).tasks).toEqual([]);
  });

  it.each([
    [{ title: '' }, 'title'],
    [{ status: 'unheard-of' }, 'status'],
    [{ title: 'x'.repeat(300) }, 'title'],
    [{ labels: 'not a list' }, 'labels'],
    [{ due: '2026-03-01' }, 'due'],
    [{ parent: 'nobody' }, 'parent'],
    [{ 'x.own': 1 }, 'x.own'],
  ])('refuses %j', async (fields, name) => {
    const { service, connector } = await start();
    const creating = connector.create({ container, identity: 'x', fields: { title: 'T', ...fields } });
    await expect(creating).rejects.toMatchObject({ code: 'rejected', message: expect.stringContaining(`“${name}: `) });
    expect(service.all()).toEqual([]);
  });

  it('keeps the parent inside the container', async () => {
    const { connector, create } = await start();
    const { id } = await create('parent');
    const { task } = await connector.create({ container, identity: 'child', fields: { title: 'Child', parent: id } });
    expect(task?.fields['parent']).toBe(id);
  });
});

describe('the log', () => {
  it('knows every write, whoever made it', async () => {
    const { service, connector, create } = await start({ identity: 'C' });
    const made = await create('identity-1', 'Mine');
    service.edit(made.id, { title: 'Theirs' }, 'ada');
    await connector.remove({ container, id: made.id, version: null });
    service.add({ title: 'Other' });
    expect(service.log).toMatchObject([
      { operation: 'create', by: 'sync', id: made.id, identity: 'identity-1', fields: { title: 'Mine' }, before: null },
      { operation: 'update', by: 'ada', fields: { title: 'Theirs' }, before: { title: 'Mine' } },
      { operation: 'remove', by: 'sync', before: { title: 'Theirs' } },
      { operation: 'create', by: 'person', identity: null },
    ]);
    expect(service.requests).toMatchObject({ create: 1, remove: 1, update: 0 });
  });
});

describe('the registered connector', () => {
  it('finds a service by its address, until that ends', async () => {
    const service = openMemoryService({ name: 'one', clock });
    service.add({ title: 'Here' });
    const connector = await memory.connect(context('memory:one'));
    expect(await connector.list(container)).toHaveLength(1);
    closeMemoryService('one');
    expect(() => memory.connect(context('memory:one'))).toThrow(/no simulated service/);
  });
});

it('reads 10,000 records page by page in well under a second', async () => {
  const { service, pull } = await start();
  for (let count = 0; count < 10_000; count++) service.add({ title: `Task ${count}` });
  const before = performance.now();
  expect((await pull(null)).tasks).toHaveLength(10_000);
  expect(performance.now() - before).toBeLessThan(1_000);
});
