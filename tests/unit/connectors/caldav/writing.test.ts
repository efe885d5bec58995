import { describe, expect, it } from 'vitest';
import { connectFake } from './connect-fake.ts';
import { task } from './ics-texts.ts';
import { difference } from './read-write.ts';

const identity = 'abcdefghijklmnopqrstuvwxyz';
const code = (name: string) => expect.objectContaining({ code: name });

describe('create', () => {
  it('puts the task under its identity, only if nothing is there', async () => {
    const { server, container, connector, sent, read } = await connectFake();
    const { id, version, task: echo } = await connector.create({ container, identity, fields: { title: 'New' } });
    expect([id, echo]).toEqual([`${container}${identity}.ics`, null]);
    expect(sent()).toEqual(['PUT 201']);
    expect(server.collection().objects.get(`${identity}.ics`)?.text).toBe(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Task Sync//Task Sync//EN',
        'BEGIN:VTODO',
        `UID:${identity}`,
        'DTSTAMP:20260301T090000Z',
        'CREATED:20260301T090000Z',
        'LAST-MODIFIED:20260301T090000Z',
        'SEQUENCE:0',
        'SUMMARY:New',
        'END:VTODO',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
    expect(await read(id)).toMatchObject({ version, identity, references: [identity, new URL(id, server.url).href] });
  });

  it('says already-exists only if what is there is ours', async () => {
    const { server, container, connector } = await connectFake();
    const create = () => connector.create({ container, identity, fields: { title: 'New' } });
    server.collection().put(`${identity}.ics`, task('SUMMARY:Somebody else'));
    await expect(create()).rejects.toThrow(code('rejected'));
    server.collection().delete(`${identity}.ics`);
    await create();
    await expect(create()).rejects.toThrow(code('already-exists'));
  });

  it('says already-exists when the earlier one was moved to another name', async () => {
    const { server, container, connector } = await connectFake();
    server.collection().put('moved.ics', task('SUMMARY:x').replace('task-1', identity));
    await expect(connector.create({ container, identity, fields: { title: 'x' } })).rejects.toThrow(
      code('already-exists'),
    );
    const found = await connector.find(container, identity);
    expect(found.map(({ id }) => id)).toEqual([`${container}moved.ics`]);
  });

  it('names the parent that was made just before, without asking', async () => {
    const { container, connector, read, sent } = await connectFake();
    const parent = await connector.create({ container, identity, fields: { title: 'Parent' } });
    const child = await connector.create({
      container,
      identity: identity.replace('a', 'b'),
      fields: { title: 'Child', parent: parent.id },
    });
    expect(sent()).toEqual(['PUT 201', 'PUT 201']);
    expect((await read(child.id)).fields['parent']).toBe(parent.id);
    expect((await read(child.id)).raw).toContain(`RELATED-TO:${identity}`);
  });

  it('refuses a parent that is gone', async () => {
    const { container, connector } = await connectFake();
    const fields = { title: 'Child', parent: `${container}gone.ics` };
    await expect(connector.create({ container, identity, fields })).rejects.toThrow(code('rejected'));
  });

  it('is told why the server refuses', async () => {
    const { server, container, connector } = await connectFake();
    const body = '<d:error xmlns:d="DAV:"><c:max-resource-size xmlns:c="urn:ietf:params:xml:ns:caldav"/></d:error>';
    server.faults.add({ fault: { kind: 'status', status: 403, body }, times: 1 });
    await expect(connector.create({ container, identity, fields: { title: 'x' } })).rejects.toThrow(
      expect.objectContaining({ code: 'rejected', message: expect.stringContaining('max-resource-size') }),
    );
    const absent = connector.create({ container: '/sync/absent/', identity, fields: { title: 'x' } });
    await expect(absent).rejects.toThrow(code('not-found'));
  });
});

describe('update', () => {
  const text = [
    'BEGIN:VCALENDAR\r\n',
    'X-WR-CALNAME:kept\n',
    'BEGIN:VTODO\r\n',
    'UID:1\r\n',
    'SUMMARY:Old\r\n',
    'X-UNKNOWN;P="a:b":kept\r\n  folded \n',
    'BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n',
    'END:VTODO\r\n',
    'END:VCALENDAR\r\n',
  ].join('');

  it('sends back every byte of the lines it does not change, as the server stores them', async () => {
    const { server, container, connector, pull } = await connectFake();
    server.collection().put('a.ics', text);
    const { tasks } = await pull();
    const [current] = tasks;
    expect(current?.raw).toBe(text);
    if (current === undefined) return;
    await connector.update({ container, id: current.id, fields: { title: 'New' }, current });
    const stored = server.collection().objects.get('a.ics')?.text ?? '';
    expect(stored).toBe(
      text
        .replace('SUMMARY:Old', 'SUMMARY:New')
        .replace(
          'BEGIN:VALARM',
          'DTSTAMP:20260301T090000Z\r\nLAST-MODIFIED:20260301T090000Z\r\nSEQUENCE:1\r\nBEGIN:VALARM',
        ),
    );
    expect(difference(text, stored)).toEqual({ gone: ['SUMMARY:Old'], come: ['SUMMARY:New'] });
  });

  it('is one conditional request, and none when nothing differs', async () => {
    const { server, container, connector, read, sent } = await connectFake();
    server.collection().put('a.ics', text);
    const current = await read(`${container}a.ics`);
    sent();
    await connector.update({ container, id: current.id, fields: { title: 'Old' }, current });
    expect(sent()).toEqual([]);
    await connector.update({ container, id: current.id, fields: { title: 'New' }, current });
    expect(sent()).toEqual(['PUT 204']);
    await expect(connector.update({ container, id: current.id, fields: { title: 'Newer' }, current })).rejects.toThrow(
      code('stale-version'),
    );
    expect(sent()).toEqual(['PUT 412', 'GET 200']);
    server.collection().delete('a.ics');
    await expect(connector.update({ container, id: current.id, fields: { title: 'Newer' }, current })).rejects.toThrow(
      code('not-found'),
    );
  });

  it('reads first where version or text are not known, and gives way to what it then sees', async () => {
    const { server, container, connector, read } = await connectFake();
    server.collection().put('a.ics', text);
    const current = { ...(await read(`${container}a.ics`)), version: null };
    await connector.update({ container, id: current.id, fields: { title: 'New' }, current });
    expect((await read(current.id)).fields['title']).toBe('New');
    await expect(connector.update({ container, id: current.id, fields: { title: 'Newer' }, current })).rejects.toThrow(
      code('stale-version'),
    );
    const blind = { ...current, raw: null };
    await connector.update({ container, id: current.id, fields: { title: 'Newer' }, current: blind });
    expect((await read(current.id)).fields['title']).toBe('Newer');
  });

  it('shows what the server made of it only when it is read again', async () => {
    const { container, connector, read } = await connectFake({
      store: (sent) => sent.replace('SUMMARY:x', 'SUMMARY:X'),
      etagOnPut: false,
    });
    const { id, version, task: echo } = await connector.create({ container, identity, fields: { title: 'x' } });
    expect([version, echo]).toEqual([null, null]);
    expect((await read(id)).fields['title']).toBe('X');
  });

  it('is refused in a list that is shared for reading', async () => {
    const { server, container, connector, read } = await connectFake();
    server.collection().put('a.ics', text);
    const current = await read(`${container}a.ics`);
    server.collection().writable = false;
    expect((await connector.schema(container)).fields['title']).toEqual({ writable: false });
    await expect(connector.update({ container, id: current.id, fields: { title: 'x' }, current })).rejects.toThrow(
      code('rejected'),
    );
  });
});

describe('remove', () => {
  it('takes a record that is gone already, and none that has changed', async () => {
    const { server, container, connector, read } = await connectFake();
    server.collection().put('a.ics', task('SUMMARY:a'));
    const { id, version } = await read(`${container}a.ics`);
    server.collection().put('a.ics', task('SUMMARY:b'));
    await expect(connector.remove({ container, id, version })).rejects.toThrow(code('stale-version'));
    server.collection().delete('a.ics');
    await connector.remove({ container, id, version });
    await connector.remove({ container, id, version: null });
  });
});
