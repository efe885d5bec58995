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
const record = (service: MemoryService): string => service.all()[0]?.id ?? '';
const attach = (service: MemoryService, name: string, text: string, by = 'Ana'): string =>
  service.attach(record(service), name, text, { by }).id;
const files = (service: MemoryService): readonly string[] =>
  service.attachments(record(service)).map(({ id, name }) => `${name}: ${service.textOf(id)}`);
const here = async (): Promise<readonly string[]> =>
  (await world.task('Plan')).attachments?.map(({ name }) => name) ?? [];
const writes = (): number => a.attachmentLog.length + b.attachmentLog.length;
const reasons = (view: UndoView): readonly string[] =>
  view.skipped.map(({ field, endpoint, reason }) => `${field} at ${endpoint ?? 'here'}: ${reason}`);
const actions = (view: UndoView): readonly string[] =>
  view.actions.map(({ kind, endpoint, fields }) => {
    return `${kind} at ${endpoint}: ${fields.map(({ before, after }) => `${before} → ${after}`)}`;
  });

async function undo(run: string, more: { task?: string; field?: string } = {}): Promise<UndoView> {
  const before = writes();
  const seen = await world.call('runs.undoPreview', { run, ...more });
  const done = await world.call('runs.undo', { run, ...more });
  expect({ ...done, undo: null }).toEqual(seen);
  // Undoing is here; the next run carries it.
  expect(writes()).toBe(before);
  return done;
}

/** After an undo and its run everything is quiet (L2), and verify finds nothing that it cannot explain (L11). */
async function expectQuiet(): Promise<void> {
  const before = writes();
  expect(await sync()).toMatchObject({ state: 'done', pending: 0, problems: [] });
  expect(writes()).toBe(before);
  const { differences } = await world.call('profiles.verify', { profile: 'Work' });
  expect(differences.filter(({ cause }) => cause !== 'theirs')).toEqual([]);
}

async function open({ profile, ...options }: WorldOptions = {}): Promise<void> {
  world = await createWorld({ profile: { attachments: 'copy', ...profile }, ...options });
  a = world.service('A');
  b = world.service('B');
  a.add({ title: 'Plan' });
  await sync();
}

