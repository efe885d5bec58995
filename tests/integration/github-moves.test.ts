import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addIssue, deleteIssue, renameRepository, transferIssue } from '../../src-main/demo/github/store.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { createGithubDesk, type GithubDesk } from '../fakes/github.ts';

let desk: GithubDesk;
beforeEach(async () => {
  desk = await createGithubDesk();
});
afterEach(() => desk.close());

/** Absence has many reasons, and only one of them is a deletion. */
describe('an issue that is not in the list any more', () => {
  it('was deleted: 410', async () => {
    const id = await desk.make();
    deleteIssue(desk.service.store, desk.stored(id));
    expect(await desk.connector.get(desk.container, [id])).toEqual({ tasks: [], missing: [id], problems: [] });
  });

  it('was moved to another repository: no deletion, and the person is told', async () => {
    const id = await desk.make();
    transferIssue(desk.service.store, desk.stored(id), desk.service.otherRepository);
    const { missing, problems } = await desk.connector.get(desk.container, [id]);
    expect(missing).toEqual([]);
    expect(problems).toMatchObject([{ id, code: 'unsupported', message: expect.stringContaining('moved') }]);
  });

  it('was moved to where this account sees nothing: no deletion either', async () => {
    const id = await desk.make();
    desk.service.otherRepository.roles.clear();
    transferIssue(desk.service.store, desk.stored(id), desk.service.otherRepository);
    const { missing, problems } = await desk.connector.get(desk.container, [id]);
    expect(missing).toEqual([]);
    expect(problems).toMatchObject([{ id, code: 'forbidden' }]);
  });

  it('is out of sight because issues were switched off: an error, no deletion', async () => {
    const id = await desk.make();
    desk.service.repository.hasIssues = false;
    const connector = await desk.connect();
    const refused = { code: 'unsupported', message: expect.stringContaining('switched off') };
    await expect(connector.get(desk.container, [id])).rejects.toMatchObject(refused);
    await expect(connector.list(desk.container)).rejects.toMatchObject(refused);
    await expect(desk.pull(null, { connector })).rejects.toMatchObject(refused);
    await expect(desk.make()).rejects.toMatchObject({ ...refused, applied: 'no' });
  });

  it('is out of sight because the repository is: an error, no deletion', async () => {
    const id = await desk.make();
    desk.service.repository.roles.clear();
    const connector = await desk.connect();
    await expect(connector.get(desk.container, [id])).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is a pull request: no issue of ours, and no deletion', async () => {
    const { store, repository } = desk.service;
    const pull = addIssue(store, repository, { author: 'tester', title: 'A change', isPullRequest: true });
    const { tasks, missing, problems } = await desk.connector.get(desk.container, [String(pull.number)]);
    expect([tasks, missing]).toEqual([[], []]);
    expect(problems).toMatchObject([{ code: 'unsupported', message: expect.stringContaining('pull request') }]);
  });

  it('is written to too late: not-found, and nothing else happens', async () => {
    const id = await desk.make();
    const current = await desk.read(id);
    deleteIssue(desk.service.store, desk.stored(id));
    const request = { container: desk.container, id, fields: { title: 'Late' }, current };
    await expect(desk.connector.update(request)).rejects.toMatchObject({ code: 'not-found', applied: 'no' });
  });
});

describe('a repository that was renamed', () => {
  it('is read and written under its old name', async () => {
    const id = await desk.make({ body: 'Text' });
    renameRepository(desk.service.store, desk.service.repository, 'site');
    const connector = await desk.connect();
    const { container } = desk;
    expect((await desk.pull(null, { connector })).tasks.map((task) => task.id)).toEqual([id]);
    const { tasks, problems } = await connector.get(container, [id]);
    expect(problems).toEqual([]);
    const [current] = tasks;
    if (current === undefined) throw new Error('it cannot be read');
    await connector.update({ container, id, fields: { title: 'Renamed' }, current });
    expect(desk.stored(id).title).toBe('Renamed');
    await connector.comments?.create({ container, record: id, identity: randomIds.next(), text: 'Here too' });
    const [found] = (await connector.comments?.read(container, [id])) ?? [];
    expect(found?.comments.map(({ text }) => text)).toEqual(['Here too']);
    expect((await connector.schema(container)).fields).toHaveProperty('labels');
  });

  it('has comments that can be read before anything else is known of it', async () => {
    const id = await desk.make();
    const request = { container: desk.container, record: id, identity: randomIds.next(), text: 'Before' };
    await desk.connector.comments?.create(request);
    renameRepository(desk.service.store, desk.service.repository, 'site');
    const { comments } = await desk.connect();
    const [found] = (await comments?.read(desk.container, [id])) ?? [];
    expect(found?.comments.map(({ text }) => text)).toEqual(['Before']);
  });
});
