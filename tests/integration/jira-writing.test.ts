import { afterEach, describe, expect, test } from 'vitest';
import { TaskSyncError } from '../../src-shared/errors.ts';
import type { JiraPlace } from './jira-place.ts';
import { openJira } from './jira-place.ts';

let place: JiraPlace;
afterEach(() => place.close());

const writes = () => place.sent.filter(({ method }) => method !== 'GET');

describe('a new issue', () => {
  test('without a field that Jira requires is refused before anything is sent, by the name that people know', async () => {
    place = await openJira();
    place.service.store.project('WEB')?.required.add('customfield_10105');
    const { fields } = await place.connector.schema('WEB');
    expect(fields['x.Severity']).toMatchObject({ required: true });
    const error = await place.make().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'rejected', applied: 'no' });
    expect(String(error)).toMatch(/“Severity” for a new issue of the type “Task”/);
    expect(writes()).toEqual([]);
    expect((await place.make({ 'x.Severity': '502' })).fields['x.Severity']).toBe('502');
  });

  test('gets in a second request what only the screen for editing has', async () => {
    place = await openJira();
    place.service.store.project('WEB')?.editOnly.add('duedate');
    const made = await place.make({ due: { kind: 'date', date: '2026-12-24' } });
    expect(made.fields['due']).toEqual({ kind: 'date', date: '2026-12-24' });
    expect(writes().map(({ method }) => method)).toEqual(['POST', 'PUT']);
    expect(made.identity).toMatch(/^[a-z0-9]{26}$/);
  });

  test('is of the type that the connection names, or that the task does', async () => {
    place = await openJira();
    const connector = await place.connect({ options: { deployment: 'cloud', issueType: 'bug' } });
    expect((await place.make({}, connector)).fields['x.type']).toBe('10103');
    expect((await place.make({ 'x.type': '10101' }, connector)).fields['x.type']).toBe('10101');
    expect((await place.make()).fields['x.type']).toBe('10102');
    const other = await place.connect({ options: { deployment: 'cloud', issueType: 'Idea' } });
    await expect(place.make({}, other)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('whose answer is lost is found past the search, by whoever looks', async () => {
    place = await openJira({ searchLagMs: 600_000 });
    const { faults } = place.service;
    faults.add({ fault: { kind: 'drop', when: 'after' }, when: ({ method }) => method === 'POST', times: 1 });
    const identity = 'c'.repeat(26);
    const creating = place.connector.create({ container: 'WEB', identity, fields: { title: 'Lost' } });
    await expect(creating).rejects.toMatchObject({ code: 'unavailable', applied: 'unknown' });
    const another = await place.connect();
    expect(await another.find('WEB', identity)).toMatchObject([{ identity, fields: { title: 'Lost' } }]);
    expect(await another.find('WEB', 'd'.repeat(26))).toEqual([]);
  });
});

test('looking for several new issues at once finds each of them, past the search', async () => {
  place = await openJira({ searchLagMs: 600_000 });
  const identities = Array.from({ length: 30 }, (_, index) => `${'e'.repeat(24)}${String(index).padStart(2, '0')}`);
  const made = identities.map((identity, index) => {
    const issue = place.theirs(`New ${index}`);
    issue.properties['task-sync'] = { identity };
    // Numbers that were used up.
    if (index % 4 === 0) place.service.store.remove(place.theirs('Gone').id);
    return issue.id;
  });
  const connector = await place.connect();
  const found = await Promise.all(identities.map((identity) => connector.find('WEB', identity)));
  expect(found.map((tasks) => tasks.map(({ id }) => id))).toEqual(made.map((id) => [id]));
});

describe('an update', () => {
  test('leaves the other fix versions alone by refusing where there are several', async () => {
    place = await openJira();
    const { id } = await place.make();
    const [one, two] = place.service.store.project('WEB')?.versions.map((version) => version.id) ?? [];
    place.issue(id).fields['fixVersions'] = [one, two];
    expect((await place.read(id)).fields['milestone']).toBe(one);
    const error = await place.update(id, { milestone: two ?? null }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'rejected', applied: 'no' });
    expect(place.issue(id).fields['fixVersions']).toEqual([one, two]);
  });

  test('adds and removes labels one by one, so that one that was added meanwhile stays', async () => {
    place = await openJira();
    const { id } = await place.make({ labels: ['one', 'two'] });
    const current = await place.read(id);
    place.issue(id).fields['labels'] = ['one', 'two', 'theirs'];
    await place.connector.update({ container: 'WEB', id, fields: { labels: ['two', 'three'] }, current });
    expect(place.issue(id).fields['labels']).toEqual(['two', 'theirs', 'three']);
  });

  test('with a label that has a space is refused, with what to do', async () => {
    place = await openJira();
    const { id } = await place.make();
    await expect(place.update(id, { labels: ['good first issue'] })).rejects.toThrow(/map it to one without spaces/);
  });

  test('of a text keeps the blocks that nobody edited, node by node', async () => {
    place = await openJira();
    const { id } = await place.make();
    const panel = {
      ...{ type: 'panel', attrs: { panelType: 'warning' } },
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Mind the gap' }] }],
    };
    const mention = {
      type: 'paragraph',
      content: [
        { type: 'mention', attrs: { id: '712020:x', text: '@Team Lead', accessLevel: '' } },
        { type: 'text', text: ' knows more.' },
      ],
    };
    const last = { type: 'paragraph', content: [{ type: 'text', text: 'The end' }] };
    place.issue(id).fields['description'] = { type: 'doc', version: 1, content: [panel, mention, last] };
    const { fields } = await place.read(id);
    await place.update(id, { body: String(fields['body']).replace('The end', 'The very end') });
    expect(place.issue(id).fields['description']).toMatchObject({
      content: [panel, mention, { type: 'paragraph', content: [{ type: 'text', text: 'The very end' }] }],
    });
  });

  test('keeps Markdown as it was written elsewhere, until somebody edits the document', async () => {
    place = await openJira();
    const body = '* One\n* Two &amp; three\n\nA  line\\\nand another';
    const { id } = await place.make({ body });
    expect((await place.read(id)).fields['body']).toBe(body);
    const text = { type: 'paragraph', content: [{ type: 'text', text: 'Edited' }] };
    place.issue(id).fields['description'] = { type: 'doc', version: 1, content: [text] };
    expect((await place.read(id)).fields['body']).toBe('Edited');
    await place.update(id, { body: 'Plain' });
    expect(place.issue(id).properties['task-sync']).toEqual({ identity: expect.any(String) });
  });

  test('tells no watchers where we may ask for that, and does not ask where we may not', async () => {
    place = await openJira({ deployment: 'datacenter' });
    const { id } = await place.make();
    place.forget();
    await place.update(id, { title: 'Quiet' });
    expect(writes()[0]?.query.get('notifyUsers')).toBe('false');
    const { permissions } = place.service.store.project('WEB') ?? {};
    if (permissions) permissions.administer = false;
    const connector = await place.connect();
    place.forget();
    await place.update(id, { title: 'Loud' }, connector);
    expect(writes()[0]?.query.has('notifyUsers')).toBe(false);
    expect(place.issue(id).fields['summary']).toBe('Loud');
  });

  test('takes an issue out of its epic', async () => {
    place = await openJira();
    const epic = place.theirs('Epic', { type: '10100' });
    const { id } = await place.make({ parent: epic.id });
    expect((await place.read(id)).fields['parent']).toBe(epic.id);
    await place.update(id, { parent: null });
    expect((await place.read(id)).fields['parent']).toBeNull();
  });
});

