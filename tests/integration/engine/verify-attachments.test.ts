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
const attach = (service: MemoryService, name: string, text: string): string =>
  service.attach(record(service), name, text, { by: 'Ana' }).id;
const verify = (): Promise<VerificationView> => world.call('profiles.verify', { profile: 'Work' });
const found = ({ differences }: VerificationView): readonly string[] =>
  differences
    .map(
      ({ endpoint, title, field, cause, here, there }) => `${endpoint} ${title} ${field} ${cause}: ${here} | ${there}`,
    )
    .sort();
const writes = (): number => a.attachmentLog.length + b.attachmentLog.length + a.log.length + b.log.length;
const equal = ({ endpoints }: VerificationView): readonly number[] =>
  endpoints.map(({ equalAttachments }) => equalAttachments);

async function open({ profile, ...options }: WorldOptions = {}): Promise<void> {
  world = await createWorld({ profile: { attachments: 'copy', ...profile }, ...options });
  a = world.service('A');
  b = world.service('B');
  a.add({ title: 'Plan' });
  await world.sync();
}

/** Finds the same twice, changes nothing anywhere, and downloads nothing. */
async function expectFound(lines: readonly string[]): Promise<VerificationView> {
  const before = writes();
  const opened = a.requests['open-attachment'] + b.requests['open-attachment'];
  const first = await verify();
  expect(found(first)).toEqual(lines);
  expect(found(await verify())).toEqual(lines);
  expect(writes()).toBe(before);
  expect(a.requests['open-attachment'] + b.requests['open-attachment']).toBe(opened);
  return first;
}

describe('verify of attachments (L11)', () => {
  it('finds nothing where both sides have the same, and counts them', async () => {
    await open();
    attach(a, 'plan.txt', 'Water first');
    attach(b, 'photo.png', 'not really');
    a.attach(record(a), 'Design', 'https://design.example/1', { kind: 'link' });
    await world.sync();
    const verification = await expectFound([]);
    expect(verification.state).toBe('equal');
    expect(equal(verification)).toEqual([3, 3]);
  });

  it('names each difference with its cause, and repairs none', async () => {
    await open();
    const gone = attach(a, 'gone.txt', 'Gone');
    attach(a, 'mirrored.txt', 'Mirrored');
    await world.sync();
    later();
    a.removeAttachment(gone);
    attach(a, 'new.txt', 'Unseen');
    b.removeAttachment(b.attachments(record(b)).find(({ name }) => name === 'mirrored.txt')?.id ?? '');
    const { differences } = await expectFound([
      'A Plan attachments missing-there: gone.txt, 4 bytes | null',
      'A Plan attachments unknown-there: null | new.txt, 6 bytes',
      'B Plan attachments missing-there: mirrored.txt, 8 bytes | null',
    ]);
    expect(differences.find(({ cause }) => cause === 'unknown-there')?.message).toContain('A has an attachment that');
    expect(await world.sync()).toMatchObject({ state: 'done' });
    await expectFound([]);
  });

  it('knows what was seen and waits to be written', async () => {
    await open();
    attach(a, 'plan.txt', 'Water first');
    // A preview stores what it reads.
    await world.call('plans.preview', { profile: 'Work' });
    await expectFound([
      'A Plan attachments changed-there: null | plan.txt, 11 bytes',
      'B Plan attachments waiting-here: plan.txt, 11 bytes | null',
    ]);
  });

  it('knows a problem as what it is, and what is too large', async () => {
    await open({
      profile: { attachments: { mode: 'copy', largestMb: 0.001 } },
      services: { A: {}, B: { attachments: { canLink: false } } },
    });
    b.fail({ kind: 'forbidden', on: 'create-attachment', times: Number.POSITIVE_INFINITY });
    attach(a, 'plan.txt', 'Water first');
    attach(a, 'large.bin', 'x'.repeat(2_000));
    await world.sync();
    await expectFound([
      'B Plan attachments problem: null | null',
      'B Plan attachments problem: plan.txt, 11 bytes | null',
    ]);
  });

  it('knows one-way places, and what is not ours to delete', async () => {
    await open({ profile: { deletions: 'propagate' }, endpoints: { B: { direction: 'push' } } });
    attach(b, 'stays.txt', 'Stays there');
    attach(b, 'plan.txt', 'Water first');
    const { id } = a.attach(record(a), 'plan.txt', 'Water first');
    await world.sync();
    later();
    a.removeAttachment(id);
    await world.sync();
    await expectFound([
      'B Plan attachments one-way: null | stays.txt, 11 bytes',
      'B Plan attachments theirs: null | plan.txt, 11 bytes',
    ]);
  });

  it('says nothing of a second file of the same content, also when it is gone again', async () => {
    await open();
    attach(a, 'plan.txt', 'Water first');
    const second = attach(a, 'twice.txt', 'Water first');
    await world.sync();
    await expectFound([]);
    later();
    a.removeAttachment(second);
    await world.sync();
    await expectFound([]);
  });

  it('takes another file under a number that comes again for a change', async () => {
    await open({ services: { A: { reusesFileIds: true }, B: {} } });
    const id = attach(a, 'old.txt', 'Old');
    await world.sync();
    later();
    a.removeAttachment(id);
    expect(attach(a, 'new.txt', 'Something new')).toBe(id);
    await expectFound(['A Plan attachments changed-there: old.txt, 3 bytes | new.txt, 13 bytes']);
  });

  it('calls what nobody can explain our own mistake', async () => {
    await open();
    attach(a, 'plan.txt', 'Water first');
    await world.sync();
    const { id: task } = await world.task('Plan');
    const [attachment] = await world.store.attachments.byTasks([task]);
    if (!attachment) throw new Error('it was taken over');
    await world.store.attachments.put([{ ...attachment, sha256: 'another', size: 12 }]);
    await expectFound([
      'A Plan attachments unexplained: plan.txt, 12 bytes | plan.txt, 11 bytes',
      'B Plan attachments unexplained: plan.txt, 12 bytes | plan.txt, 11 bytes',
    ]);
    await world.store.attachments.put([attachment]);
    const { id: endpoint } = (await world.store.profiles.list())[0]?.endpoints[1] ?? { id: '' };
    const links = await world.store.attachments.links(endpoint, [record(b)]);
    b.removeAttachment(b.attachments(record(b))[0]?.id ?? '');
    await world.store.attachments.putLinks(
      links.map((link) => ({ ...link, attachment: null, record: 'another', remoteId: 'another' })),
    );
    await expectFound(['B Plan attachments unexplained: plan.txt, 11 bytes | null']);
  });

  it('lists none where the profile leaves them alone', async () => {
    await open({ profile: { attachments: 'off' } });
    attach(a, 'plan.txt', 'Water first');
    await world.sync();
    expect(equal(await expectFound([]))).toEqual([0, 0]);
    expect(a.requests.attachments).toBe(0);
  });
});
