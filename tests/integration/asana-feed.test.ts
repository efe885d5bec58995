import { afterEach, describe, expect, it } from 'vitest';
import type { AsanaServiceOptions } from '../../src-main/demo/asana/start-asana-service.ts';
import { TaskSyncError } from '../../src-shared/errors.ts';
import { type AsanaDoor, openAsana } from './asana-door.ts';

let door: AsanaDoor | undefined;
afterEach(() => door?.close());

async function open(options: AsanaServiceOptions = {}): Promise<AsanaDoor> {
  door = await openAsana(options);
  return door;
}

const minute = 60_000;

describe('what happens in an Asana project', () => {
  it('a move to another section is seen, although the time of the task stays as it was', async () => {
    const { make, pull, service } = await open();
    const task = await make({ title: 'Plan' });
    const { cursor } = await pull(null);
    const before = service.store.task(task.id).modifiedAt;
    service.changes.place(
      service.store.task(task.id),
      service.places.project,
      service.places.sections.review,
      service.places.users.tester,
    );
    expect(service.store.task(task.id).modifiedAt).toBe(before);
    service.clock.advance(10 * minute);
    const { tasks } = await pull(cursor, [task]);
    expect(tasks.map(({ fields }) => fields['status'])).toEqual([service.places.sections.review]);
  });

  it('events that come late are neither lost nor told twice', async () => {
    const { make, pull, connector, container, service } = await open({ eventLagMs: 45_000 });
    const [kept, doomed] = [await make({ title: 'Kept' }), await make({ title: 'Doomed' })];
    const first = await pull(null);
    await connector.remove({ container, id: doomed.id, version: null });
    const second = await pull(first.cursor, first.tasks);
    expect(second.deleted).toEqual([]);
    service.clock.advance(minute);
    const third = await pull(second.cursor, first.tasks);
    expect(third.deleted).toEqual([doomed.id]);
    expect(third.tasks).toEqual([]);
    const fourth = await pull(third.cursor, [kept]);
    expect([fourth.deleted, fourth.tasks, fourth.problems]).toEqual([[], [], []]);
  });

  it('an edit is seen at once, however late its event is', async () => {
    const { make, pull, service } = await open({ eventLagMs: 45_000 });
    const task = await make({ title: 'Plan' });
    const first = await pull(null);
    service.changes.update(service.store.task(task.id), { name: 'Other plan' }, service.places.users.tester);
    expect((await pull(first.cursor, [task])).tasks.map(({ fields }) => fields['title'])).toEqual(['Other plan']);
  });

  it('an edit that was being stored while we read, and so carries an earlier time, is seen', async () => {
    const { make, pull, service } = await open({ eventLagMs: 45_000 });
    const made = await make({ title: 'Plan' });
    service.clock.advance(10 * minute);
    const first = await pull(null);
    const task = service.store.task(made.id);
    service.changes.update(task, { name: 'Other plan' }, service.places.users.tester);
    task.modifiedAt -= minute;
    expect((await pull(first.cursor, [made])).tasks.map(({ fields }) => fields['title'])).toEqual(['Other plan']);
  });

  it('more events than fit into an answer are all read', async () => {
    const { make, pull, service } = await open();
    const task = await make({ title: 'Plan' });
    const first = await pull(null);
    const { doing, todo } = service.places.sections;
    for (let turn = 0; turn < 130; turn++) {
      const section = turn % 2 === 0 ? doing : todo;
      service.changes.place(service.store.task(task.id), service.places.project, section, service.places.users.tester);
    }
    await make({ title: 'Another' });
    service.clock.advance(10 * minute);
    const { tasks } = await pull(first.cursor, [task]);
    expect(tasks.map(({ fields }) => fields['title']).sort()).toEqual(['Another', 'Plan']);
    expect((await pull(first.cursor, tasks)).tasks).toEqual([]);
  });

  it('a token that is a day old begins anew, and so does one that was used all day long (events come at most once)', async () => {
    const { make, pull, service } = await open();
    const task = await make({ title: 'Plan' });
    const first = await pull(null);
    service.clock.advance(13 * 60 * minute);
    const second = await pull(first.cursor, [task]);
    service.clock.advance(12 * 60 * minute);
    for (const cursor of [first.cursor, second.cursor]) {
      const error = await pull(cursor, [task]).catch((reason: unknown) => reason);
      expect(error instanceof TaskSyncError && error.code).toBe('stale-version');
    }
  });

  it('a task that somebody takes out of the project is a problem if it was here, and no deletion', async () => {
    const { make, pull, connector, container, service } = await open();
    const [task, stranger] = [await make({ title: 'Ours' }), await make({ title: 'Never seen' })];
    const first = await pull(null);
    for (const { id } of [task, stranger]) {
      service.changes.takeOut(service.store.task(id), container, service.places.users.tester);
    }
    service.clock.advance(10 * minute);
    const { tasks, deleted, problems } = await pull(first.cursor, [task]);
    expect([tasks, deleted, problems]).toEqual([[], [], [[task.id, 'unsupported']]]);
    const got = await connector.get(container, [task.id]);
    expect(got.problems.map(({ code }) => code)).toEqual(['unsupported']);
  });

  it('a task that is not shown any more is forbidden, and no deletion', async () => {
    const { make, connector, container, service } = await open();
    const task = await make({ title: 'Ours' });
    const { places, store } = service;
    const secret = { ...store.project(places.otherProject), members: [places.users.tester] };
    store.projects.set(places.otherProject, secret);
    service.changes.place(store.task(task.id), places.otherProject, null, places.users.tester);
    service.changes.takeOut(store.task(task.id), container, places.users.tester);
    const { missing, problems } = await connector.get(container, [task.id]);
    expect([missing, problems.map(({ code }) => code)]).toEqual([[], ['forbidden']]);
  });

  it('a 404 that Asana did not say itself proves nothing', async () => {
    const { make, connector, container, service } = await open();
    const { id } = await make({ title: 'Plan' });
    const fault = { kind: 'status', status: 404, headers: { 'content-type': 'application/json' } } as const;
    for (const body of ['{"errors":[{"message":"No matching route for request"}]}', '{}', '<html>Not here</html>']) {
      const stop = service.faults.add({ fault: { ...fault, body } });
      const calls = [connector.get(container, [id]), connector.remove({ container, id, version: null })];
      for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'invalid-response' });
      stop();
    }
    expect(service.store.tasks.has(id)).toBe(true);
  });

  it('a list that never ends is given up', async () => {
    const { pull, service } = await open();
    const { cursor } = await pull(null);
    const again = { data: [], next_page: { offset: 'same' }, sync: 'same', has_more: true };
    const headers = { 'content-type': 'application/json' };
    service.faults.add({ fault: { kind: 'status', status: 200, headers, body: JSON.stringify(again) } });
    for (const from of [cursor, null]) await expect(pull(from)).rejects.toMatchObject({ code: 'invalid-response' });
  });

  it('nothing new takes two requests, with a board of 41 tasks', async () => {
    const { pull, forget, asked } = await open({ seed: true });
    const first = await pull(null);
    expect(first.tasks).toHaveLength(41);
    forget();
    const second = await pull(first.cursor, first.tasks);
    expect(second.tasks).toEqual([]);
    expect(asked).toEqual(['GET /events', 'GET /tasks']);
  });

  it('a first reading for some sections asks for their open tasks alone', async () => {
    const { pull, forget, asked, service } = await open({ seed: true });
    const { doing, review } = service.places.sections;
    forget();
    const narrow = [{ field: 'status', values: [doing, review] }];
    const { tasks, pages } = await pull(null, [], narrow);
    expect(new Set(tasks.map(({ fields }) => fields['status']))).toEqual(new Set([doing, review, 'open']));
    expect(asked.filter((one) => one.startsWith('GET /sections/'))).toHaveLength(2);
    expect(pages.at(-1)?.liveCount).toBeUndefined();
    const gone = await pull(null, [], [{ field: 'status', values: [doing, '999999999'] }]);
    expect(new Set(gone.tasks.map(({ fields }) => fields['status']))).toEqual(new Set([doing, 'open']));
    const all = await pull(null, [], [{ field: 'status', values: [doing, 'completed'] }]);
    expect(all.tasks).toHaveLength(41);
  });

  it('what a viewer may not do is forbidden, with nothing changed', async () => {
    const { connect, container, make, read, service } = await open();
    const task = await make({ title: 'Plan' });
    const viewer = await connect({ secret: async () => service.viewerToken });
    const change = viewer.update({ container, id: task.id, fields: { title: 'Mine' }, current: task });
    const error = await change.catch((reason: unknown) => reason);
    expect(error instanceof TaskSyncError && [error.code, error.applied]).toEqual(['forbidden', 'no']);
    expect(await read(task.id)).toEqual(task);
  });

  it('the limit of a free workspace is kept to: whatever is asked too early is asked again when it is time', async () => {
    const { connect, service, container, asked, forget } = await open({ limits: 'free' });
    const clock = {
      now: () => service.clock.now(),
      sleep: async (ms: number) => service.clock.advance(ms),
    };
    const connector = await connect({ clock });
    forget();
    for (let turn = 0; turn < 160; turn++) await connector.check();
    expect(asked.length).toBe(161);
    expect((await connector.get(container, ['999999999'])).missing).toEqual(['999999999']);
  });
});
