import { describe, expect, it } from 'vitest';
import { connectFake, container } from './connect-fake.ts';

describe('getting', () => {
  it('an issue in another project is neither there nor missing', async () => {
    const fake = await connectFake();
    const other = fake.server.store.addProject('other');
    const { id } = await fake.make();
    fake.stored(id).project = other.id;
    const { tasks, missing, problems } = await fake.connector.get(container, [id]);
    expect({ tasks, missing }).toEqual({ tasks: [], missing: [] });
    expect(problems).toMatchObject([{ id, code: 'unsupported' }]);
  });

  it('an issue that we may not see is not missing', async () => {
    const fake = await connectFake();
    const other = fake.server.store.addProject('other', { members: [1] });
    const { id } = await fake.make();
    fake.stored(id).project = other.id;
    const weak = await fake.connect({ key: fake.server.weakKey });
    expect(await weak.get(container, [id])).toMatchObject({
      tasks: [],
      missing: [],
      problems: [{ id, code: 'forbidden' }],
    });
  });

  it('nothing is missing in a project that was archived', async () => {
    const fake = await connectFake();
    const { id } = await fake.make();
    fake.server.project.status = 9;
    await expect(fake.connector.get(container, [id])).rejects.toMatchObject({ code: 'forbidden' });
    await expect(fake.connector.list(container)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('an id that Redmine never gives is missing', async () => {
    const fake = await connectFake();
    expect(await fake.connector.get(container, ['no-such', '4711'])).toEqual({
      tasks: [],
      missing: ['no-such', '4711'],
      problems: [],
    });
  });

  it('asks once for a hundred issues', async () => {
    const fake = await connectFake();
    const ids: string[] = [];
    while (ids.length < 100) ids.push((await fake.make()).id);
    fake.server.requests.length = 0;
    expect((await fake.connector.get(container, ids)).tasks).toHaveLength(100);
    expect(fake.server.requests).toHaveLength(1);
  });

  it('shows closed projects as read only and archived ones not at all', async () => {
    const fake = await connectFake();
    fake.server.store.addProject('closed', { status: 5 });
    fake.server.store.addProject('archived', { status: 9 });
    expect(await fake.connector.containers()).toEqual([
      { id: 'tasks', name: 'Tasks', writable: true },
      { id: 'closed', name: 'closed', writable: false },
    ]);
  });

  it('a project that changes its name, and people who change theirs, are no change', async () => {
    const fake = await connectFake();
    const before = await fake.make({ assignees: ['1'], milestone: '1' });
    fake.server.project.name = 'Renamed';
    Object.assign(fake.server.project.versions[0] ?? {}, { name: 'Renamed too' });
    expect(await fake.read(before.id)).toEqual(before);
  });
});
