import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addIssue } from '../../src-main/demo/github/store.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import type { Fields } from '../../src-shared/domain/field.ts';
import { createGithubDesk, type GithubDesk } from '../fakes/github.ts';

let desk: GithubDesk;
beforeEach(async () => {
  desk = await createGithubDesk();
});
afterEach(() => desk.close());

const writes = () => desk.exchanges.filter(({ method }) => method !== 'GET');
const update = async (id: string, fields: Fields, connector = desk.connector) =>
  connector.update({ container: desk.container, id, fields, current: await desk.read(id) });

describe('writing to GitHub', () => {
  it('sends the changed fields and nothing else', async () => {
    const id = await desk.make({ body: 'Text', labels: ['one'] });
    desk.exchanges.length = 0;
    await update(id, { title: 'Other' });
    expect(writes().map(({ method, requestBody }) => [method, JSON.parse(requestBody.toString())])).toEqual([
      ['PATCH', { title: 'Other' }],
    ]);
  });

  it('gives a closed issue another reason, which GitHub takes only from an open one', async () => {
    const id = await desk.make({ status: 'completed' });
    const result = await update(id, { status: 'duplicate' });
    expect(result.task?.fields['status']).toBe('duplicate');
    expect(desk.stored(id)).toMatchObject({ state: 'closed', reason: 'duplicate' });
  });

  it('takes closed without a reason for completed, and reopened for open', async () => {
    const id = await desk.make();
    Object.assign(desk.stored(id), { state: 'closed', reason: null });
    expect((await desk.read(id)).fields['status']).toBe('completed');
    await update(id, { status: 'open' });
    expect(desk.stored(id).reason).toBe('reopened');
    expect((await desk.read(id)).fields['status']).toBe('open');
  });

  it('says what became of a label that exists in other letters', async () => {
    await desk.make({ labels: ['Bug'] });
    const result = await update(await desk.make(), { labels: ['bug', 'new one'] });
    expect(result.task?.fields['labels']).toEqual(['Bug', 'new one']);
  });

  it('keeps Markdown with task lists byte for byte, but for the line that is changed', async () => {
    const id = await desk.make();
    const issue = desk.stored(id);
    issue.body = `## Steps\r\n\r\n- [ ] first, ask @tester\r\n- [ ] second  \r\n`;
    const { fields } = await desk.read(id);
    expect(fields['body']).toBe('## Steps\n\n- [ ] first, ask @tester\n- [ ] second  \n');
    await update(id, { body: String(fields['body']).replace('- [ ] first', '- [x] first') });
    expect(issue.body).toBe(`## Steps\r\n\r\n- [x] first, ask @tester\r\n- [ ] second  \r\n`);
  });

  it('calls nobody in a text from elsewhere, and reads back what was written', async () => {
    const body = 'cc @tester, see #1\n\n`@tester` stays';
    const id = await desk.make({ body });
    expect(desk.stored(id).body).toMatch(/^cc @\u200btester, see #\u200b1\n\n`@tester` stays\n\n<!-- tasksync:/);
    expect((await desk.read(id)).fields['body']).toBe(body);
  });

  it('keeps the marker when another program rewrites everything around it', async () => {
    const identity = randomIds.next();
    const { id } = await desk.connector.create({ container: desk.container, identity, fields: { title: 'New' } });
    const issue = desk.stored(id);
    issue.body = `From a template\r\n\r\n${issue.body}\r\n\r\n/label ~later`;
    expect((await desk.connector.find(desk.container, identity)).map((task) => task.id)).toEqual([id]);
    expect((await desk.read(id)).fields['body']).toBe('From a template\n\n/label ~later');
  });

  it('keeps the marker when nothing is known of the text that is there', async () => {
    const identity = randomIds.next();
    const made = { container: desk.container, identity, fields: { title: 'New', body: 'Old' } };
    const { id } = await desk.connector.create(made);
    const current = { ...(await desk.read(id)), raw: null, identity: null };
    await desk.connector.update({ container: desk.container, id, fields: { body: 'New' }, current });
    expect(await desk.read(id)).toMatchObject({ identity, fields: { body: 'New' } });
  });

  it('looks up many markers at once with few readings, and each of them sees what was made before it', async () => {
    const identities = Array.from({ length: 20 }, () => randomIds.next());
    for (const identity of identities) {
      await desk.connector.create({ container: desk.container, identity, fields: { title: 'New' } });
    }
    desk.exchanges.length = 0;
    const found = await Promise.all(identities.map((identity) => desk.connector.find(desk.container, identity)));
    expect(found.map((tasks) => tasks[0]?.identity)).toEqual(identities);
    const lists = desk.exchanges.filter(({ template }) => template === '/repos/{owner}/{repo}/issues');
    expect(lists.length).toBeLessThanOrEqual(2);
  });

  it('moves a sub-issue from one parent to another, and out', async () => {
    const [one, two, child] = [await desk.make(), await desk.make(), await desk.make()];
    for (const parent of [one, two, null]) {
      await update(child, { parent });
      expect((await desk.read(child)).fields['parent']).toBe(parent);
    }
  });

  it('says nothing of a parent in another repository, so that it stays', async () => {
    const id = await desk.make();
    const { store, otherRepository } = desk.service;
    desk.stored(id).parent = addIssue(store, otherRepository, { author: 'tester', title: 'Elsewhere' }).id;
    const { fields } = await desk.read(id);
    expect(fields).not.toHaveProperty('parent');
  });

  it('a circle of parents is refused, and nothing changes', async () => {
    const [parent, child] = [await desk.make(), await desk.make()];
    await update(child, { parent });
    await expect(update(parent, { parent: child })).rejects.toMatchObject({ code: 'rejected' });
    expect((await desk.read(parent)).fields['parent']).toBeNull();
  });

  it('a create whose second step fails may have been carried out, and is found', async () => {
    desk.service.faults.add({ fault: { kind: 'status', status: 502 }, when: ({ method }) => method === 'PATCH' });
    const identity = randomIds.next();
    const creating = desk.connector.create({
      ...{ container: desk.container, identity },
      fields: { title: 'Closed at once', status: 'completed' },
    });
    await expect(creating).rejects.toMatchObject({ code: 'unavailable', applied: 'unknown' });
    expect(await desk.connector.find(desk.container, identity)).toMatchObject([{ fields: { status: 'open' } }]);
  });

  it('values that nobody knows are refused before anything is sent', async () => {
    const id = await desk.make();
    desk.exchanges.length = 0;
    const strange: readonly Fields[] = [
      ...[{ status: 'wontfix' }, { assignees: ['1'] }, { milestone: 'soon' }, { 'x.Nothing': 1 }],
    ];
    for (const fields of strange) {
      const refused = { code: expect.stringMatching(/rejected|unsupported/), applied: 'no' };
      await expect(update(id, fields)).rejects.toMatchObject(refused);
      await expect(desk.make(fields)).rejects.toMatchObject(refused);
    }
    expect(writes()).toEqual([]);
  });
});

describe('a connection to GitHub', () => {
  it('says who we are, and which version of the API we speak', async () => {
    await desk.connector.check();
    expect(desk.exchanges[0]?.requestHeaders).toMatchObject({
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${desk.service.token}`,
      'user-agent': 'task-sync',
      'x-github-api-version': '2022-11-28',
    });
  });

  it('offers repositories with issues, and those that are archived to read only', async () => {
    const { repository, otherRepository } = desk.service;
    repository.isArchived = true;
    otherRepository.hasIssues = false;
    expect(await desk.connector.containers()).toEqual([{ id: desk.container, name: desk.container, writable: false }]);
    const creating = desk.make();
    await expect(creating).rejects.toMatchObject({ code: 'forbidden', message: expect.stringContaining('archived') });
  });

  it('says that the token is no good any more', async () => {
    const connector = await desk.connect({ secret: async () => 'ghp_revoked' });
    await expect(connector.check()).rejects.toMatchObject({ code: 'auth-expired' });
  });

  it('names a repository as GitHub does, or it is not there', async () => {
    for (const container of ['web', 'a/b/c', '/web', 'task-sync-demo/']) {
      await expect(desk.connector.list(container)).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});

describe('somebody without the right to triage', () => {
  it('is offered only what GitHub takes from them', async () => {
    const reader = await desk.connect({ secret: async () => desk.service.readerToken });
    const { fields } = await reader.schema(desk.container);
    const writable = Object.entries(fields).filter(([, field]) => field.writable);
    expect(writable.map(([name]) => name).sort()).toEqual(['body', 'status', 'title']);
  });

  it('hears that labels cannot be set, where GitHub would leave them out in silence', async () => {
    const reader = await desk.connect({ secret: async () => desk.service.readerToken });
    const create = (fields: Fields) =>
      reader.create({ container: desk.container, identity: randomIds.next(), fields: { title: 'Mine', ...fields } });
    desk.exchanges.length = 0;
    await expect(create({ labels: ['bug'] })).rejects.toMatchObject({ code: 'forbidden', applied: 'no' });
    expect(writes()).toEqual([]);
    const { id, task } = await create({ body: 'My own issue' });
    expect(task?.fields['body']).toBe('My own issue');
    await update(id, { title: 'Still mine' }, reader);
    expect(desk.stored(id).title).toBe('Still mine');
  });
});

describe('a repository of a person', () => {
  it('has neither types nor fields', async () => {
    const { store, repository } = desk.service;
    store.types.clear();
    store.fields.clear();
    const connector = await desk.connect();
    const { fields } = await connector.schema(desk.container);
    expect(Object.keys(fields).filter((name) => name.startsWith('x.'))).toEqual([]);
    addIssue(store, repository, { author: 'tester', title: 'Plain' });
    const { tasks } = await desk.pull(null, { connector });
    expect(Object.keys(tasks[0]?.fields ?? {}).filter((name) => name.startsWith('x.'))).toEqual([]);
  });
});
