import { afterEach, describe, expect, it } from 'vitest';
import type { MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import type { UndoView } from '../../../src-shared/api/views.ts';
import { createWorld, type World, type WorldOptions } from '../../fakes/world.ts';

let world: World;
let a: MemoryService;
let b: MemoryService;
afterEach(() => world.close());

const later = (): void => world.clock.set(world.clock.now() + 120_000);
const sync = async () => {
  later();
  return await world.sync({ acceptBrakes: true });
};
/** One after the other, so that their order is known. */
const say = (service: MemoryService, to: string, text: string, more: { by: string }) => {
  world.clock.set(world.clock.now() + 1_000);
  return service.comment(to, text, more);
};
const record = (service: MemoryService): string => service.all()[0]?.id ?? '';
const texts = (service: MemoryService): readonly string[] =>
  service.comments(record(service)).map((comment) => comment.text);
const here = async (): Promise<readonly string[]> => (await world.task('Plan')).comments.map(({ text }) => text);
const writes = (): number => a.commentLog.length + b.commentLog.length;
const reasons = (view: UndoView): readonly string[] =>
  view.skipped.map(({ field, endpoint, reason }) => `${field} at ${endpoint ?? 'here'}: ${reason}`);
const actions = (view: UndoView): readonly string[] =>
  view.actions.map(({ kind, endpoint, fields }) => `${kind} at ${endpoint}: ${fields.map(({ after }) => after)}`);

async function undo(run: string, more: { task?: string; field?: string } = {}): Promise<UndoView> {
  const before = writes();
  const seen = await world.call('runs.undoPreview', { run, ...more });
  const done = await world.call('runs.undo', { run, ...more });
  expect({ ...done, undo: null }).toEqual(seen);
  // Undoing is here; the next run carries it.
  expect(writes()).toBe(before);
  return done;
}

/** After an undo and its run everything is quiet (L2). */
async function expectQuiet(): Promise<void> {
  const before = writes();
  expect(await sync()).toMatchObject({ state: 'done', pending: 0, problems: [] });
  expect(writes()).toBe(before);
}

async function open(options: WorldOptions = {}): Promise<void> {
  world = await createWorld(options);
  a = world.service('A');
  b = world.service('B');
  a.add({ title: 'Plan' });
  await sync();
}

describe.each(['A', 'C'] as const)('undo of comments, identity %s', (identity) => {
  const services = { A: { identity }, B: { identity } };

  it('deletes the copies that a run made of what somebody wrote, and leaves the original alone (S16)', async () => {
    await open({ services });
    say(a, record(a), 'Older', { by: 'Ana' });
    await sync();
    say(a, record(a), 'Said too much', { by: 'Ana' });
    const { run } = await sync();
    const done = await undo(run);
    expect(actions(done)).toEqual(['update at here: ', 'update at B: ']);
    expect(reasons(done)).toEqual([]);
    expect(await here()).toEqual(['Older']);
    await sync();
    expect(texts(b)).toEqual(['Ana wrote (A):\n\nOlder']);
    expect(texts(a)).toEqual(['Older', 'Said too much']);
    expect(a.commentLog.filter(({ by }) => by === 'sync')).toEqual([]);
    await expectQuiet();
    expect(reasons(await undo(run))).toEqual(['comments at here: already']);
  });

  it('leaves alone what our own account had written there before the run', async () => {
    await open({ services });
    say(a, record(a), 'By hand', { by: 'sync' });
    const { run } = await sync();
    await undo(run);
    await sync();
    expect([texts(a), texts(b)]).toEqual([['By hand'], []]);
    await expectQuiet();
  });

  it('takes back what was written here, and keeps it here', async () => {
    await open({ services });
    await world.call('tasks.comment', { task: (await world.task('Plan')).id, text: 'From my desk' });
    const { run } = await sync();
    expect([texts(a), texts(b)]).toEqual([['From my desk'], ['From my desk']]);
    const done = await undo(run);
    expect(actions(done)).toEqual(['update at A: ', 'update at B: ']);
    await sync();
    expect([texts(a), texts(b), await here()]).toEqual([[], [], ['From my desk']]);
    await expectQuiet();
    await undo(done.undo ?? '');
    await sync();
    expect([texts(a), texts(b)]).toEqual([['From my desk'], ['From my desk']]);
    await expectQuiet();
  });

  it('writes the old text back where the copy is ours', async () => {
    await open({ services });
    const { id } = say(a, record(a), 'Draft', { by: 'Ana' });
    const own = say(a, record(a), 'Draft of our own', { by: 'sync' });
    await sync();
    a.editComment(id, { text: 'Final' });
    a.editComment(own.id, { text: 'Final of our own' });
    const { run } = await sync();
    const done = await undo(run);
    expect(reasons(done)).toEqual(['comments at A: theirs']);
    expect(await here()).toEqual(['Draft', 'Draft of our own']);
    await sync();
    expect(texts(b)).toEqual(['Ana wrote (A):\n\nDraft', 'sync wrote (A):\n\nDraft of our own']);
    expect(texts(a)).toEqual(['Final', 'Draft of our own']);
    await expectQuiet();
    // What its author says next is what holds.
    a.editComment(id, { text: 'Final, really' });
    await sync();
    expect(texts(b)[0]).toBe('Ana wrote (A):\n\nFinal, really');
    await expectQuiet();
  });

  it('writes again what a run deleted, with the line that names its author', async () => {
    await open({ services });
    const { id } = say(a, record(a), 'Worth keeping', { by: 'Ana' });
    await sync();
    a.removeComment(id);
    const { run } = await sync();
    expect([texts(a), texts(b), await here()]).toEqual([[], [], []]);
    const done = await undo(run);
    expect(actions(done)).toEqual(['update at here: Worth keeping', 'update at B: Ana wrote (A):\n\nWorth keeping']);
    expect(done.skipped).toMatchObject([
      { reason: 'theirs', message: expect.stringContaining('deleted there by its author') },
    ]);
    await sync();
    expect([texts(a), texts(b), await here()]).toEqual([[], ['Ana wrote (A):\n\nWorth keeping'], ['Worth keeping']]);
    await expectQuiet();
  });

  it('writes again everywhere what was written here and deleted at one service', async () => {
    await open({ services });
    await world.call('tasks.comment', { task: (await world.task('Plan')).id, text: 'From my desk' });
    await sync();
    later();
    a.removeComment(a.comments(record(a))[0]?.id ?? '');
    const { run } = await sync();
    expect([texts(a), texts(b)]).toEqual([[], []]);
    expect(reasons(await undo(run))).toEqual([]);
    await sync();
    expect([texts(a), texts(b)]).toEqual([['From my desk'], ['From my desk']]);
    await expectQuiet();
  });

  it('skips and lists what somebody changed since', async () => {
    await open({ services });
    const first = say(a, record(a), 'One', { by: 'Ana' });
    say(a, record(a), 'Two', { by: 'Ana' });
    say(a, record(a), 'Three', { by: 'Ana' });
    const { run } = await sync();
    a.editComment(first.id, { text: 'One, edited' });
    later();
    const copies = b.comments(record(b));
    b.editComment(copies[1]?.id ?? '', { text: 'Ana wrote (A):\n\nTwo, and a remark' });
    await sync();
    expect(reasons(await undo(run))).toEqual(['comments at here: changed', 'comments at B: changed']);
    await sync();
    expect(texts(a)).toEqual(['One, edited', 'Two', 'Three']);
    expect(texts(b)).toEqual(['Ana wrote (A):\n\nOne, edited', 'Ana wrote (A):\n\nTwo, and a remark']);
    await expectQuiet();
  });

  it('keeps a copy that somebody edits before the run that would take it back (S9)', async () => {
    await open({ services });
    await world.call('tasks.comment', { task: (await world.task('Plan')).id, text: 'From my desk' });
    const { run } = await sync();
    await undo(run);
    b.editComment(b.comments(record(b))[0]?.id ?? '', { text: 'From my desk, with a remark' });
    await sync();
    expect([texts(a), texts(b)]).toEqual([[], ['From my desk, with a remark']]);
    await expectQuiet();
  });

  it('can be undone itself', async () => {
    await open({ services });
    say(a, record(a), 'Said', { by: 'Ana' });
    const { run } = await sync();
    const first = await undo(run);
    await sync();
    expect(texts(b)).toEqual([]);
    const second = await undo(first.undo ?? '');
    await sync();
    expect([texts(a), texts(b), await here()]).toEqual([['Said'], ['Ana wrote (A):\n\nSaid'], ['Said']]);
    await expectQuiet();
    await undo(second.undo ?? '');
    await sync();
    expect([texts(a), texts(b), await here()]).toEqual([['Said'], [], []]);
    await expectQuiet();
  });

  it('does not stand in the way of undoing an import: its comments go with the task', async () => {
    await open({ services });
    const { id } = a.add({ title: 'Imported' });
    say(a, id, 'With a word', { by: 'Ana' });
    const { run } = await sync();
    const done = await undo(run);
    expect(done.skipped).toEqual([]);
    await sync();
    expect(world.record('B', 'Imported').fields['status']).toBe('dropped');
    expect(a.comments(id).map(({ text }) => text)).toEqual(['With a word']);
  });

  it('is asked for one field: comments, or another one and then no comments', async () => {
    await open({ services });
    a.edit(record(a), { priority: 'p1' });
    say(a, record(a), 'Said', { by: 'Ana' });
    const { run } = await sync();
    const { id: task } = await world.task('Plan');
    await undo(run, { task, field: 'priority' });
    expect(await here()).toEqual(['Said']);
    await undo(run, { task, field: 'comments' });
    expect(await here()).toEqual([]);
    await sync();
    expect(texts(b)).toEqual([]);
  });

  it('never publishes what is internal now', async () => {
    await open({ services });
    const { id } = say(a, record(a), 'For all', { by: 'Ana' });
    await sync();
    a.editComment(id, { isInternal: true });
    const { run } = await sync();
    expect(texts(b)).toEqual([]);
    expect(reasons(await undo(run))).toEqual(['comments at B: changed']);
    await sync();
    expect(texts(b)).toEqual([]);
    await expectQuiet();
  });
});

describe('comments of a task that a run deleted', () => {
  it.each(['undo', 'restore'] as const)('are written again with it, after %s', async (how) => {
    await open({ profile: { deletions: 'propagate' } });
    say(a, record(a), 'From A', { by: 'Ana' });
    say(b, record(b), 'From B', { by: 'Ben' });
    await world.call('tasks.comment', { task: (await world.task('Plan')).id, text: 'From here' });
    await sync();
    later();
    b.remove(record(b));
    const { run } = await sync();
    expect([a.all(), b.all()]).toEqual([[], []]);
    if (how === 'undo') await undo(run);
    else await world.call('tasks.restore', { task: (await world.tasks({ deleted: true }))[0]?.id ?? '' });
    expect(await sync()).toMatchObject({ state: 'done', pending: 0, problems: [] });
    const all = ['Ana wrote (A):\n\nFrom A', 'Ben wrote (B):\n\nFrom B', 'From here'];
    expect([[...texts(a)].sort(), [...texts(b)].sort()]).toEqual([all, all]);
    expect(await here()).toEqual(['From A', 'From B', 'From here']);
    await expectQuiet();
  });
});
