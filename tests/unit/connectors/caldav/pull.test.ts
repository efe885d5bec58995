import { describe, expect, it } from 'vitest';
import { connectFake } from './connect-fake.ts';
import { calendar, ics, task } from './ics-texts.ts';

const named = (uid: string, ...lines: readonly string[]) =>
  calendar('BEGIN:VTODO', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', `SUMMARY:${uid}`, ...lines, 'END:VTODO');
const event = calendar('BEGIN:VEVENT', 'UID:e', 'DTSTART:20260101T000000Z', 'END:VEVENT');
const titles = (tasks: readonly { readonly fields: Readonly<Record<string, unknown>> }[]) =>
  tasks.map(({ fields }) => fields['title']);
const code = (name: string) => expect.objectContaining({ code: name });

describe.each([
  ['with sync-collection', { syncCollection: true }],
  ['with entity tags only', { syncCollection: false }],
  ['without any tag of the collection', { syncCollection: false, ctag: false }],
])('a server %s', (_, options) => {
  it('brings everything first, then what changed, then what was removed', async () => {
    const { server, container, pull } = await connectFake(options);
    const list = server.collection();
    for (const name of ['a', 'b', 'c']) list.put(`${name}.ics`, named(name));
    const first = await pull();
    expect(titles(first.tasks)).toEqual(['a', 'b', 'c']);
    expect(first.pages.at(-1)).toMatchObject({ liveCount: 3, total: 3 });

    list.put('b.ics', named('b', 'PRIORITY:1'));
    list.put('d.ics', named('d'));
    list.delete('c.ics');
    const second = await pull(first.cursor, first.tasks);
    expect(titles(second.tasks).sort()).toEqual(['b', 'd']);
    expect(second.deleted).toEqual([`${container}c.ics`]);

    const third = await pull(second.cursor, [...first.tasks, ...second.tasks]);
    expect([third.tasks, third.deleted]).toEqual([[], []]);
  });

  it('has one problem where one record is broken, and goes on', async () => {
    const { server, container, pull, connector } = await connectFake(options);
    const list = server.collection();
    list.put('a.ics', named('a'));
    list.put('b.ics', ics('BEGIN:VCALENDAR', 'BEGIN:VTODO', 'UID:b'));
    list.put('c.ics', named('c', 'DUE:someday'));
    list.put('d.ics', named('d'));
    const { tasks, problems, cursor } = await pull();
    expect(titles(tasks)).toEqual(['a', 'd']);
    expect(problems.toSorted()).toEqual([`${container}b.ics`, `${container}c.ics`]);
    expect(cursor).not.toBeNull();
    expect((await connector.get(container, [`${container}b.ics`])).problems).toHaveLength(1);
  });

  it('is understood in whatever way it spells its paths', async () => {
    const shouting = (path: string) =>
      path.replace(/[^/]/g, (letter) =>
        /[a-z]/.test(letter) ? `%${letter.charCodeAt(0).toString(16)}` : encodeURIComponent(letter),
      );
    const { server, pull, container } = await connectFake({ ...options, encodeHref: shouting });
    server.collection().put('größe & co.ics', named('a'));
    const first = await pull();
    expect(first.tasks.map(({ id }) => id)).toEqual([`${container}gr%C3%B6%C3%9Fe%20%26%20co.ics`]);
    server.collection().delete('größe & co.ics');
    expect((await pull(first.cursor)).deleted).toEqual(first.tasks.map(({ id }) => id));
  });

  it.each([true, false])('leaves events alone (their type is told: %s)', async (namesComponents) => {
    const { server, pull, sent } = await connectFake({ ...options, namesComponents });
    const list = server.collection();
    list.put('event.ics', event);
    list.put('a.ics', named('a'));
    const first = await pull();
    expect(titles(first.tasks)).toEqual(['a']);
    expect(first.problems).toEqual([]);
    expect(first.pages.at(-1)?.liveCount).toBe(1);
    list.delete('event.ics');
    sent();
    const second = await pull(first.cursor, first.tasks);
    expect(second.tasks).toEqual([]);
  });

  it('a list that is gone or hidden is an error, never a deletion', async () => {
    const { server, pull } = await connectFake(options);
    server.collection().put('a.ics', named('a'));
    const { cursor } = await pull();
    const heal = server.faults.add({ fault: { kind: 'status', status: 403 } });
    await expect(pull(cursor)).rejects.toThrow(code('forbidden'));
    heal();
    server.faults.add({ fault: { kind: 'status', status: 404 } });
    await expect(pull(cursor)).rejects.toThrow(code('not-found'));
  });

  it('an answer that breaks off in a later batch moves no cursor', async () => {
    const { server, pull } = await connectFake(options);
    for (let index = 0; index < 150; index++) server.collection().put(`${index}.ics`, named(`t${index}`));
    server.faults.add({
      fault: { kind: 'truncate' },
      when: ({ body }) => body.includes('calendar-multiget') && body.includes('149.ics'),
    });
    await expect(pull()).rejects.toThrow(code('invalid-response'));
    server.faults.clear();
    const { pages, tasks } = await pull();
    expect(tasks).toHaveLength(150);
    expect(pages.map(({ cursor }) => cursor === null)).toEqual([true, false]);
  });
});

describe('sync-collection', () => {
  it('asks once when nothing has changed', async () => {
    const { server, pull, connect, sent } = await connectFake();
    server.collection().put('a.ics', named('a'));
    const { cursor, tasks } = await pull();
    sent();
    await pull(cursor, tasks, await connect());
    expect(sent()).toEqual(['REPORT 207']);
  });

  it('says stale-version when the server has forgotten where we were', async () => {
    const { server, pull } = await connectFake();
    const { cursor } = await pull();
    server.collection().forgetTokens();
    await expect(pull(cursor)).rejects.toThrow(code('stale-version'));
    for (const status of [409, 410, 412]) {
      server.faults.add({ fault: { kind: 'status', status }, times: 1 });
      await expect(pull(cursor)).rejects.toThrow(code('stale-version'));
    }
    server.faults.add({ fault: { kind: 'status', status: 403 }, times: 1 });
    await expect(pull(cursor)).rejects.toThrow(code('forbidden'));
  });

  it('goes on where an answer was cut into parts', async () => {
    const { server, pull } = await connectFake({ syncPageSize: 3 });
    const list = server.collection();
    for (let index = 0; index < 8; index++) list.put(`${index}.ics`, named(`t${index}`));
    const first = await pull();
    expect(titles(first.tasks)).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7']);
    expect(first.pages.map(({ cursor }) => cursor !== null)).toEqual([true, true, true]);
    for (let index = 0; index < 5; index++) list.delete(`${index}.ics`);
    expect((await pull(first.cursor)).deleted).toHaveLength(5);
    expect((await pull(first.pages[0]?.cursor ?? null)).deleted).toHaveLength(5);
  });

  it('says not-found when the report itself says that the list is gone', async () => {
    const { server, container, pull } = await connectFake();
    const { cursor } = await pull();
    const body = `<d:multistatus xmlns:d="DAV:"><d:response><d:href>${container}</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response><d:sync-token>x</d:sync-token></d:multistatus>`;
    server.faults.add({ fault: { kind: 'body', body } });
    await expect(pull(cursor)).rejects.toThrow(code('not-found'));
  });

  it('refuses a report without a token to go on from', async () => {
    const { server, pull } = await connectFake();
    const { cursor } = await pull();
    server.faults.add({ fault: { kind: 'body', body: '<d:multistatus xmlns:d="DAV:"/>' } });
    await expect(pull(cursor)).rejects.toThrow(code('invalid-response'));
  });

  it('does not report what was removed before it was ever seen', async () => {
    const { server, container, pull } = await connectFake();
    const body = `<d:multistatus xmlns:d="DAV:"><d:response><d:href>${container}a.ics</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response><d:sync-token>x</d:sync-token></d:multistatus>`;
    server.faults.add({ fault: { kind: 'body', body }, when: ({ body }) => body.includes('sync-collection>') });
    expect((await pull()).deleted).toEqual([]);
  });

  it('reports what was removed between two parts of the first answer', async () => {
    const { server, container, connector } = await connectFake({ syncPageSize: 2 });
    const list = server.collection();
    for (const name of ['a', 'b', 'c']) list.put(`${name}.ics`, named(name));
    const seen: string[] = [];
    const deleted: string[] = [];
    for await (const page of connector.pull({ container, cursor: null, known: async () => new Map() })) {
      seen.push(...page.tasks.map(({ id }) => id));
      deleted.push(...page.deleted);
      list.delete('a.ics');
    }
    expect(seen).toEqual(['a', 'b', 'c'].map((name) => `${container}${name}.ics`));
    expect(deleted).toEqual([`${container}a.ics`]);
  });
});

describe('a listing', () => {
  const options = { syncCollection: false };

  it('is not asked for when the tag of the list is the same', async () => {
    const { server, pull, connect, sent } = await connectFake(options);
    server.collection().put('a.ics', named('a'));
    const { cursor, tasks } = await pull();
    sent();
    await pull(cursor, tasks, await connect());
    expect(sent()).toEqual(['PROPFIND 207']);
  });

  it('that leaves records out deletes nothing while they can still be read', async () => {
    const { server, container, pull } = await connectFake(options);
    const list = server.collection();
    list.put('a.ics', named('a'));
    list.put('b.ics', named('b'));
    const first = await pull();
    server.behaviour.hidden = (path) => path.endsWith('a.ics');
    list.put('b.ics', named('b', 'PRIORITY:1'));
    const second = await pull(first.cursor, first.tasks);
    expect([titles(second.tasks), second.deleted]).toEqual([['b'], []]);
    // The doubt stays until it is cleared, though nothing else changes.
    list.delete('a.ics');
    server.behaviour.hidden = () => false;
    expect((await pull(second.cursor, second.tasks)).deleted).toEqual([`${container}a.ics`]);
  });

  it('takes two answers that a record is gone, and a good look at the list between them', async () => {
    const { server, container, pull, sent } = await connectFake(options);
    server.collection().put('a.ics', named('a'));
    const { cursor } = await pull();
    server.collection().delete('a.ics');
    sent();
    expect((await pull(cursor)).deleted).toEqual([`${container}a.ics`]);
    expect(sent()).toEqual(['PROPFIND 207', 'PROPFIND 207', 'GET 404', 'PROPFIND 207', 'GET 404']);
  });

  it('does not believe a 404 once the list itself cannot be read', async () => {
    const { server, pull } = await connectFake(options);
    server.collection().put('a.ics', named('a'));
    const { cursor } = await pull();
    server.collection().delete('a.ics');
    let gets = 0;
    server.faults.add({
      fault: { kind: 'status', status: 404 },
      when: ({ method }) => {
        if (method === 'GET') gets += 1;
        return method === 'PROPFIND' && gets > 0;
      },
    });
    await expect(pull(cursor)).rejects.toThrow(code('not-found'));
  });

  it('keeps a record that may no longer be read', async () => {
    const { server, pull } = await connectFake(options);
    server.collection().put('a.ics', named('a'));
    const { cursor } = await pull();
    server.collection().delete('a.ics');
    server.faults.add({ fault: { kind: 'status', status: 403 }, when: ({ method }) => method === 'GET' });
    const second = await pull(cursor);
    expect(second.deleted).toEqual([]);
    server.faults.clear();
    expect((await pull(second.cursor)).deleted).toHaveLength(1);
  });
});

describe('parents', () => {
  const parents = (tasks: readonly { readonly fields: Readonly<Record<string, unknown>> }[]) =>
    Object.fromEntries(tasks.map(({ fields }) => [fields['title'], fields['parent']]));

  it('are named by record, whatever the order and the names of the objects', async () => {
    const { server, container, pull, sent } = await connectFake();
    const list = server.collection();
    list.put('0.ics', named('child', 'RELATED-TO:odd/name'));
    for (let index = 1; index <= 120; index++) list.put(`${index}.ics`, named(`t${index}`));
    list.put('not its uid.ics', named('odd/name'));
    sent();
    const { tasks, pages } = await pull();
    expect(parents(tasks)['child']).toBe(`${container}not%20its%20uid.ics`);
    expect(sent()).toHaveLength(4);
    expect(pages.flatMap((page) => page.tasks.length)).toEqual([99, 23]);
  });

  it('that are not among the changes are found by their name, or else by a query', async () => {
    const { server, container, pull, connect, sent } = await connectFake();
    const list = server.collection();
    list.put('up.ics', named('up'));
    list.put('other name.ics', named('odd'));
    const first = await pull();
    list.put('a.ics', named('a', 'RELATED-TO:up'));
    list.put('b.ics', named('b', 'RELATED-TO:odd'));
    list.put('c.ics', named('c', 'RELATED-TO:elsewhere'));
    sent();
    const { tasks } = await pull(first.cursor, first.tasks, await connect());
    expect(parents(tasks)).toEqual({ a: `${container}up.ics`, b: `${container}other%20name.ics`, c: 'uid:elsewhere' });
    expect(sent()).toEqual(['REPORT 207', 'REPORT 207', 'REPORT 207', 'REPORT 207', 'REPORT 207']);
  });

  it('are told the same by pull and get', async () => {
    const { server, container, connect, pull } = await connectFake();
    server.collection().put('x.ics', named('up'));
    server.collection().put('a.ics', named('a', 'RELATED-TO:up'));
    const { tasks } = await pull();
    const got = await (await connect()).get(container, [`${container}a.ics`]);
    expect(got.tasks).toEqual(tasks.filter(({ fields }) => fields['title'] === 'a'));
  });

  it('are named as they are now, when their object was moved, and moved back', async () => {
    const { server, container, pull } = await connectFake();
    const list = server.collection();
    list.put('up.ics', named('up'));
    list.put('a.ics', named('a', 'RELATED-TO:up'));
    let last = await pull();
    for (const [from, to] of [
      ['up', 'elsewhere'],
      ['elsewhere', 'up'],
    ]) {
      list.delete(`${from}.ics`);
      list.put(`${to}.ics`, named('up'));
      list.put('a.ics', named('a', 'RELATED-TO:up'));
      last = await pull(last.cursor, last.tasks);
      expect(parents(last.tasks)['a']).toBe(`${container}${to}.ics`);
    }
  });

  it('are not mistaken for an object that only has their name', async () => {
    const { server, pull } = await connectFake();
    server.collection().put('up.ics', named('somebody else'));
    server.collection().put('a.ics', named('a', 'RELATED-TO:up'));
    expect(parents((await pull()).tasks)['a']).toBe('uid:up');
  });
});

describe('get', () => {
  it('asks again about a record that the server passes over, and takes only its own answer', async () => {
    const { server, container, connector } = await connectFake();
    server.collection().put('a.ics', task('SUMMARY:a'));
    const passedOver = `<d:multistatus xmlns:d="DAV:"/>`;
    server.faults.add({ fault: { kind: 'body', body: passedOver }, when: ({ method }) => method === 'REPORT' });
    const { tasks, missing } = await connector.get(container, [`${container}a.ics`, `${container}b.ics`]);
    expect(titles(tasks)).toEqual(['a']);
    expect(missing).toEqual([`${container}b.ics`]);
    expect(tasks[0]?.version).toBe(server.collection().objects.get('a.ics')?.etag);
  });

  it('reads what a server indents, or sends as CDATA', async () => {
    const { server, container, connector } = await connectFake();
    const wrap = (text: string) =>
      `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>${container}a.ics</d:href><d:propstat><d:prop><d:getetag>W/"1"</d:getetag><c:calendar-data>${text}</c:calendar-data></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`;
    const text = task('SUMMARY:a');
    for (const sent of [
      `\n      ${text}`,
      `<![CDATA[${text}]]>`,
      text.replaceAll('\r', '&#13;'),
      text.replaceAll('\r', '&#xD;'),
    ]) {
      server.faults.clear();
      server.faults.add({ fault: { kind: 'body', body: wrap(sent) }, when: ({ method }) => method === 'REPORT' });
      const { tasks } = await connector.get(container, [`${container}a.ics`]);
      expect(tasks.map(({ raw, version }) => [raw, version])).toEqual([[text, '"1"']]);
    }
  });

  it('throws where the server neither gives nor denies a record', async () => {
    const { server, container, connector } = await connectFake();
    server.faults.add({
      fault: { kind: 'body', body: '<d:multistatus xmlns:d="DAV:"/>' },
      when: ({ method }) => method === 'REPORT',
    });
    server.faults.add({ fault: { kind: 'status', status: 403 }, when: ({ method }) => method === 'GET' });
    await expect(connector.get(container, [`${container}a.ics`])).rejects.toThrow(code('forbidden'));
  });

  it('says so when a task has become an event', async () => {
    const { server, container, connector } = await connectFake();
    server.collection().put('a.ics', event);
    expect((await connector.get(container, [`${container}a.ics`])).problems).toHaveLength(1);
  });
});
