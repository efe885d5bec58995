import { describe, expect, it } from 'vitest';
import { connectFake } from './connect-fake.ts';

const tasks = { id: '/sync/tasks/', name: 'tasks', writable: true };

describe('finding the task lists', () => {
  it.each(['', 'principals/sync/', 'sync/', 'sync', 'sync/tasks/', 'sync/tasks', '.well-known/caldav', 'not/there/'])(
    'works from /%s',
    async (path) => {
      const { server, connect } = await connectFake();
      const connector = await connect(`${server.url}${path}`);
      expect(await connector.containers()).toEqual([tasks]);
      expect(await connector.check()).toEqual({ id: '/principals/sync/', name: 'sync', server: 'Fake CalDAV/1.0' });
    },
  );

  it('takes lists that hold tasks, or do not say what they hold, by the name people gave them', async () => {
    const { server, connector } = await connectFake({ collections: ['tasks', 'events', 'both', 'any list'] });
    server.collection('events').components = ['VEVENT'];
    server.collection('both').components = ['VEVENT', 'VTODO'];
    server.collection('both').displayName = 'Work & <more>';
    server.collection('any list').components = null;
    server.collection('any list').writable = false;
    expect(await connector.containers()).toEqual([
      tasks,
      { id: '/sync/both/', name: 'Work & <more>', writable: true },
      { id: '/sync/any%20list/', name: 'any list', writable: false },
    ]);
  });

  it('does not carry the sign-in to another host', async () => {
    const { server, connector } = await connectFake();
    const body = `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>/</d:href><d:propstat><d:prop><c:calendar-home-set><d:href>https://p01.example.org/1/</d:href></c:calendar-home-set></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`;
    server.faults.add({ fault: { kind: 'body', body } });
    await expect(connector.containers()).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-response', message: expect.stringContaining('p01.example.org') }),
    );
  });

  it('does not take an anonymous visitor for somebody', async () => {
    const { server, connector } = await connectFake();
    const body = `<multistatus xmlns="DAV:"><response><href>/</href><propstat><prop><current-user-principal><unauthenticated/></current-user-principal></prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>`;
    server.faults.add({ fault: { kind: 'body', body } });
    await expect(connector.check()).rejects.toThrow(expect.objectContaining({ code: 'auth-expired' }));
  });

  it('says so when there is no calendar server', async () => {
    const { server, connector } = await connectFake();
    server.faults.add({ fault: { kind: 'status', status: 405 } });
    await expect(connector.check()).rejects.toThrow(expect.objectContaining({ code: 'unsupported' }));
  });

  it.each(['', 'cal.example.org', 'ftp://cal.example.org/'])(
    'refuses the address "%s" before anything is sent',
    async (url) => {
      const { server, connect } = await connectFake();
      await expect(connect(url)).rejects.toThrow(expect.objectContaining({ code: 'invalid-input' }));
      expect(server.requests).toEqual([]);
    },
  );
});
