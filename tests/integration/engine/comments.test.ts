import { describe, expect, it } from 'vitest';
import type { MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import { createWorld, type World, type WorldOptions } from '../../fakes/world.ts';

/** Two services with one task in each, joined. */
async function twins(options: WorldOptions = {}): Promise<World & { a: MemoryService; b: MemoryService }> {
  const world = await createWorld(options);
  const [a, b] = [world.service('A'), world.service('B')];
  a.add({ title: 'Plan' });
  await world.sync();
  return { ...world, a, b };
}

const record = (service: MemoryService): string => service.all()[0]?.id ?? '';
const texts = (service: MemoryService): readonly string[] =>
  service.comments(record(service)).map((comment) => comment.text);

describe('comments', () => {
  it('go to the other side with their author, in the order in which they were written (S16)', async () => {
    const world = await twins();
    const { a, b, clock } = world;
    a.comment(record(a), 'First', { by: 'Ana' });
    clock.set(clock.now() + 1000);
    b.comment(record(b), 'Second', { by: 'Ben' });
    clock.set(clock.now() + 1000);
    a.comment(record(a), 'Third', { by: 'Ana' });
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(texts(b)).toEqual(['Second', 'Ana wrote (A):\n\nFirst', 'Ana wrote (A):\n\nThird']);
    expect(texts(a)).toEqual(['First', 'Third', 'Ben wrote (B):\n\nSecond']);
    const { comments } = (await world.call('tasks.show', { task: (await world.task('Plan')).id })).task;
    expect(comments.map(({ author, text }) => [author, text])).toEqual([
      ['Ana', 'First'],
      ['Ben', 'Second'],
      ['Ana', 'Third'],
    ]);
  });

  it('that were mirrored are never mirrored back, and a second run writes nothing (S16, L2)', async () => {
    const world = await twins();
    world.a.comment(record(world.a), 'Only once', { by: 'Ana' });
    await world.sync();
    const written = world.a.commentLog.length + world.b.commentLog.length;
    for (let run = 0; run < 3; run++) await world.sync();
    expect(world.a.commentLog.length + world.b.commentLog.length).toBe(written);
    expect(texts(world.a)).toEqual(['Only once']);
    expect(texts(world.b)).toEqual(['Ana wrote (A):\n\nOnly once']);
  });

  it('of a task that is new are written right after its record was made', async () => {
    const world = await createWorld();
    const { id } = world.service('A').add({ title: 'Plan' });
    world.service('A').comment(id, 'Already discussed', { by: 'Ana' });
    await world.sync();
    expect(texts(world.service('B'))).toEqual(['Ana wrote (A):\n\nAlready discussed']);
  });

  it('follow the edits and the deletion of their author', async () => {
    const world = await twins();
    const { a, b } = world;
    const { id } = a.comment(record(a), 'Draft', { by: 'Ana' });
    await world.sync();
    a.editComment(id, { text: 'Final' });
    await world.sync();
    expect(texts(b)).toEqual(['Ana wrote (A):\n\nFinal']);
    a.removeComment(id);
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(texts(b)).toEqual([]);
    expect((await world.task('Plan')).comments).toEqual([]);
  });

  it('of somebody else are never changed or deleted where they were written (S16)', async () => {
    const world = await twins();
    const { a, b } = world;
    a.comment(record(a), 'What Ana said', { by: 'Ana' });
    a.comment(record(a), 'What Ana said next', { by: 'Ana' });
    await world.sync();
    const [first, second] = b.comments(record(b));
    b.editComment(first?.id ?? '', { text: 'Ana wrote (A):\n\nSomething else' });
    b.removeComment(second?.id ?? '');
    for (let run = 0; run < 3; run++) await world.sync();
    expect(texts(a)).toEqual(['What Ana said', 'What Ana said next']);
    expect(a.commentLog.filter(({ by }) => by === 'sync')).toEqual([]);
    // The mirror is not fought over either.
    expect(texts(b)).toEqual(['Ana wrote (A):\n\nSomething else']);
  });

  it('of our own account follow an edit of their mirror', async () => {
    const world = await twins();
    const { a, b } = world;
    a.comment(record(a), 'One\nTwo\nThree', { by: 'sync' });
    await world.sync();
    b.editComment(b.comments(record(b))[0]?.id ?? '', { text: 'sync wrote (A):\n\nOne\nTwo\nThree, changed' });
    await world.sync();
    expect(texts(a)).toEqual(['One\nTwo\nThree, changed']);
  });

  it('have the text of today, also when they were edited while it was not known whether they had arrived (L1)', async () => {
    const world = await twins();
    const { a, b } = world;
    const { id } = a.comment(record(a), 'Draft', { by: 'Ana' });
    b.fail({ kind: 'lost-request', on: 'create-comment' });
    await world.sync();
    a.editComment(id, { text: 'Final' });
    await world.sync();
    expect(texts(b)).toEqual(['Ana wrote (A):\n\nFinal']);
  });

  it('that are internal stay home, and one that becomes internal is withdrawn', async () => {
    const world = await twins();
    const { a, b } = world;
    a.comment(record(a), 'Between us', { by: 'Ana', isInternal: true });
    const { id } = a.comment(record(a), 'For all', { by: 'Ana' });
    await world.sync();
    expect(texts(b)).toEqual(['Ana wrote (A):\n\nFor all']);
    a.editComment(id, { isInternal: true });
    await world.sync();
    expect(texts(b)).toEqual([]);
  });

  it('that vanish many at once are not taken for deleted (S8, S10)', async () => {
    const world = await twins();
    const { a, b } = world;
    const made = ['One', 'Two', 'Three', 'Four'].map((text) => a.comment(record(a), text, { by: 'Ana' }));
    await world.sync();
    for (const { id } of made) a.removeComment(id);
    const run = await world.sync();
    expect(texts(b)).toHaveLength(4);
    expect(run.problems).toMatchObject([{ code: 'held', field: 'comments' }]);
    expect(run.problems[0]?.message).toContain('does not show 4 comments');
  });

  it('say where the twins are, if the profile wants it, and never become comments of the task', async () => {
    const world = await twins({ profile: { backlinks: true } });
    const { a, b } = world;
    const [here, there] = [`memory:A/inbox/${record(a)}`, `memory:B/inbox/${record(b)}`];
    expect(texts(a)).toEqual([`Task Sync wrote (B):\n\n${there}`]);
    expect(texts(b)).toEqual([`Task Sync wrote (A):\n\n${here}`]);
    const written = a.commentLog.length + b.commentLog.length;
    for (let run = 0; run < 2; run++) expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(a.commentLog.length + b.commentLog.length).toBe(written);
    expect((await world.task('Plan')).comments).toEqual([]);
    // Somebody who deletes one does not want it.
    world.clock.set(world.clock.now() + 3_600_000);
    b.removeComment(b.comments(record(b))[0]?.id ?? '');
    for (let run = 0; run < 2; run++) await world.sync();
    expect(texts(b)).toEqual([]);
  });

  it('say it for tasks that were there before, once the profile wants it', async () => {
    const world = await twins();
    expect(texts(world.b)).toEqual([]);
    const file = await world.call('profiles.get', { profile: 'Work' });
    await world.call('profiles.save', { file: { ...file, backlinks: true }, replaces: 'Work' });
    await world.call('plans.preview', { profile: 'Work' });
    await world.sync({ acceptBrakes: true });
    expect(texts(world.b)).toHaveLength(1);
    expect(texts(world.a)).toHaveLength(1);
  });

  it('written here go to every service, without a header', async () => {
    const world = await twins();
    const { id } = await world.task('Plan');
    await world.call('tasks.comment', { task: id, text: 'From my desk' });
    expect((await world.task('Plan')).comments).toMatchObject([{ text: 'From my desk' }]);
    await world.sync();
    expect(texts(world.a)).toEqual(['From my desk']);
    expect(texts(world.b)).toEqual(['From my desk']);
    expect((await world.task('Plan')).state).toBe('in-sync');
  });

  it('that the service stores differently are not sent again (S5)', async () => {
    const world = await twins();
    world.b.knobs.trimsTexts = true;
    world.a.comment(record(world.a), 'With an end  \n\n  of its own', { by: 'Ana' });
    await world.sync();
    const written = world.b.commentLog.length;
    await world.sync();
    expect(world.b.commentLog).toHaveLength(written);
  });

  it('are left where they are when the profile says so', async () => {
    const world = await twins({ profile: { comments: false } });
    world.a.comment(record(world.a), 'Stays', { by: 'Ana' });
    await world.sync();
    expect(texts(world.b)).toEqual([]);
    expect(world.a.requests.comments + world.b.requests.comments).toBe(0);
  });

  it.each([
    ['pull', [], ['Ben wrote (B):\n\nTheirs', 'Ours']],
    ['push', ['Theirs', 'Ana wrote (A):\n\nOurs'], ['Ours']],
  ] as const)('respect the direction of a place: B is %s (S17)', async (direction, atB, atA) => {
    const world = await createWorld({ endpoints: { B: { direction } } });
    const [a, b] = [world.service('A'), world.service('B')];
    a.add({ title: 'Plan' });
    if (direction === 'pull') b.add({ title: 'Plan' });
    await world.sync();
    a.comment(record(a), 'Ours', { by: 'Ana' });
    b.comment(record(b), 'Theirs', { by: 'Ben' });
    await world.sync();
    expect([...texts(a)].sort()).toEqual([...atA].sort());
    expect([...texts(b)].sort()).toEqual([...(direction === 'pull' ? ['Theirs'] : atB)].sort());
  });

  it('are shown by a preview as they will be written, and a preview writes nothing (S17)', async () => {
    const world = await twins();
    world.a.comment(record(world.a), 'Soon there', { by: 'Ana' });
    const plan = await world.call('plans.preview', { profile: 'Work' });
    const writes = plan.actions.filter(({ endpoint }) => endpoint === 'B');
    expect(writes).toMatchObject([
      { kind: 'update', title: 'Plan', fields: [{ field: 'comments', after: 'Ana wrote (A):\n\nSoon there' }] },
    ]);
    expect(world.b.commentLog).toEqual([]);
    await world.sync();
    expect(texts(world.b)).toEqual([writes[0]?.fields[0]?.after]);
  });

  it('find each other after the database was lost: no comment twice (S4, S16)', async () => {
    const first = await twins();
    const { a, b, clock } = first;
    a.comment(record(a), 'From A', { by: 'Ana' });
    b.comment(record(b), 'From B', { by: 'Ben' });
    await first.call('tasks.comment', { task: (await first.task('Plan')).id, text: 'From here' });
    await first.sync();
    const before = [texts(a), texts(b)];
    const second = await createWorld({ reuse: { A: a, B: b }, clock, idPrefix: 'other' });
    await second.sync();
    await second.sync();
    expect([texts(a), texts(b)]).toEqual(before);
    expect((await second.task('Plan')).comments).toHaveLength(3);
  });
});

describe('comments for a place that cannot even be opened', () => {
  it('wait for it', async () => {
    const world = await twins();
    const { a, b } = world;
    b.knobs.isSignedOut = true;
    a.comment(record(a), 'While B was away', { by: 'Ana' });
    for (let run = 0; run < 2; run++) expect(await world.sync()).toMatchObject({ state: 'failed' });
    b.knobs.isSignedOut = false;
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(texts(b)).toEqual(['Ana wrote (A):\n\nWhile B was away']);
    await world.close();
  });

  it('wait for it, also those that were planned before', async () => {
    const world = await twins();
    const { a, b } = world;
    b.fail({ kind: 'refused', on: 'create-comment' });
    a.comment(record(a), 'First', { by: 'Ana' });
    expect(await world.sync()).toMatchObject({ pending: 1 });
    world.clock.set(world.clock.now() + 3_600_000);
    b.knobs.isSignedOut = true;
    a.comment(record(a), 'Second', { by: 'Ana' });
    expect(await world.sync()).toMatchObject({ state: 'failed' });
    b.knobs.isSignedOut = false;
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(texts(b)).toEqual(['Ana wrote (A):\n\nFirst', 'Ana wrote (A):\n\nSecond']);
    await world.close();
  });

  it('hold up no comments of tasks that are not there', async () => {
    const world = await createWorld({
      services: { A: {}, B: {}, C: {} },
      endpoints: { C: { filter: 'label:web' } },
    });
    world.service('A').add({ title: 'Plan' });
    await world.sync();
    world.service('C').knobs.isSignedOut = true;
    world.service('A').comment(world.record('A', 'Plan').id, 'Said', { by: 'Ana' });
    await world.sync();
    expect(world.service('B').comments(world.record('B', 'Plan').id)).toHaveLength(1);
    const { id } = (await world.store.profiles.list())[0] ?? { id: '' };
    expect(await world.store.comments.dirty(id, null, 10)).toEqual([]);
    await world.close();
  });
});

describe('a comment whose first attempt had no answer', () => {
  it('is not sent again before the service has had its time to show it (S4)', async () => {
    const world = await twins({ services: { A: {}, B: { identity: 'D', searchLagMs: 600_000 } } });
    const { a, b, clock } = world;
    a.comment(record(a), 'Said once', { by: 'Ana' });
    b.fail({ kind: 'lost-request', on: 'create-comment' });
    await world.sync();
    expect(b.requests['create-comment']).toBe(1);
    clock.set(clock.now() + 120_000);
    expect(await world.sync()).toMatchObject({ pending: 1 });
    expect(b.requests['create-comment']).toBe(1);
    clock.set(clock.now() + 600_000);
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(texts(b)).toEqual(['Ana wrote (A):\n\nSaid once']);
    await world.close();
  });
});