describe('Data Center', () => {
  test('shows our marker nowhere, keeps it through edits of the text, and finds it by its words', async () => {
    place = await openJira({ deployment: 'datacenter' });
    const { id, identity } = await place.make({ body: 'Some text' });
    expect(place.issue(id).fields['description']).toBe(`Some text\n\n{anchor:ts1-${identity}}`);
    place.issue(id).fields['description'] = `{anchor:ts1-${identity}}\r\n\r\nMoved to the top`;
    const task = await place.read(id);
    expect([task.identity, task.fields['body']]).toEqual([identity, 'Moved to the top']);
    expect(await (await place.connect()).find('WEB', identity ?? '')).toHaveLength(1);
  });

  test('keeps the markup of blocks that nobody edited, and Markdown that markup cannot say', async () => {
    place = await openJira({ deployment: 'datacenter' });
    const { id, identity } = await place.make();
    const panel = '{panel:title=Careful|bgColor=#ffffce}\r\nMind the *gap*, [~lead].\r\n{panel}';
    place.issue(id).fields['description'] = `${panel}\r\n\r\nThe end\r\n\r\n{anchor:ts1-${identity}}`;
    const { fields } = await place.read(id);
    await place.update(id, { body: String(fields['body']).replace('The end', 'The very end') });
    const now = String(place.issue(id).fields['description']);
    expect(now.startsWith(panel)).toBe(true);
    expect(now).toMatch(/The very end\s+\{anchor:ts1-[a-z0-9]{26}\}$/);

    const body = '* One\n* Two &amp; three \\, four';
    await place.update(id, { body });
    const other = await place.make();
    const pulled = await place.pull();
    expect(pulled.tasks.map((task) => [task.id, task.fields['body']])).toEqual([
      [id, body],
      [other.id, ''],
    ]);
    expect(await place.read(id)).toEqual(pulled.tasks[0]);
  });

  test('reads every page once while issues are deleted under way', async () => {
    place = await openJira({ deployment: 'datacenter' });
    const ids = Array.from({ length: 350 }, (_, index) => place.theirs(`Issue ${index}`).id);
    const seen = new Set<string>();
    let page = 0;
    const known = async () => new Map<string, string>();
    for await (const { tasks } of place.connector.pull({ container: 'WEB', cursor: null, known })) {
      for (const { id } of tasks) seen.add(id);
      if (page++ === 0) for (const id of ids.slice(0, 10)) place.service.store.remove(id);
    }
    expect(ids.filter((id) => !seen.has(id))).toEqual([]);
  });

  test('puts an issue into an epic by its link', async () => {
    place = await openJira({ deployment: 'datacenter' });
    const epic = place.theirs('Epic', { type: '10100' });
    const { id } = await place.make({ parent: epic.id });
    expect(place.issue(id)).toMatchObject({ type: '10102', fields: { customfield_10014: epic.key } });
    expect((await place.read(id)).fields['parent']).toBe(epic.id);
    await place.update(id, { parent: null });
    expect(place.issue(id).fields['customfield_10014']).toBeNull();
    const { id: child } = await place.make({ parent: id });
    expect(place.issue(child)).toMatchObject({ type: '10104', fields: { parent: id } });
  });
});

describe('limits', () => {
  test('too many writes to one issue are rate-limited, with how long to wait', async () => {
    place = await openJira({ limits: true });
    const { id } = await place.make();
    const current = await place.read(id);
    const edit = (title: string) => place.connector.update({ container: 'WEB', id, fields: { title }, current });
    const error = await (async () => {
      for (let count = 0; count < 30; count++) await edit(`Title ${count}`);
      return null;
    })().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'rate-limited', applied: 'no', retryAfterMs: 2_000 });
  });

  test('a gateway that only says 429 is waited for, without a wish of its own', async () => {
    place = await openJira();
    await place.make();
    place.service.faults.add({ fault: { kind: 'status', status: 429 }, times: 2 });
    expect(await place.connector.list('WEB')).toHaveLength(1);
    place.service.faults.add({ fault: { kind: 'status', status: 429 }, when: ({ method }) => method === 'POST' });
    const error = await place.make().catch((reason: unknown) => reason);
    expect(error instanceof TaskSyncError && [error.code, error.applied, error.retryAfterMs]).toEqual([
      ...['rate-limited', 'no', undefined],
    ]);
  });
});
