import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fields, When } from '../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../src-shared/errors.ts';
import { type AsanaDoor, openAsana } from './asana-door.ts';

let door: AsanaDoor;
beforeEach(async () => {
  door = await openAsana();
});
afterEach(() => door.close());

const day = (date: string): When => ({ kind: 'date', date });
const moment = (at: string): When => ({ kind: 'instant', at });

async function codeOf(what: Promise<unknown>): Promise<string> {
  const error = await what.catch((reason: unknown) => reason);
  return error instanceof TaskSyncError ? error.code : 'none';
}

describe('dates of Asana tasks', () => {
  /** Late in the evening in California is another day in UTC. */
  const late = moment('2026-12-02T07:30:00Z');

  it.each<readonly [string, Fields]>([
    ['a day', { due: day('2026-12-01') }],
    ['a moment', { due: late }],
    ['two days', { start: day('2026-11-30'), due: day('2026-12-01') }],
    ['two moments', { start: moment('2026-11-30T09:00:00Z'), due: late }],
    ['a day before a moment', { start: day('2026-11-30'), due: late }],
  ])('%s stays what it is, made or written later', async (_, fields) => {
    const none = { start: null, due: null };
    expect((await door.make({ title: 'Plan', ...fields })).fields).toMatchObject({ ...none, ...fields });
    const { id } = await door.make({ title: 'Plan' });
    expect((await door.update(id, fields)).fields).toMatchObject({ ...none, ...fields });
    expect((await door.update(id, { start: null, due: null })).fields).toMatchObject(none);
  });

  it('change their kind, and the other one stays', async () => {
    const { id } = await door.make({ title: 'Plan', start: day('2026-11-30'), due: day('2026-12-05') });
    expect((await door.update(id, { due: late })).fields).toMatchObject({ start: day('2026-11-30'), due: late });
    const begins = moment('2026-11-30T09:00:00Z');
    expect((await door.update(id, { start: begins })).fields).toMatchObject({ start: begins, due: late });
    expect((await door.update(id, { start: null })).fields).toMatchObject({ start: null, due: late });
    const both = { start: day('2026-11-29'), due: day('2026-12-05') };
    expect((await door.update(id, both)).fields).toMatchObject(both);
    await door.update(id, { start: begins, due: late });
    expect((await door.update(id, { start: null, due: day('2026-12-05') })).fields).toMatchObject({
      start: null,
      due: day('2026-12-05'),
    });
  });

  it('a start without a due date is refused before anything is sent, and so is taking only the due date away', async () => {
    const { id } = await door.make({ title: 'Plan' });
    expect(await codeOf(door.update(id, { start: day('2026-11-30') }))).toBe('rejected');
    await door.update(id, { start: day('2026-11-30'), due: day('2026-12-05') });
    door.forget();
    expect(await codeOf(door.update(id, { due: null }))).toBe('rejected');
    expect(await codeOf(door.update(id, { start: moment('2026-11-30T09:00:00Z') }))).toBe('rejected');
    expect(await codeOf(door.update(id, { due: { kind: 'local', at: '2026-12-05T09:00:00' } }))).toBe('rejected');
    expect(door.asked.filter((one) => !one.startsWith('GET'))).toEqual([]);
  });

  it('a start on the day that it is due is dropped by Asana, and read back as none', async () => {
    const { fields } = await door.make({ title: 'Plan', start: day('2026-12-05'), due: day('2026-12-05') });
    expect(fields).toMatchObject({ start: null, due: day('2026-12-05') });
  });
});