describe('undo of attachments', () => {
  it('deletes the copies that a run made, and leaves what people put there alone (S16)', async () => {
    await open();
    attach(a, 'older.txt', 'Older');
    await sync();
    attach(a, 'plan.txt', 'Water first');
    attach(a, 'both.txt', 'At both');
    attach(b, 'both.txt', 'At both', 'Ben');
    const { run } = await sync();
    const done = await undo(run);
    expect(actions(done)).toEqual([
      'update at here: plan.txt → null',
      'update at here: both.txt → null',
      'update at B: plan.txt → null',
    ]);
    expect(reasons(done)).toEqual([]);
    expect(await here()).toEqual(['older.txt']);
    await sync();
    expect(files(a)).toEqual(['older.txt: Older', 'plan.txt: Water first', 'both.txt: At both']);
    expect(files(b)).toEqual(['older.txt: Older', 'both.txt: At both']);
    await expectQuiet();
    expect(reasons(await undo(run))).toEqual(['attachments at here: already', 'attachments at here: already']);
  });

  it('can be undone itself: the bytes are still where they came from', async () => {
    await open();
    attach(a, 'plan.txt', 'Water first');
    const { run } = await sync();
    const first = await undo(run);
    await sync();
    expect(files(b)).toEqual([]);
    const second = await undo(first.undo ?? '');
    expect(actions(second)).toEqual(['update at here: null → plan.txt', 'update at B: null → plan.txt']);
    await sync();
    expect([files(a), files(b), await here()]).toEqual([
      ['plan.txt: Water first'],
      ['plan.txt: Water first'],
      ['plan.txt'],
    ]);
    await expectQuiet();
    await undo(second.undo ?? '');
    await sync();
    expect([files(a), files(b)]).toEqual([['plan.txt: Water first'], []]);
    await expectQuiet();
  });

  it('copies again what the run deleted that carried an undo', async () => {
    await open();
    attach(a, 'plan.txt', 'Water first');
    const { run } = await sync();
    await undo(run);
    const { run: carried } = await sync();
    expect(files(b)).toEqual([]);
    await undo(carried);
    await sync();
    expect([files(b), await here()]).toEqual([['plan.txt: Water first'], ['plan.txt']]);
    await expectQuiet();
  });

  it('takes back a copy alone where only that was the run’s doing, and back again', async () => {
    await open();
    b.knobs.isSignedOut = true;
    attach(a, 'plan.txt', 'Water first');
    await sync();
    b.knobs.isSignedOut = false;
    const { run } = await sync();
    expect(files(b)).toEqual(['plan.txt: Water first']);
    const done = await undo(run);
    expect(actions(done)).toEqual(['update at B: plan.txt → null']);
    await sync();
    expect([files(b), await here()]).toEqual([[], ['plan.txt']]);
    await expectQuiet();
    expect(reasons(await undo(run))).toEqual(['attachments at B: already']);
    await undo(done.undo ?? '');
    await sync();
    expect(files(b)).toEqual(['plan.txt: Water first']);
    await expectQuiet();
  });

  it('leaves alone what stood there already when it was to be copied', async () => {
    await open();
    b.knobs.isSignedOut = true;
    attach(a, 'plan.txt', 'Water first');
    await sync();
    b.knobs.isSignedOut = false;
    // B is read before Ben adds the file, so that only the look before the copy finds it.
    let isAdded = false;
    b.knobs.weather = ({ operation }) => {
      if (operation === 'attachments' && !isAdded) {
        isAdded = true;
        attach(b, 'plan.txt', 'Water first', 'Ben');
      }
      return null;
    };
    const { run } = await sync();
    expect(reasons(await undo(run))).toEqual(['attachments at B: theirs']);
    await sync();
    expect(files(b)).toEqual(['plan.txt: Water first']);
    await expectQuiet();
  });

  it('says plainly what cannot be brought back, because its bytes are nowhere any more', async () => {
    await open({ profile: { deletions: 'propagate' } });
    const id = attach(a, 'plan.txt', 'Water first');
    await sync();
    later();
    a.removeAttachment(id);
    const { run } = await sync();
    expect([files(a), files(b)]).toEqual([[], []]);
    const done = await undo(run);
    expect(done.actions).toEqual([]);
    expect(done.undo).toBeNull();
    expect(done.skipped).toMatchObject([
      { field: 'attachments', reason: 'lost', message: expect.stringContaining('“plan.txt” cannot be brought back') },
    ]);
    expect(await here()).toEqual([]);
    await expectQuiet();
  });

  it('copies what a run deleted again from a side that still has it, and not to where people deleted it', async () => {
    await open({ profile: { deletions: 'propagate' }, services: { A: {}, B: {}, C: {} } });
    const c = world.service('C');
    const id = attach(a, 'plan.txt', 'Water first');
    c.attach(world.record('C', 'Plan').id, 'plan.txt', 'Water first', { by: 'Cleo' });
    await sync();
    expect(files(b)).toEqual(['plan.txt: Water first']);
    later();
    a.removeAttachment(id);
    const { run } = await sync();
    expect([files(a), files(b), files(c)]).toEqual([[], [], ['plan.txt: Water first']]);
    const done = await undo(run);
    expect(actions(done)).toEqual(['update at here: null → plan.txt', 'update at B: null → plan.txt']);
    expect(reasons(done)).toEqual(['attachments at A: theirs']);
    await sync();
    expect([files(a), files(b), files(c)]).toEqual([[], ['plan.txt: Water first'], ['plan.txt: Water first']]);
    await expectQuiet();
  });

  it('keeps what a service lets nobody delete, and says so', async () => {
    await open({ services: { A: {}, B: { attachments: { canDelete: false } } } });
    attach(a, 'plan.txt', 'Water first');
    const { run } = await sync();
    expect(reasons(await undo(run))).toEqual(['attachments at B: theirs']);
    await sync();
    expect(files(b)).toEqual(['plan.txt: Water first']);
    await expectQuiet();
  });

  it('ends a copy that is still on its way', async () => {
    await open({ services: { A: {}, B: { identity: 'C' } } });
    attach(a, 'plan.txt', 'Water first');
    b.fail({ kind: 'lost-answer', on: 'create-attachment' });
    b.fail({ kind: 'stale-read', on: 'attachments', times: Number.POSITIVE_INFINITY });
    const { run } = await sync();
    b.heal();
    await undo(run);
    await sync();
    await sync();
    expect([files(a), files(b)]).toEqual([['plan.txt: Water first'], []]);
    await expectQuiet();
  });

  it('is asked for one field: attachments, or another one and then no attachments', async () => {
    await open();
    a.edit(record(a), { priority: 'p1' });
    attach(a, 'plan.txt', 'Water first');
    const { run } = await sync();
    const { id: task } = await world.task('Plan');
    await undo(run, { task, field: 'priority' });
    expect(await here()).toEqual(['plan.txt']);
    await undo(run, { task, field: 'attachments' });
    expect(await here()).toEqual([]);
    await sync();
    expect(files(b)).toEqual([]);
  });

  it('does not stand in the way of undoing an import: its files go with the task', async () => {
    await open();
    const { id } = a.add({ title: 'Imported' });
    a.attach(id, 'plan.txt', 'Water first');
    const { run } = await sync();
    expect((await undo(run)).skipped).toEqual([]);
    await sync();
    expect(a.attachments(id).map(({ name }) => name)).toEqual(['plan.txt']);
  });
});

describe('files of a task that a run deleted', () => {
  it('are said to be lost when both of its records are gone', async () => {
    await open({ profile: { deletions: 'propagate' } });
    attach(a, 'plan.txt', 'Water first');
    await sync();
    later();
    b.remove(record(b));
    const { run } = await sync();
    expect([a.all(), b.all()]).toEqual([[], []]);
    expect(reasons(await undo(run))).toEqual(['attachments at here: lost']);
    expect(await sync()).toMatchObject({ state: 'done', pending: 0 });
    expect([files(a), files(b)]).toEqual([[], []]);
  });

  it('are copied again from a record that was only closed', async () => {
    await open();
    attach(a, 'plan.txt', 'Water first');
    await sync();
    later();
    b.remove(record(b));
    const { run } = await sync();
    expect(reasons(await undo(run))).toEqual([]);
    await sync();
    await sync();
    expect([files(a), files(b)]).toEqual([['plan.txt: Water first'], ['plan.txt: Water first']]);
    await expectQuiet();
  });
});
