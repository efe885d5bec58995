import { afterEach, describe, expect, it } from 'vitest';
import type { MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import type { VerificationView } from '../../../src-shared/api/views.ts';
import { createWorld, type World, type WorldOptions } from '../../fakes/world.ts';

let world: World;
let a: MemoryService;
let b: MemoryService;
afterEach(() => world.close());

const later = (): void => world.clock.set(world.clock.now() + 120_000);
const record = (service: MemoryService): string => service.all()[0]?.id ?? '';
const verify = (): Promise<VerificationView> => world.call('profiles.verify', { profile: 'Work' });
const found = ({ differences }: VerificationView): readonly string[] =>
  differences
    .map(({ endpoint, title, field, cause, there }) => `${endpoint} ${title} ${field} ${cause}: ${there}`)
    .sort();
const writes = (): number => a.commentLog.length + b.commentLog.length + a.log.length + b.log.length;

async function open(options: WorldOptions = {}): Promise<void> {
  world = await createWorld(options);
  a = world.service('A');
  b = world.service('B');
  a.add({ title: 'Plan' });
  await world.sync();
}

/** Finds the same twice, and changes nothing anywhere. */
async function expectFound(lines: readonly string[]): Promise<VerificationView> {
  const before = writes();
  const first = await verify();
  expect(found(first)).toEqual(lines);
  expect(found(await verify())).toEqual(lines);
  expect(writes()).toBe(before);
  return first;
}

describe('verify of comments (L11)', () => {
  it('finds nothing where all say the same, and counts them', async () => {
    await open();
    a.comment(record(a), 'From A', { by: 'Ana' });
    b.comment(record(b), 'From B', { by: 'Ben' });
    a.comment(record(a), 'Between us', { by: 'Ana', isInternal: true });
    await world.call('tasks.comment', { task: (await world.task('Plan')).id, text: 'From here' });
    await world.sync();
    const { endpoints, state } = await expectFound([]);
    expect(state).toBe('equal');
    expect(endpoints.map(({ equalComments }) => equalComments)).toEqual([4, 3]);
  });

  it('names each difference with its cause, and repairs none', async () => {
    await open();
    const { id } = a.comment(record(a), 'Draft', { by: 'Ana' });
    const gone = a.comment(record(a), 'To go', { by: 'Ana' });
    a.comment(record(a), 'Mirrored', { by: 'Ana' });
    await world.sync();
    later();
    a.editComment(id, { text: 'Final' });
    a.removeComment(gone.id);
    a.comment(record(a), 'Unseen', { by: 'Ana' });
    b.removeComment(b.comments(record(b)).find(({ text }) => text.endsWith('Mirrored'))?.id ?? '');
    await world.call('tasks.comment', { task: (await world.task('Plan')).id, text: 'From here' });
    await expectFound([
      'A Plan comments changed-there: Final',
      'A Plan comments missing-there: null',
      'A Plan comments unknown-there: Unseen',
      'A Plan comments waiting-here: null',
      'B Plan comments missing-there: null',
      'B Plan comments waiting-here: null',
    ]);
    expect(await world.sync()).toMatchObject({ state: 'done' });
    await expectFound([]);
  });

  it('knows words of somebody else that are left alone, and one-way places', async () => {
    await open({ endpoints: { B: { direction: 'push' } } });
    a.comment(record(a), 'From A', { by: 'Ana' });
    await world.sync();
    later();
    b.editComment(b.comments(record(b))[0]?.id ?? '', { text: 'Ana wrote (A):\n\nTwisted' });
    b.comment(record(b), 'Stays there', { by: 'Ben' });
    await world.sync();
    await expectFound(['B Plan comments one-way: Stays there', 'B Plan comments theirs: Ana wrote (A):\n\nTwisted']);
  });

  it('says what an undo left to its author', async () => {
    await open();
    const { id } = a.comment(record(a), 'Draft', { by: 'Ana' });
    await world.sync();
    later();
    a.editComment(id, { text: 'Final' });
    const { run } = await world.sync();
    await world.call('runs.undo', { run });
    await expectFound(['A Plan comments theirs: Final', 'B Plan comments waiting-here: Ana wrote (A):\n\nFinal']);
    await world.sync();
    await expectFound(['A Plan comments theirs: Final']);
  });

  it('knows a problem as what it is', async () => {
    await open();
    b.fail({ kind: 'forbidden', on: 'create-comment', times: Number.POSITIVE_INFINITY });
    a.comment(record(a), 'Not wanted', { by: 'Ana' });
    await world.sync();
    await expectFound(['B Plan comments problem: null']);
  });

  it('calls what nobody can explain our own mistake', async () => {
    await open();
    a.comment(record(a), 'Said', { by: 'Ana' });
    await world.sync();
    const [comment] = await world.store.comments.byTasks([(await world.task('Plan')).id]);
    if (!comment) throw new Error('it was taken over');
    await world.store.comments.put([{ ...comment, text: 'Never said' }]);
    await expectFound(['A Plan comments theirs: Said', 'B Plan comments unexplained: Ana wrote (A):\n\nSaid']);
    await world.store.comments.put([comment]);
    const { id: endpoint } = (await world.store.profiles.list())[0]?.endpoints[1] ?? { id: '' };
    const links = await world.store.comments.links(endpoint, [record(b)]);
    await world.store.comments.putLinks(links.map((link) => ({ ...link, base: 'Something else' })));
    await expectFound(['B Plan comments theirs: Ana wrote (A):\n\nSaid']);
  });

  it('reads none where the profile leaves them alone', async () => {
    await open({ profile: { comments: false } });
    a.comment(record(a), 'Stays', { by: 'Ana' });
    await world.sync();
    const { endpoints } = await expectFound([]);
    expect(endpoints.map(({ equalComments }) => equalComments)).toEqual([0, 0]);
    expect(a.requests.comments).toBe(0);
  });
});
