import { expect, test } from 'vitest';
import type { Store } from '../../../src-main/core/store/store.ts';
import type { Attachment, AttachmentLink, AttachmentOp } from '../../../src-shared/domain/attachment.ts';
import { at, sampleLink, sampleTask } from './samples.ts';

function attachment(id: string, own: Partial<Attachment> = {}): Attachment {
  return {
    ...{ id, task: 't1', origin: 'jira', originName: 'Jira', kind: 'file', name: 'plan.pdf', mediaType: null },
    ...{ size: 5, sha256: null, url: 'https://jira.example/1', author: 'Ana', createdAt: at(1), deletedAt: null },
    ...own,
  };
}

function link(id: string, own: Partial<AttachmentLink> = {}): AttachmentLink {
  return {
    ...{ id, attachment: null, endpoint: 'jira', record: '17', remoteId: `remote-${id}`, state: 'linked' },
    writtenAt: null,
    observation: {
      ...{ kind: 'file', name: 'plan.pdf', mediaType: null, size: 5, sha256: null, url: null },
      ...{ author: 'Ana', isOwn: false, createdAt: at(1), seenAt: at(2) },
    },
    ...own,
  };
}

function op(id: string, own: Partial<AttachmentOp> = {}): AttachmentOp {
  return {
    ...{ id, profile: 'work', endpoint: 'gh', task: 't1', attachment: 'a1', kind: 'copy', record: '94' },
    ...{ remoteId: null, source: { endpoint: 'jira', record: '17', remoteId: '1' } },
    ...{ name: 'plan.pdf', mediaType: null, size: 5, url: null },
    ...{ state: 'ready', attempts: 0, reason: null, retryAt: null, run: 'r1', createdAt: at(3), attemptedAt: null },
    ...own,
  };
}

