import { describe, expect, it } from 'vitest';
import { connectFake } from './connect-fake.ts';

const start = Date.parse('2026-03-01T10:00:00Z');

describe('reading a repository', () => {
  it('misses nothing when an issue is deleted while pages are read: the cursor stays (S11)', async () => {
    let time = start;
    const { server, pages } = await connectFake(() => time);
    for (let count = 0; count < 60; count++) server.store.addIssue({ title: 'One of many' });
    // Beyond what each pull reads again anyway.
    time += 600_000;
    const seen = new Set<string>();
    let cursor: string | null = null;
    for await (const page of pages()) {
      for (const { id } of page.tasks) seen.add(id);
      if (page.cursor === null) server.store.issues.delete(60);
      ({ cursor } = page);
    }
    // Number 10 has moved to the page that was read already.
    expect(seen.has('10')).toBe(false);
    time += 10_000;
    for await (const page of pages(cursor)) for (const { id } of page.tasks) seen.add(id);
    expect(seen.has('10')).toBe(true);
  });

  it('moves its cursor to the time at which the server began to answer (S11)', async () => {
    let time = start;
    const { server, pages } = await connectFake(() => time);
    for (let count = 0; count < 60; count++) server.store.addIssue({ title: 'One of many' });
    time += 600_000;
    const cursors: (string | null)[] = [];
    for await (const page of pages()) cursors.push(page.cursor);
    expect(cursors).toEqual([null, 'gitea1 2026-03-01T10:10:00Z']);
  });

  it('takes no 404 for a deletion while issues are switched off (S8)', async () => {
    const { server, connector, container, make } = await connectFake();
    const { id } = await make();
    server.store.repository.has_issues = false;
    await expect(connector.get(container, [id])).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('leaves an issue that it cannot read to the others', async () => {
    const { server, make, pages } = await connectFake();
    const [broken, whole] = [await make(), await make()];
    const stored = server.store.issues.get(Number(broken.id));
    if (stored !== undefined) stored.title = null as unknown as string;
    for await (const { tasks, problems } of pages()) {
      expect(tasks.map(({ id }) => id)).toEqual([whole.id]);
      expect(problems.map(({ id }) => id)).toEqual([broken.id]);
    }
  });
});
