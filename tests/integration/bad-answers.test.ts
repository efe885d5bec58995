import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTwoLists, type TwoLists, todo } from '../fakes/two-lists.ts';

let lists: TwoLists;
beforeEach(async () => {
  lists = await createTwoLists();
  for (const name of ['one', 'two', 'three']) lists.left.collection().put(`${name}.ics`, todo(name, name));
});
afterEach(() => lists.close());

const isWrite = ({ method }: { method: string }): boolean => ['PUT', 'DELETE', 'POST'].includes(method);

describe('one bad record is a clear problem of that record, and the rest syncs', () => {
  it('iCalendar text that is none', async () => {
    lists.left.collection().put('broken.ics', 'BEGIN:VCALENDAR\r\nthis is not iCalendar\r\n');
    const run = await lists.sync();
    expect(run.state).toBe('problems');
    expect(run.problems).toHaveLength(1);
    expect(run.problems[0]).toMatchObject({ endpoint: 'left', code: 'invalid-response' });
    expect(lists.titles('right')).toEqual(['one', 'three', 'two']);
    lists.left.collection().put('broken.ics', todo('broken', 'mended'));
    expect(await lists.sync()).toMatchObject({ state: 'done', problems: [] });
    expect(lists.titles('right')).toEqual(['mended', 'one', 'three', 'two']);
  });

  it('a title of ten megabytes (SEC-18)', async () => {
    lists.left.collection().put('huge.ics', todo('huge', 'x'.repeat(10_000_000)));
    const run = await lists.sync();
    expect(run.state).toBe('problems');
    expect(run.problems).toHaveLength(1);
    expect(lists.titles('right')).toEqual(['one', 'three', 'two']);
    expect(run.problems[0]?.message.length).toBeLessThan(400);
  });

  it('a record that the other side refuses', async () => {
    lists.right.faults.add({
      fault: { kind: 'status', status: 422 },
      when: ({ method, body }) => method === 'PUT' && body.includes('SUMMARY:two'),
    });
    const run = await lists.sync();
    expect(run).toMatchObject({ state: 'problems', pending: 1 });
    expect(run.problems).toMatchObject([{ endpoint: 'right', code: 'rejected', title: 'two' }]);
    expect(lists.titles('right')).toEqual(['one', 'three']);
    lists.right.faults.clear();
    expect(await lists.sync()).toMatchObject({ state: 'done', problems: [], pending: 0 });
    expect(lists.titles('right')).toEqual(['one', 'three', 'two']);
  });
});

describe('a bad service is a clear problem of that service, and loses nothing', () => {
  const cases = [
    { name: 'an HTML page instead of an answer', fault: { kind: 'html' }, code: 'invalid-response', state: 'failed' },
    { name: 'XML that is cut off', fault: { kind: 'truncate' }, code: 'invalid-response', state: 'failed' },
    { name: '401', fault: { kind: 'status', status: 401 }, code: 'auth-expired', state: 'failed' },
    { name: '403', fault: { kind: 'status', status: 403 }, code: 'forbidden', state: 'failed' },
    { name: '404 for the whole list', fault: { kind: 'status', status: 404 }, code: 'not-found', state: 'failed' },
    { name: '500', fault: { kind: 'status', status: 500 }, code: 'unavailable', state: 'offline' },
    {
      name: 'a connection that breaks',
      fault: { kind: 'drop', when: 'before' },
      code: 'unavailable',
      state: 'offline',
    },
  ] as const;

  it.each(cases)('$name', async ({ fault, code, state }) => {
    await lists.sync();
    lists.left.collection().put('four.ics', todo('four', 'four'));
    lists.right.faults.add({ fault });
    const run = await lists.sync();
    expect(run.state).toBe(state);
    expect(run.problems).toMatchObject([{ task: null, endpoint: 'right', code }]);
    expect(run.problems[0]?.message).toMatch(/\S+ \S+ \S+.*\./);
    expect(run.problems[0]?.message).not.toMatch(/sync-secret|Error:|\bat \S+\.ts/);
    // What the other side brought is here and waits; nothing was taken for a deletion.
    expect(run.pending).toBe(1);
    expect((await lists.call('tasks.list', {})).total).toBe(4);
    lists.right.faults.clear();
    expect(await lists.sync()).toMatchObject({ state: 'done', problems: [], pending: 0 });
    expect(lists.titles('right')).toEqual(['four', 'one', 'three', 'two']);
    expect(lists.titles('left')).toEqual(['four', 'one', 'three', 'two']);
  });

  it.each([
    { form: 'seconds', header: () => '7', wait: 7_000 },
    { form: 'a date', header: () => new Date(Date.now() + 30_000).toUTCString(), wait: 30_000 },
  ])('429 with Retry-After as $form: waits that long, then goes on', async ({ header, wait }) => {
    lists.right.faults.add({
      fault: { kind: 'status', status: 429, headers: { 'Retry-After': header() } },
      when: isWrite,
      times: 2,
    });
    expect(await lists.sync()).toMatchObject({ state: 'done', pending: 0, problems: [] });
    expect(lists.titles('right')).toEqual(['one', 'three', 'two']);
    expect(Math.max(...lists.waits)).toBeGreaterThan(wait - 2_500);
    expect(Math.max(...lists.waits)).toBeLessThan(wait + 2_500);
  });

  it('500 on some writes, carried out or not: exactly one of each in the end', async () => {
    lists.right.faults.add({ fault: { kind: 'drop', when: 'after' }, when: isWrite, times: 1 });
    lists.right.faults.add({ fault: { kind: 'status', status: 500 }, when: isWrite, times: 1 });
    await lists.sync();
    expect(await lists.sync()).toMatchObject({ state: 'done', pending: 0, problems: [] });
    expect(lists.titles('right')).toEqual(['one', 'three', 'two']);
  });
});

