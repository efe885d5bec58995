import { describe, expect, it } from 'vitest';
import { randomIds } from '../../../../src-main/hosts/node/random-ids.ts';
import { connectFake, container } from './connect-fake.ts';

describe('creating', () => {
  it('takes a status that new issues cannot have in a second step', async () => {
    const fake = await connectFake();
    const { id, task } = await fake.connector.create({
      container,
      identity: randomIds.next(),
      fields: { title: 'Done already', status: '5' },
    });
    expect(task?.fields['status']).toBe('5');
    expect(fake.stored(id).status).toBe(5);
  });

  it('is found again when the second step failed, and says that it may have arrived', async () => {
    const fake = await connectFake();
    const identity = randomIds.next();
    fake.server.faults.add({ fault: { kind: 'status', status: 422 }, when: ({ method }) => method === 'PUT' });
    await expect(
      fake.connector.create({ container, identity, fields: { title: 'Done already', status: '5' } }),
    ).rejects.toMatchObject({ applied: 'unknown' });
    expect(await fake.connector.find(container, identity)).toHaveLength(1);
  });

  it('tells the truth when the workflow forbids the status', async () => {
    const fake = await connectFake();
    const weak = await fake.connect({ key: fake.server.weakKey });
    const identity = randomIds.next();
    const { task } = await weak.create({ container, identity, fields: { title: 'Not for me to close', status: '5' } });
    expect(task?.fields['status']).toBe('1');
  });

  it('has exactly one issue to find after the connection broke behind it (S4)', async () => {
    const fake = await connectFake();
    const identity = randomIds.next();
    fake.server.faults.add({ fault: { kind: 'drop', when: 'after' }, times: 1 });
    const creating = fake.connector.create({ container, identity, fields: { title: 'Once' } });
    await expect(creating).rejects.toMatchObject({ code: 'unavailable', applied: 'unknown' });
    expect(await fake.connector.find(container, identity)).toMatchObject([{ identity, fields: { title: 'Once' } }]);
  });

  it('has none to find when the connection broke before it', async () => {
    const fake = await connectFake();
    const identity = randomIds.next();
    fake.server.faults.add({ fault: { kind: 'drop', when: 'before' }, times: 1 });
    await expect(fake.connector.create({ container, identity, fields: { title: 'Never' } })).rejects.toMatchObject({
      applied: 'unknown',
    });
    expect(await fake.connector.find(container, identity)).toEqual([]);
  });

  it('does not begin today when no start is given', async () => {
    const fake = await connectFake();
    const { fields } = await fake.make({ due: { kind: 'date', date: '2001-02-03' } });
    expect(fields).toMatchObject({ start: null, due: { kind: 'date', date: '2001-02-03' } });
  });

  it.each([
    ['its name', 'feature', '2'],
    ['its id', '3', '3'],
    ['nothing: the first', '', '1'],
  ])('takes the tracker of the connection, by %s', async (_, tracker, expected) => {
    const fake = await connectFake();
    const connector = await fake.connect({ options: { tracker } });
    expect((await fake.make({}, connector)).fields['x.tracker']).toBe(expected);
  });

  it('creates nothing with a tracker that the project does not have', async () => {
    const fake = await connectFake();
    const connector = await fake.connect({ options: { tracker: 'Epic' } });
    await expect(fake.make({}, connector)).rejects.toMatchObject({
      code: 'invalid-input',
      applied: 'no',
      message: expect.stringContaining('Bug, Feature, Support'),
    });
    expect(fake.server.store.issues.size).toBe(0);
  });

  it('passes on what Redmine says against the values', async () => {
    const fake = await connectFake();
    await expect(fake.make({ title: '' })).rejects.toMatchObject({
      code: 'rejected',
      applied: 'no',
      message: expect.stringContaining('Subject cannot be blank'),
    });
  });

  it('keeps a title on one line', async () => {
    const fake = await connectFake();
    expect((await fake.make({ title: 'One\r\n  two' })).fields['title']).toBe('One two');
  });
});