export function attachmentRows(get: () => Store): void {
  const prepare = async (): Promise<Store['attachments']> => {
    await get().tasks.put([sampleTask('t1'), sampleTask('t2')]);
    await get().links.put([
      sampleLink('l1', { task: 't1', endpoint: 'jira', remoteId: '17' }),
      sampleLink('l2', { task: 't1', endpoint: 'gh', remoteId: '94' }),
      sampleLink('l3', { task: 't2', endpoint: 'gh', remoteId: '95' }),
    ]);
    return get().attachments;
  };

  test('gives back attachments by task in the order in which they were added', async () => {
    const attachments = await prepare();
    const [late, early] = [attachment('a1', { createdAt: at(5) }), attachment('a2', { createdAt: at(4) })];
    await attachments.put([late, early, attachment('a3', { task: 't2' })]);
    expect(await attachments.byTasks(['t1'])).toEqual([early, late]);
    await attachments.put([{ ...late, sha256: 'aa', deletedAt: at(9) }]);
    expect(await attachments.byTasks(['t1'])).toEqual([early, { ...late, sha256: 'aa', deletedAt: at(9) }]);
  });

  test('a content is one attachment of a task; those nobody has read may be many (S16)', async () => {
    const attachments = await prepare();
    await attachments.put([attachment('a1', { sha256: 'aa' }), attachment('a2', { task: 't2', sha256: 'aa' })]);
    await attachments.put([attachment('a3'), attachment('a4')]);
    const second = attachments.put([attachment('a5', { sha256: 'aa' })]);
    await expect(second).rejects.toMatchObject({ code: 'already-exists' });
  });

  test('a remote attachment may be known before its attachment', async () => {
    const attachments = await prepare();
    const [first, other] = [link('k1'), link('k2', { record: '18', state: 'gone', writtenAt: at(4) })];
    await attachments.putLinks([first, other]);
    expect(await attachments.links('jira', ['17', '18'])).toEqual([first, other]);
    expect(await attachments.links('gh', ['17'])).toEqual([]);
  });

  test('a remote attachment belongs to one attachment, which has one at each endpoint (S16)', async () => {
    const attachments = await prepare();
    await attachments.put([attachment('a1'), attachment('a2')]);
    const elsewhere = { endpoint: 'gh', record: '94' };
    await attachments.putLinks([link('k1', { attachment: 'a1' }), link('k2', { attachment: 'a1', ...elsewhere })]);
    const sameRemote = attachments.putLinks([link('k3', { attachment: 'a2', remoteId: 'remote-k1' })]);
    await expect(sameRemote).rejects.toMatchObject({ code: 'already-exists' });
    const sameAttachment = attachments.putLinks([link('k4', { attachment: 'a1' })]);
    await expect(sameAttachment).rejects.toMatchObject({ code: 'already-exists' });
  });

  test('an attachment whose task has another record there is free to have a copy at that one', async () => {
    const attachments = await prepare();
    await attachments.put([attachment('a1')]);
    const [old, fresh] = [link('k1', { attachment: 'a1' }), link('k2', { attachment: 'a1', record: '18' })];
    const elsewhere = link('k3', { attachment: 'a1', endpoint: 'gh', record: '94' });
    await attachments.putLinks([old, elsewhere]);
    await attachments.releaseOthers([fresh]);
    await attachments.putLinks([fresh]);
    expect(await attachments.links('jira', ['17', '18'])).toEqual([{ ...old, attachment: null }, fresh]);
    expect(await attachments.links('gh', ['94'])).toEqual([elsewhere]);
  });

  test('counts the remote attachments of ours at an endpoint, without tombstones', async () => {
    const attachments = await prepare();
    await attachments.put([attachment('a1'), attachment('a2'), attachment('a3')]);
    await attachments.putLinks([
      link('k1', { attachment: 'a1' }),
      link('k2', { attachment: 'a2', state: 'deleted' }),
      link('k3', { attachment: 'a3', state: 'gone' }),
      link('k4'),
      link('k5', { attachment: 'a1', endpoint: 'gh', record: '94' }),
    ]);
    expect(await attachments.countLive('jira')).toBe(2);
  });

  test('knows which records of some need a plan of their attachments', async () => {
    const attachments = await prepare();
    await attachments.markDirty('jira', ['17', '18']);
    await attachments.markDirty('gh', ['94']);
    expect(await attachments.dirtyAmong('jira', ['17', '94', '99'])).toEqual(new Set(['17']));
  });

  test('writes come back in order, one for each attachment and endpoint (S4)', async () => {
    const attachments = await prepare();
    await attachments.put([attachment('a1'), attachment('a2')]);
    await attachments.putOps([op('o1'), op('o2', { attachment: 'a2' })]);
    await expect(attachments.putOps([op('o3')])).rejects.toMatchObject({ code: 'already-exists' });
    await attachments.putOps([op('o1', { state: 'uncertain', attempts: 1 })]);
    expect(await attachments.ops('work')).toEqual([
      op('o1', { state: 'uncertain', attempts: 1 }),
      op('o2', { attachment: 'a2' }),
    ]);
    expect(await attachments.opsByTasks(['t1'])).toHaveLength(2);
    expect(await attachments.ops('home')).toEqual([]);
    await attachments.removeOps(['o1', 'o2']);
    expect(await attachments.ops('work')).toEqual([]);
  });

  test('remembers at which version attachments were read', async () => {
    const attachments = await prepare();
    await attachments.setVersions('jira', [{ record: '17', version: '1' }]);
    await attachments.setVersions('jira', [
      { record: '17', version: '2' },
      { record: '18', version: null },
    ]);
    const known = await attachments.versions('jira', ['17', '18', '19']);
    expect([...known]).toEqual([
      ['17', '2'],
      ['18', null],
    ]);
  });

  test('marks records, by themselves or all those of tasks that have attachments', async () => {
    const attachments = await prepare();
    await attachments.put([attachment('a1')]);
    await attachments.markDirty('jira', ['17', '17']);
    await attachments.markTasksDirty(['t1', 't2']);
    const [gh, jira] = [
      { endpoint: 'gh', record: '94' },
      { endpoint: 'jira', record: '17' },
    ] as const;
    expect(await attachments.dirty('work', null, 10)).toEqual([gh, jira]);
    expect(await attachments.dirty('work', gh, 10)).toEqual([jira]);
    await attachments.clearDirty([gh]);
    expect(await attachments.dirty('work', null, 10)).toEqual([jira]);
    await attachments.markAllDirty('work');
    expect(await attachments.dirty('work', null, 10)).toEqual([gh, { endpoint: 'gh', record: '95' }, jira]);
  });

  test('all of it goes with its profile', async () => {
    const attachments = await prepare();
    await attachments.put([attachment('a1')]);
    await attachments.putLinks([link('k1', { attachment: 'a1' })]);
    await attachments.putOps([op('o1')]);
    await get().profiles.remove('work');
    expect(await attachments.byTasks(['t1'])).toEqual([]);
    expect(await attachments.links('jira', ['17'])).toEqual([]);
    expect(await attachments.ops('work')).toEqual([]);
  });
}
