import { afterEach, describe, expect, it } from 'vitest';
import type { RemoteTask } from '../../src-shared/connector/connector.ts';
import { type AsanaDoor, openAsana } from './asana-door.ts';

let door: AsanaDoor | undefined;
afterEach(() => door?.close());

const minute = 60_000;

async function open(): Promise<AsanaDoor> {
  door = await openAsana();
  return door;
}

/** As a person makes one: below its parent and in no project. */
function below({ service }: AsanaDoor, parent: string, name: string): string {
  return service.changes.create({ name, parent }, service.places.users.tester).gid;
}

const titles = (tasks: readonly RemoteTask[]) => tasks.map(({ fields }) => String(fields['title'])).sort();

describe('subtasks of an Asana project', () => {
  it('are read although the project does not list them, at any depth, and headings among them are not', async () => {
    const own = await open();
    const parent = await own.make({ title: 'Parent' });
    const child = below(own, parent.id, 'Child');
    below(own, child, 'Grandchild');
    const heading = below(own, parent.id, 'Later:');
    own.service.store.tasks.set(heading, { ...own.service.store.task(heading), isSeparator: true });
    const { tasks, pages } = await own.pull(null);
    expect(titles(tasks)).toEqual(['Child', 'Grandchild', 'Parent']);
    expect(tasks.find(({ id }) => id === child)?.fields).toMatchObject({ parent: parent.id, status: 'open' });
    expect(pages.at(-1)?.liveCount).toBe(3);
    expect((await own.connector.list(own.container)).toSorted()).toEqual(tasks.map(({ id }) => id).toSorted());
  });

  it('that are new, changed or deleted are told by the events of the project', async () => {
    const own = await open();
    const parent = await own.make({ title: 'Parent' });
    const first = await own.pull(null);
    own.service.clock.advance(10 * minute);
    const child = below(own, parent.id, 'Child');
    const second = await own.pull(first.cursor, first.tasks);
    expect(titles(second.tasks)).toEqual(['Child']);
    own.service.changes.update(own.service.store.task(child), { name: 'Renamed' }, own.service.places.users.tester);
    own.service.clock.advance(10 * minute);
    const third = await own.pull(second.cursor, [...first.tasks, ...second.tasks]);
    expect(titles(third.tasks)).toEqual(['Renamed']);
    own.service.changes.remove(own.service.store.task(child), own.service.places.users.tester);
    expect((await own.pull(third.cursor, [...first.tasks, ...third.tasks])).deleted).toEqual([child]);
  });

  it('come along with a parent that is added to the project', async () => {
    const own = await open();
    const { service } = own;
    const first = await own.pull(null);
    const { tester } = service.places.users;
    const elsewhere = service.changes.create({ name: 'Parent', projects: [service.places.otherProject] }, tester);
    below(own, elsewhere.gid, 'Child');
    expect((await own.pull(first.cursor)).tasks).toEqual([]);
    service.changes.place(elsewhere, own.container, null, tester);
    expect(titles((await own.pull(first.cursor)).tasks)).toEqual(['Child', 'Parent']);
  });

  it('that we make are in the project as well, found by their marker, and stay when they lose their parent', async () => {
    const own = await open();
    const parent = await own.make({ title: 'Parent' });
    const made = await own.make({ title: 'Child', parent: parent.id, status: own.service.places.sections.doing });
    expect(made.fields).toMatchObject({ parent: parent.id, status: own.service.places.sections.doing });
    expect(await own.connector.find(own.container, made.identity ?? '')).toEqual([made]);
    expect((await own.update(made.id, { parent: null })).fields).toEqual({ ...made.fields, parent: null });
  });

  it('of people are added to the project when they get a section, or lose their parent', async () => {
    const own = await open();
    const parent = await own.make({ title: 'Parent' });
    const [one, two] = [below(own, parent.id, 'One'), below(own, parent.id, 'Two')];
    const { review, backlog } = own.service.places.sections;
    expect((await own.update(one, { status: review })).fields).toMatchObject({ status: review, parent: parent.id });
    expect((await own.update(two, { parent: null })).fields).toMatchObject({ status: backlog, parent: null });
  });

  it('completing and reopening one leaves it in no section', async () => {
    const own = await open();
    const parent = await own.make({ title: 'Parent' });
    const child = below(own, parent.id, 'Child');
    expect((await own.update(child, { status: 'completed' })).fields['status']).toBe('completed');
    expect((await own.update(child, { status: 'open' })).fields['status']).toBe('open');
    expect(own.service.store.task(child).memberships).toEqual([]);
  });

  it('have the fields of the project only when they are in it', async () => {
    const own = await open();
    const parent = await own.make({ title: 'Parent' });
    const child = below(own, parent.id, 'Child');
    expect(Object.keys((await own.read(child)).fields)).not.toContain('priority');
    const { high } = own.service.places.priorities;
    await expect(own.update(child, { priority: high })).rejects.toMatchObject({ code: 'rejected' });
    const { doing } = own.service.places.sections;
    expect((await own.update(child, { priority: high, status: doing })).fields).toMatchObject({
      priority: high,
      status: doing,
    });
  });

  it('stay when their parent is deleted by us', async () => {
    const own = await open();
    const parent = await own.make({ title: 'Parent' });
    const child = below(own, parent.id, 'Child');
    const grandchild = below(own, child, 'Grandchild');
    const { review } = own.service.places.sections;
    const placed = await own.make({ title: 'Placed', parent: parent.id, status: review });
    await own.connector.remove({ container: own.container, id: parent.id, version: null });
    expect((await own.read(child)).fields).toMatchObject({ title: 'Child', parent: null });
    expect((await own.read(grandchild)).fields).toMatchObject({ parent: child });
    expect((await own.read(placed.id)).fields).toMatchObject({ parent: null, status: review });
    expect((await own.connector.get(own.container, [parent.id])).missing).toEqual([parent.id]);
  });
});
