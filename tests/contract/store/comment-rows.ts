import { expect, test } from 'vitest';
import type { Store } from '../../../src-main/core/store/store.ts';
import type { Comment, CommentLink, CommentOp } from '../../../src-shared/domain/comment.ts';
import { at, sampleLink, sampleTask } from './samples.ts';

function comment(id: string, own: Partial<Comment> = {}): Comment {
  return {
    id,
    task: 't1',
    identity: `identity-${id}`,
    origin: 'jira',
    originName: 'Jira',
    author: 'Ana',
    createdAt: at(1),
    editedAt: null,
    text: 'Looks **good**',
    isInternal: false,
    deletedAt: null,
    ...own,
  };
}

function link(id: string, own: Partial<CommentLink> = {}): CommentLink {
  return {
    id,
    comment: null,
    endpoint: 'jira',
    record: '17',
    remoteId: `remote-${id}`,
    state: 'linked',
    base: 'Looks good',
    evidence: { kind: 'observed', run: 'r1', version: null, at: at(2) },
    observation: {
      author: 'Ana',
      isOwn: false,
      createdAt: at(1),
      text: 'Looks good',
      isInternal: false,
      identity: null,
      seenAt: at(2),
    },
    sent: null,
    replaced: null,
    ...own,
  };
}

function op(id: string, own: Partial<CommentOp> = {}): CommentOp {
  return {
    id,
    profile: 'work',
    endpoint: 'gh',
    task: 't1',
    comment: 'c1',
    kind: 'create',
    record: '94',
    remoteId: null,
    identity: 'identity-c1',
    text: 'Ana wrote (Jira):\n\nLooks good',
    state: 'ready',
    attempts: 0,
    reason: null,
    retryAt: null,
    run: 'r1',
    writtenAt: at(1),
    createdAt: at(3),
    attemptedAt: null,
    ...own,
  };
}