describe('updating', () => {
  it('sends only what changes', async () => {
    const fake = await connectFake();
    const current = await fake.make({ body: 'Text', due: { kind: 'date', date: '2026-05-01' } });
    Object.assign(fake.stored(current.id), { subject: 'Changed by somebody', hours: 3 });
    await fake.connector.update({ container, id: current.id, fields: { due: null }, current });
    expect(fake.stored(current.id)).toMatchObject({ subject: 'Changed by somebody', hours: 3, due: null });
  });

  it('keeps what Markdown cannot say, and the marker', async () => {
    const fake = await connectFake();
    const { id, identity } = await fake.make();
    const text = 'p=. *Centered*\r\n\r\n{{collapse(More)\r\n+inserted+\r\n}}\r\n\r\nLast.';
    fake.stored(id).description = `${text}\r\n\r\n<!-- ts1:${identity} -->`;
    const current = await fake.read(id);
    const body = `${current.fields['body']}\n\n**New.**`;
    await fake.connector.update({ container, id, fields: { body }, current });
    expect(fake.stored(id).description).toBe(`${text}\r\n\r\n*New.*\r\n\r\n<!-- ts1:${identity} -->`);
  });

  it('marks nothing that was not ours', async () => {
    const fake = await connectFake();
    const { id } = await fake.make();
    fake.stored(id).description = 'Written by a person.';
    const current = await fake.read(id);
    expect(current.identity).toBeNull();
    await fake.connector.update({ container, id, fields: { body: 'Edited.' }, current });
    expect(fake.stored(id).description).toBe('Edited.');
  });

  it('writes Markdown as it is where Redmine reads Markdown', async () => {
    const fake = await connectFake();
    const connector = await fake.connect({ options: { textFormat: 'markdown' } });
    const { id, identity } = await fake.make({ body: '* **a**\n* b' }, connector);
    expect(fake.stored(id).description).toBe(`* **a**\r\n* b\r\n\r\n[//]: # (ts1:${identity})`);
    expect((await connector.get(container, [id])).tasks).toMatchObject([
      { identity, fields: { body: '* **a**\n* b' } },
    ]);
  });

  it('gives an issue without a priority the default one', async () => {
    const fake = await connectFake();
    const current = await fake.make({ priority: '4' });
    await fake.connector.update({ container, id: current.id, fields: { priority: null }, current });
    expect((await fake.read(current.id)).fields['priority']).toBe('2');
  });

  it('takes a person away', async () => {
    const fake = await connectFake();
    const current = await fake.make({ assignees: ['5'] });
    await fake.connector.update({ container, id: current.id, fields: { assignees: [] }, current });
    expect((await fake.read(current.id)).fields['assignees']).toEqual([]);
  });

  it('knows days only', async () => {
    const fake = await connectFake();
    const due = { kind: 'local', at: '2026-03-01T09:30:00' } as const;
    await expect(fake.make({ due })).rejects.toMatchObject({ code: 'rejected', applied: 'no' });
  });
});

describe('removing', () => {
  it('keeps the subtasks, which Redmine would delete too', async () => {
    const fake = await connectFake();
    const parent = await fake.make();
    const child = await fake.make({ parent: parent.id });
    await fake.connector.remove({ container, id: parent.id, version: null });
    expect(fake.server.store.issues.has(Number(parent.id))).toBe(false);
    expect((await fake.read(child.id)).fields['parent']).toBeNull();
  });

  it('removes nothing when the subtasks cannot be kept', async () => {
    const fake = await connectFake();
    const parent = await fake.make();
    const child = await fake.make({ parent: parent.id });
    const weak = await fake.connect({ key: fake.server.weakKey });
    const removing = weak.remove({ container, id: parent.id, version: null });
    await expect(removing).rejects.toMatchObject({ code: 'rejected', applied: 'no' });
    expect((await fake.read(child.id)).fields['parent']).toBe(parent.id);
  });

  it('does not remove logged time', async () => {
    const fake = await connectFake();
    const { id } = await fake.make();
    fake.stored(id).spent = 1.5;
    const removing = fake.connector.remove({ container, id, version: null });
    await expect(removing).rejects.toMatchObject({ code: 'rejected', applied: 'no' });
    expect(fake.server.store.issues.has(Number(id))).toBe(true);
  });

  it('is forbidden without the permission', async () => {
    const fake = await connectFake();
    const { id } = await fake.make();
    const weak = await fake.connect({ key: fake.server.weakKey });
    await expect(weak.remove({ container, id, version: null })).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('has done nothing when the look beforehand makes no sense', async () => {
    const fake = await connectFake();
    const { id } = await fake.make();
    fake.server.faults.add({ fault: { kind: 'html' } });
    const removing = fake.connector.remove({ container, id, version: null });
    await expect(removing).rejects.toMatchObject({ code: 'invalid-response', applied: 'no' });
  });
});