it('a password that is no longer accepted can be replaced, and everything that waited is sent', async () => {
  await lists.sync();
  const password = lists.right.password;
  expect(await lists.call('connections.signIn', { name: 'right', secret: 'no longer right' })).toMatchObject({
    ok: false,
  });
  lists.left.collection().put('four.ics', todo('four', 'four'));
  const run = await lists.sync();
  expect(run).toMatchObject({ state: 'failed', pending: 1 });
  expect(run.problems).toMatchObject([{ endpoint: 'right', code: 'auth-expired' }]);
  expect(await lists.call('connections.signIn', { name: 'right', secret: password })).toMatchObject({ ok: true });
  expect(await lists.sync()).toMatchObject({ state: 'done', pending: 0, problems: [] });
  expect(lists.titles('right')).toEqual(['four', 'one', 'three', 'two']);
});

it('takes over an edit of a program whose clock is slow: the version tells what is new, not the time it wrote', async () => {
  lists.left.collection().put('one.ics', todo('one', 'one', 'LAST-MODIFIED:20260301T120000Z'));
  await lists.sync();
  lists.left.collection().put('one.ics', todo('one', 'edited', 'LAST-MODIFIED:20260301T110000Z'));
  expect(await lists.sync()).toMatchObject({ state: 'done', tasks: { updated: 1 } });
  expect(lists.titles('right')).toEqual(['edited', 'three', 'two']);
});

describe('a preview', () => {
  it('sends nothing that writes, seen at the socket, and the run after it does exactly what it listed', async () => {
    lists.right.collection().put('r.ics', todo('r', 'from the right'));
    await lists.call('tasks.add', { profile: 'Lists', edit: { title: 'from here' } });
    const before = lists.sent.length;
    const plan = await lists.call('plans.preview', { profile: 'Lists' });
    expect(lists.sent.slice(before).filter(isWrite)).toEqual([]);
    expect([...lists.left.requests, ...lists.right.requests].filter(isWrite)).toEqual([]);

    const listed = plan.actions
      .filter((action) => action.endpoint !== 'here')
      .map((action) => `${action.kind} ${action.title} ${action.endpoint}`);
    expect(listed).toHaveLength(plan.requestsEstimated);
    await lists.sync();
    const runs = await lists.call('runs.list', {});
    const { history } = await lists.call('runs.show', { run: runs[0]?.run ?? '' });
    const done = history
      .filter((entry) => entry.place !== 'here')
      .map((entry) => `${entry.kind} ${entry.title} ${entry.place}`);
    expect(done.sort()).toEqual([...listed].sort());
    expect(lists.titles('left')).toEqual(lists.titles('right'));
  });
});

it('a no-change run makes one request to each service', async () => {
  await lists.sync();
  const before = [lists.left.requests.length, lists.right.requests.length];
  const run = await lists.sync();
  expect(run.endpoints.map((endpoint) => endpoint.requests)).toEqual([1, 1]);
  expect([lists.left.requests.length, lists.right.requests.length]).toEqual(before.map((count) => count + 1));
});