export function commentRows(get: () => Store): void {
  const prepare = async (): Promise<Store['comments']> => {
    await get().tasks.put([sampleTask('t1'), sampleTask('t2')]);
    await get().links.put([
      sampleLink('l1', { task: 't1', endpoint: 'jira', remoteId: '17' }),
      sampleLink('l2', { task: 't1', endpoint: 'gh', remoteId: '94' }),
      sampleLink('l3', { task: 't2', endpoint: 'gh', remoteId: '95' }),
    ]);
    return get().comments;
  };

  test('gives back comments by task in the order in which they were written', async () => {
    const comments = await prepare();
    const [late, early] = [comment('c1', { createdAt: at(5) }), comment('c2', { createdAt: at(4) })];
    await comments.put([late, early, comment('c3', { task: 't2' })]);
    expect(await comments.byTasks(['t1'])).toEqual([early, late]);
    await comments.put([{ ...late, text: 'Edited', deletedAt: at(9) }]);
    expect(await comments.get(['c1'])).toEqual([{ ...late, text: 'Edited', deletedAt: at(9) }]);
  });

  test('no two comments of a task have one identity (S16)', async () => {
    const comments = await prepare();
    await comments.put([comment('c1'), comment('c2', { task: 't2', identity: 'identity-c1' })]);
    const second = comments.put([comment('c3', { identity: 'identity-c1' })]);
    await expect(second).rejects.toMatchObject({ code: 'already-exists' });
  });

  test('a remote comment may be known before its comment', async () => {
    const comments = await prepare();
    const [first, other] = [link('k1'), link('k2', { record: '18', base: null, evidence: null, sent: 'x' })];
    await comments.putLinks([first, other]);
    expect(await comments.links('jira', ['17', '18'])).toEqual([first, other]);
    expect(await comments.links('gh', ['17'])).toEqual([]);
    await comments.removeLinks(['k1']);
    expect(await comments.links('jira', ['17'])).toEqual([]);
  });

  test('a remote comment belongs to one comment, and a comment has one at each endpoint (S16)', async () => {
    const comments = await prepare();
    await comments.put([comment('c1'), comment('c2')]);
    await comments.putLinks([
      link('k1', { comment: 'c1' }),
      link('k2', { comment: 'c1', endpoint: 'gh', record: '94' }),
    ]);
    const sameRemote = comments.putLinks([link('k3', { comment: 'c2', remoteId: 'remote-k1' })]);
    await expect(sameRemote).rejects.toMatchObject({ code: 'already-exists' });
    const sameComment = comments.putLinks([link('k4', { comment: 'c1' })]);
    await expect(sameComment).rejects.toMatchObject({ code: 'already-exists' });
  });

  test('counts the remote comments of ours at an endpoint, without tombstones', async () => {
    const comments = await prepare();
    await comments.put([comment('c1'), comment('c2'), comment('c3')]);
    await comments.putLinks([
      link('k1', { comment: 'c1' }),
      link('k2', { comment: 'c2', state: 'deleted' }),
      link('k3', { comment: 'c3', state: 'gone' }),
      link('k4'),
      link('k5', { comment: 'c1', endpoint: 'gh', record: '94' }),
    ]);
    expect(await comments.countLive('jira')).toBe(2);
    expect((await comments.copies('jira', ['c1', 'c3', 'c9'])).map(({ id }) => id)).toEqual(['k1', 'k3']);
  });

  test('finds links by the ids of remote comments, whatever record they are at', async () => {
    const comments = await prepare();
    const known = [link('k1'), link('k2', { record: '18' }), link('k3', { endpoint: 'gh', record: '94' })];
    await comments.putLinks(known);
    const ids = known.map(({ remoteId }) => remoteId);
    expect((await comments.linksByRemote('jira', [...ids, 'unknown'])).map(({ id }) => id)).toEqual(['k1', 'k2']);
  });

  test('knows which records of some need a plan of their comments', async () => {
    const comments = await prepare();
    await comments.markDirty('jira', ['17', '18']);
    await comments.markDirty('gh', ['94']);
    expect(await comments.dirtyAmong('jira', ['17', '94', '99'])).toEqual(new Set(['17']));
  });

  test('a base needs its evidence (S2)', async () => {
    const comments = await prepare();
    await expect(comments.putLinks([link('k1', { evidence: null })])).rejects.toThrow();
  });

  test('writes come back in the order of their comments, one for each comment and endpoint', async () => {
    const comments = await prepare();
    await comments.put([comment('c1'), comment('c2')]);
    const [late, early] = [op('o1', { writtenAt: at(5) }), op('o2', { comment: 'c2', writtenAt: at(4) })];
    await comments.putOps([late, early]);
    expect(await comments.ops('work')).toEqual([early, late]);
    expect(await comments.ops('home')).toEqual([]);
    await expect(comments.putOps([op('o3')])).rejects.toMatchObject({ code: 'already-exists' });
    await comments.putOps([{ ...late, state: 'uncertain', attempts: 1 }]);
    expect(await comments.opsByTasks(['t1'])).toMatchObject([{ id: 'o1', state: 'uncertain' }, { id: 'o2' }]);
    await comments.removeOps(['o1', 'o2']);
    expect(await comments.ops('work')).toEqual([]);
  });

  test('remembers at which version comments were read', async () => {
    const comments = await prepare();
    await comments.setVersions('jira', [
      { record: '17', version: '1' },
      { record: '18', version: null },
    ]);
    await comments.setVersions('jira', [{ record: '17', version: '2' }]);
    expect(await comments.versions('jira', ['17', '18', '19'])).toEqual(
      new Map([
        ['17', '2'],
        ['18', null],
      ]),
    );
  });

  test('marks records, by themselves or all those of tasks that have comments', async () => {
    const comments = await prepare();
    await comments.put([comment('c1')]);
    await comments.markDirty('jira', ['17', '17']);
    await comments.markTasksDirty(['t1', 't2']);
    const marked = [
      { endpoint: 'gh', record: '94' },
      { endpoint: 'jira', record: '17' },
    ];
    expect(await comments.dirty('work', null, 10)).toEqual(marked);
    expect(await comments.dirty('work', null, 1)).toEqual(marked.slice(0, 1));
    expect(await comments.dirty('work', marked[0] ?? null, 10)).toEqual(marked.slice(1));
    expect(await comments.dirty('home', null, 10)).toEqual([]);
    await comments.clearDirty(marked.slice(0, 1));
    expect(await comments.dirty('work', null, 10)).toEqual(marked.slice(1));
    await comments.markAllDirty('work');
    expect(await comments.dirty('work', null, 10)).toEqual([marked[0], { endpoint: 'gh', record: '95' }, marked[1]]);
  });

  test('all of it goes with its profile', async () => {
    const comments = await prepare();
    await comments.put([comment('c1')]);
    await comments.putLinks([link('k1', { comment: 'c1' })]);
    await comments.putOps([op('o1')]);
    await get().profiles.remove('work');
    expect(await comments.get(['c1'])).toEqual([]);
    expect(await comments.links('jira', ['17'])).toEqual([]);
    expect(await comments.ops('work')).toEqual([]);
  });
}
