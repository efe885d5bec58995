import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../../src-main/connectors/gitea/gitea-fields.ts';
import { connectFake } from './connect-fake.ts';

describe('writing to a repository', () => {
  it('makes a label that is not there once, and takes those of the organisation', async () => {
    const { server, make } = await connectFake();
    await Promise.all([make({ labels: ['new', 'everywhere'] }), make({ labels: ['new'] }), make({ labels: ['bug'] })]);
    expect(server.store.labels.map(({ name }) => name)).toEqual(['bug', 'new']);
    expect([...server.store.issues.values()].map(({ labels }) => labels.length).sort()).toEqual([1, 1, 2]);
  });

  it('calls nobody and leaves no trace with a text from elsewhere', async () => {
    const { server, connector, container, make } = await connectFake();
    const body = 'Ask @ben about #1.';
    const task = await make({ body });
    expect(task.fields['body']).toBe(body);
    const { comments } = connector;
    const comment = await comments?.create({ container, record: task.id, identity: 'a'.repeat(26), text: body });
    expect(comment?.text).toBe(body);
    const [stored] = server.store.commentsOf(Number(task.id));
    for (const sent of [server.store.issues.get(Number(task.id))?.body, stored?.body]) {
      expect(sent).toContain('about');
      expect(sent).not.toMatch(/@ben|#1/);
    }
  });

  it('offers nothing that Gitea would leave out without a word', async () => {
    const { server, connector, container } = await connectFake();
    server.store.repository.permissions.push = false;
    const { fields } = await connector.schema(container);
    const writable = Object.entries(fields).flatMap(([name, rule]) => (rule.writable ? [name] : []));
    expect(writable).toEqual(['title', 'body', 'status']);
  });

  it('knows people by their address, unless it leads nowhere', async () => {
    const { connector, container } = await connectFake();
    const { fields } = await connector.schema(container);
    expect(fields['assignees']?.options?.map(({ means }) => means)).toEqual(['ana@example.org', 'ben']);
  });
});

describe('a due date', () => {
  it.each([
    ['the end of a day of a server east of us', '2026-03-29T23:59:59+02:00', '2026-03-29'],
    ['the end of a day of a server west of us', '2026-03-29T23:59:59-05:00', '2026-03-29'],
    ['what we sent, shown in a zone east of us', '2026-03-30T01:59:59+02:00', '2026-03-29'],
    ['what we sent, shown in a zone west of us', '2026-03-29T18:59:59-05:00', '2026-03-29'],
  ])('is the day of %s', (_, given, date) => {
    expect(dayOf(given)).toEqual({ kind: 'date', date });
  });
});
