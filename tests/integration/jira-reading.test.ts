import { afterEach, describe, expect, test } from 'vitest';
import { zonedTime } from '../../src-main/demo/jira/zone-time.ts';
import type { RemoteTask } from '../../src-shared/connector/connector.ts';
import type { JiraPlace } from './jira-place.ts';
import { openJira } from './jira-place.ts';

let place: JiraPlace;
afterEach(() => place.close());

const knowing =
  (tasks: readonly RemoteTask[]) =>
  async (ids: readonly string[]): Promise<ReadonlyMap<string, string | null>> =>
    new Map(tasks.filter(({ id }) => ids.includes(id)).map(({ id, version }) => [id, version]));

describe('what is not there any more', () => {
  test('moved to another project: it keeps its id, changes its key, and is no deletion', async () => {
    place = await openJira();
    place.service.store.addProject('OPS', 'Operations');
    const { id } = await place.make();
    place.service.store.move(id, 'OPS');
    const { tasks, missing, problems } = await place.connector.get('WEB', [id]);
    expect([tasks, missing]).toEqual([[], []]);
    expect(problems).toMatchObject([{ id, code: 'unsupported' }]);
    expect(problems[0]?.message).toMatch(/OPS-1 was moved to another project/);
    expect(await place.connector.list('WEB')).toEqual([]);
  });

  test('a project that we may not browse any more is forbidden, not empty', async () => {
    place = await openJira();
    const { id } = await place.make();
    const { permissions } = place.service.store.project('WEB') ?? {};
    if (permissions) permissions.browse = false;
    const connector = await place.connect();
    await expect(place.connector.get('WEB', [id])).rejects.toMatchObject({ code: 'forbidden' });
    await expect(connector.list('WEB')).rejects.toMatchObject({ code: expect.stringMatching(/rejected|not-found/) });
    await expect(place.pull()).rejects.toMatchObject({ code: 'not-found' });
  });

  test('where some issues are for some people only, a 404 is no proof', async () => {
    place = await openJira();
    const [one, other] = [await place.make(), await place.make()];
    place.issue(one.id).level = 'shown';
    place.issue(other.id).level = 'hidden';
    const { missing, problems } = await place.connector.get('WEB', [other.id]);
    expect(missing).toEqual([]);
    expect(problems).toMatchObject([{ id: other.id, code: 'forbidden' }]);
  });

  test('a token that has run out is a sign-in, even where Jira shows us what it shows to everybody', async () => {
    place = await openJira();
    await place.make();
    const headers = { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED', 'content-type': 'application/json' };
    const body = JSON.stringify({ issues: [], isLast: true });
    place.service.faults.add({ fault: { kind: 'status', status: 200, headers, body } });
    await expect(place.connector.list('WEB')).rejects.toMatchObject({ code: 'auth-expired' });
  });

  test('an issue with subtasks stays, because Jira would delete them too', async () => {
    place = await openJira();
    const parent = await place.make({ title: 'Parent' });
    const child = await place.make({ title: 'Child', parent: parent.id });
    expect(child.fields['x.type']).toBe('10104');
    const removing = place.connector.remove({ container: 'WEB', id: parent.id, version: null });
    await expect(removing).rejects.toMatchObject({ code: 'rejected', applied: 'no' });
    expect(await place.connector.list('WEB')).toEqual([parent.id, child.id]);
  });
});

describe('the feed', () => {
  test.each(['Pacific/Auckland', 'America/New_York', 'Asia/Kolkata'])(
    'sees a change in a minute, whatever the zone of the account: %s',
    async (timeZone) => {
      place = await openJira({ timeZone });
      const { clock, store } = place.service;
      const { id } = await place.make();
      clock.advance(3 * 3_600_000);
      const { tasks, cursor } = await place.pull();
      clock.advance(90_000);
      store.touch(place.issue(id));
      clock.advance(2 * 3_600_000);
      const later = await place.pull({ cursor, known: knowing(tasks) });
      expect(later.tasks.map((task) => task.id)).toEqual([id]);
      expect(later.tasks[0]?.updatedAt).toBe(new Date(place.issue(id).updated).toISOString());
    },
  );

  test('misses nothing in the hour that is there twice when clocks go back', async () => {
    // In New York, 2026-11-01 05:30 and 06:30 UTC are both half past one in the morning.
    const start = Date.parse('2026-11-01T05:30:00Z');
    expect(zonedTime(start, 'America/New_York')).toBe('2026-11-01T01:30:00.000-0400');
    expect(zonedTime(start + 3_600_000, 'America/New_York')).toBe('2026-11-01T01:30:00.000-0500');
    place = await openJira();
    const { clock, store } = place.service;
    clock.advance(start - clock.now());
    const [one, other] = [await place.make(), await place.make()];
    let { tasks, cursor } = await place.pull();
    for (const { id } of [one, other, one, other]) {
      clock.advance(30 * 60_000);
      store.touch(place.issue(id));
      const later = await place.pull({ cursor, known: knowing(tasks) });
      expect(later.tasks.map((task) => task.id)).toEqual([id]);
      tasks = [...tasks.filter((task) => task.id !== id), ...later.tasks];
      cursor = later.cursor;
    }
  });

  test('sees in the end what the search showed too late, whatever was pulled in between', async () => {
    place = await openJira({ searchLagMs: 10 * 60_000 });
    const { clock, store } = place.service;
    const { id } = await place.make();
    clock.advance(3_600_000);
    let { tasks, cursor } = await place.pull();
    store.touch(place.issue(id));
    const found: string[] = [];
    for (let minute = 0; minute < 14; minute++) {
      clock.advance(60_000);
      const later = await (await place.connect()).pull({ container: 'WEB', cursor, known: knowing(tasks) });
      for await (const page of later) {
        found.push(...page.tasks.map((task) => task.id));
        tasks = [...tasks.filter((old) => !page.tasks.some((task) => task.id === old.id)), ...page.tasks];
        cursor = page.cursor;
      }
    }
    expect(found).toEqual([id]);
  });

  test('goes on in the middle, and begins again when its place has run out', async () => {
    place = await openJira();
    for (let count = 0; count < 250; count++) place.theirs(`Issue ${count}`);
    const { tasks, cursors } = await place.pull();
    expect(tasks).toHaveLength(250);
    expect(cursors).toHaveLength(3);
    const rest = await place.pull({ cursor: cursors[0] ?? null });
    expect(rest.tasks).toHaveLength(150);
    place.service.clock.advance(8 * 86_400_000);
    const again = await place.pull({ cursor: cursors[0] ?? null, known: knowing(tasks) });
    expect(again.tasks).toEqual([]);
    expect(again.cursor).not.toBeNull();
  });

  test('reads a thousand issues over a slow line in less than five seconds, and two requests later knows that nothing changed', async () => {
    place = await openJira({ latencyMs: 20, seed: 1_000 });
    const before = performance.now();
    const { tasks, cursor, liveCount } = await place.pull();
    expect(performance.now() - before).toBeLessThan(5_000);
    expect([tasks.length, liveCount]).toEqual([1_000, 1_000]);
    place.forget();
    const later = await place.pull({ cursor, known: knowing(tasks) });
    expect([later.tasks, later.liveCount]).toEqual([[], 1_000]);
    expect(place.sent).toHaveLength(2);
  });

  test('takes mass changes as they are, also when one of the issues is gone before it is read', async () => {
    place = await openJira({ searchLagMs: 60_000 });
    const { clock, store } = place.service;
    const ids = Array.from({ length: 130 }, (_, index) => place.theirs(`Issue ${index}`).id);
    clock.advance(3_600_000);
    const { tasks, cursor } = await place.pull();
    for (const id of ids) store.touch(place.issue(id));
    clock.advance(60_000);
    const gone = ids[70] ?? '';
    store.remove(gone);
    const later = await place.pull({ cursor, known: knowing(tasks) });
    expect(new Set(later.tasks.map(({ id }) => id))).toEqual(new Set(ids.filter((id) => id !== gone)));
  });

  test('a first reading leaves out what the filter would', async () => {
    place = await openJira({ seed: true });
    const all = await place.pull();
    const narrow = [
      { field: 'labels', values: ['docs', 'a11y'] },
      { field: 'x.type', values: ['10102'] },
    ];
    const some = await place.pull({ narrow });
    const wanted = all.tasks.filter(
      ({ fields }) =>
        fields['x.type'] === '10102' &&
        ['docs', 'a11y'].some((label) => (fields['labels'] as string[]).includes(label)),
    );
    expect(some.tasks.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    expect(some.tasks.length).toBeGreaterThan(3);
    expect(some.liveCount).toBe(all.tasks.length);
  });
});

describe('a query as container', () => {
  test('reads what it finds, and creates in the project that it names', async () => {
    place = await openJira({ seed: true });
    const container = 'jql:project = "WEB" AND labels = search ORDER BY rank DESC';
    const pulled = await place.pull({ container });
    expect(pulled.tasks.length).toBeGreaterThan(4);
    expect(await place.connector.list(container)).toHaveLength(pulled.tasks.length);
    const fields = { title: 'Found by words', labels: ['search'] };
    const { id } = await place.connector.create({ container, identity: 'a'.repeat(26), fields });
    expect(await place.connector.list(container)).toContain(id);
    expect(await place.connector.find(container, 'a'.repeat(26))).toHaveLength(1);
  });

  test('creates nothing when it is about several projects, and says what is wrong with it', async () => {
    place = await openJira();
    const { connector } = place;
    const several = 'jql:project in (WEB, OPS)';
    const creating = connector.create({ container: several, identity: 'b'.repeat(26), fields: { title: 'Where?' } });
    await expect(creating).rejects.toMatchObject({ code: 'unsupported', applied: 'no' });
    await expect(connector.list('jql:colour = red')).rejects.toMatchObject({ code: 'rejected' });
    await expect(connector.list('jql:colour = red')).rejects.toThrow(/Field 'colour' does not exist/);
  });
});

describe('what issues are made of', () => {
  test('is told in the words of Jira, with what they mean', async () => {
    place = await openJira({ seed: true });
    const { fields } = await place.connector.schema('WEB');
    expect(fields['status']?.options?.map(({ label, means }) => [label, means])).toEqual([
      ...[
        ['To Do', 'todo'],
        ['In Progress', 'doing'],
        ['Done', 'done'],
        ["Won't Do", 'cancelled'],
        ['In Review', 'doing'],
      ],
    ]);
    expect(fields['priority']?.options?.[0]).toEqual({ value: '3', label: 'Medium', means: 'medium' });
    expect(fields['assignees']?.options?.map(({ means }) => means)).toContain('lead@example.org');
    expect(fields['assignees']?.options?.map(({ means }) => means)).toContain('Technical Writer');
    expect(fields['milestone']?.options?.map(({ label }) => label)).toEqual(['1.1', '2.0', '1.0']);
    expect(fields['x.Sprint']?.options?.map(({ label }) => label)).toEqual(['Sprint 2', 'Sprint 3']);
    expect(fields['start']).toEqual({ writable: true, dates: ['date'] });
    expect(fields).not.toHaveProperty('progress');
  });

  test('is known for the site only where we may not create, and can still be edited', async () => {
    place = await openJira({ seed: true });
    const { permissions } = place.service.store.project('WEB') ?? {};
    if (permissions) permissions.create = false;
    const { fields } = await place.connector.schema('WEB');
    expect(fields['x.Customer']?.writable).toBe(true);
    expect(fields['x.Severity']?.writable).toBe(false);
    expect((await place.connector.containers()).map(({ id, writable }) => [id, writable])).toEqual([['WEB', false]]);
    const [task] = (await place.pull()).tasks;
    await place.update(task?.id ?? '', { title: 'Edited', 'x.Customer': 'Somebody' });
    expect((await place.read(task?.id ?? '')).fields).toMatchObject({ title: 'Edited', 'x.Customer': 'Somebody' });
    await expect(place.make()).rejects.toMatchObject({ code: 'rejected', applied: 'no' });
  });

  test('of several projects leaves out what each has for itself', async () => {
    place = await openJira({ seed: true });
    const { fields } = await place.connector.schema('jql:project in (WEB)');
    expect(fields['assignees']).toMatchObject({ writable: false });
    expect(fields['milestone']).toMatchObject({ options: [] });
    expect((await place.pull({ container: 'jql:project in (WEB)' })).tasks).toHaveLength(40);
  });
});

test.each(['cloud', 'datacenter'] as const)(
  'the wrong kind of Jira is told from a wrong sign-in: %s',
  async (deployment) => {
    place = await openJira({ deployment });
    const other = deployment === 'cloud' ? 'datacenter' : 'cloud';
    const connector = await place.connect({ options: { deployment: other } });
    await expect(connector.check()).rejects.toThrow(/whether Cloud or Data Center is chosen/);
  },
);

test('a record that another program made is not taken for ours', async () => {
  place = await openJira();
  const { id } = place.theirs('Theirs');
  place.issue(id).properties['task-sync'] = { identity: 'no marker' };
  expect((await place.read(id)).identity).toBeNull();
});