describe('status, labels and custom fields of Asana tasks', () => {
  it('completing a task leaves it in its section, and reopening puts it into the one that is asked for', async () => {
    const { doing, todo } = door.service.places.sections;
    const { id } = await door.make({ title: 'Plan', status: doing });
    expect((await door.update(id, { status: 'completed' })).fields['status']).toBe('completed');
    expect(door.service.store.task(id).memberships.map(({ section }) => section)).toEqual([doing]);
    expect((await door.update(id, { status: todo })).fields['status']).toBe(todo);
  });

  it('a status means what the names of the sections say', async () => {
    const { fields } = await door.connector.schema(door.container);
    expect(fields['status']?.options?.map(({ label, means }) => [label, means])).toEqual([
      ['Completed', 'done'],
      ['Backlog', 'todo'],
      ['To do', 'todo'],
      ['In progress', 'doing'],
      ['Review', 'doing'],
      ['Done', 'done'],
      ['Open, in no section', 'todo'],
    ]);
    expect(fields['priority']?.options?.map(({ means }) => means)).toEqual(['urgent', 'high', 'medium', 'low']);
    expect(fields['x.Support ticket']).toMatchObject({ writable: false, kind: 'text' });
    expect(fields['x.Platforms']?.options).toHaveLength(3);
  });

  it('a place in another project, tags of others, followers and what we do not know stay untouched', async () => {
    const { service } = door;
    const { id } = await door.make({ title: 'Plan', labels: ['ours'] });
    const task = service.store.task(id);
    service.changes.place(task, service.places.otherProject, null, service.places.users.tester);
    const before = [...task.memberships];
    const changed = await door.update(id, { labels: ['ours', 'more'], status: service.places.sections.done });
    expect(changed.fields['labels']).toEqual(['ours', 'more']);
    expect(task.memberships.filter(({ project }) => project !== door.container)).toEqual(
      before.filter(({ project }) => project !== door.container),
    );
  });

  it('labels are tags of the workspace: those that are there are used, and each new one is made once', async () => {
    const { store, places } = door.service;
    const gid = store.nextGid();
    store.tags.set(gid, { gid, name: 'bug', workspace: places.workspace });
    await Promise.all(['One', 'Two', 'Three'].map((title) => door.make({ title, labels: ['bug', 'new'] })));
    expect([...store.tags.values()].map(({ name }) => name)).toEqual(['bug', 'new']);
  });

  it('a field that Asana keeps for itself is not written', async () => {
    const task = await door.make({ title: 'Plan' });
    expect(await codeOf(door.update(task.id, { 'x.Support ticket': '17' }))).toBe('unsupported');
    expect(await door.read(task.id)).toEqual(task);
  });

  it('a write of several parts that fails in between says that some of it may have arrived', async () => {
    const { id } = await door.make({ title: 'Plan' });
    const status = door.service.places.sections.doing;
    door.service.faults.add({ fault: { kind: 'status', status: 403 }, when: ({ path }) => path.includes('/addTask') });
    const error = await door.update(id, { title: 'Renamed', status }).catch((reason: unknown) => reason);
    expect(error instanceof TaskSyncError && [error.code, error.applied]).toEqual(['forbidden', 'unknown']);
    expect((await door.read(id)).fields['title']).toBe('Renamed');
  });

  it('a marker outlives a program that writes plain notes', async () => {
    const made = await door.make({ title: 'Plan', body: 'First' });
    const task = door.service.store.task(made.id);
    const plain = task.html.replace(/<[^>]*>/g, '');
    door.service.changes.update(task, { notes: plain.replace('First', 'Second') }, door.service.places.users.tester);
    const after = await door.read(made.id);
    expect(after.identity).toBe(made.identity);
    expect(String(after.fields['body']).trim()).toBe('Second');
  });

  it('what Asana says to a refusal is passed on, without its hint for programmers', async () => {
    const { id } = await door.make({ title: 'Plan' });
    const error = await door.update(id, { assignees: ['1'] }).catch((reason: unknown) => reason);
    expect(error instanceof TaskSyncError && error.message).toContain('assignee: Not a user in Organization: 1');
    const child = await door.update(id, { parent: '1' }).catch((reason: unknown) => reason);
    expect(child instanceof TaskSyncError && child.code).toBe('rejected');
    const member = await door.update(id, { 'x.Story points': 'many' }).catch((reason: unknown) => reason);
    expect(member instanceof TaskSyncError && [member.code, member.message.includes('read the docs')]).toEqual([
      'rejected',
      false,
    ]);
  });

  it('an address that is no project, and one that is none of ours', async () => {
    expect(await codeOf(door.connector.schema('999999999'))).toBe('not-found');
    expect(await codeOf(door.connector.list('999999999'))).toBe('not-found');
  });
});
