import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProfileFile } from '../../src-shared/api/profile-file.ts';
import { createTwoLists, type TwoLists, todo } from '../fakes/two-lists.ts';

let lists: TwoLists;
let file: ProfileFile;

beforeEach(async () => {
  lists = await createTwoLists();
  file = { ...(await lists.call('profiles.get', { profile: 'Lists' })), name: 'A draft' };
  lists.left.collection().put('a.ics', todo('a', 'Both have it', 'CATEGORIES:web', 'STATUS:IN-PROCESS'));
  lists.left.collection().put('b.ics', todo('b', 'Only left', 'CATEGORIES:home'));
  lists.right.collection().put('c.ics', todo('c', 'Both have it'));
});
afterEach(() => lists.close());

const places = () => file.endpoints ?? [];

async function read(): Promise<void> {
  for (const { connection, container } of places()) {
    await lists.call('places.read', { connection, container: String(container) });
  }
}

describe('a profile that is not saved yet', () => {
  it('says nothing of what was not read, and asks no service for it', async () => {
    const before = lists.sent.length;
    const trial = await lists.call('profiles.try', { file });
    expect(trial).toMatchObject({ matching: null, places: [{ reading: null }, { reading: null }] });
    expect(lists.sent.length).toBe(before);
  });

  it('is tried on tasks that are read once: counts, first contact and what becomes of values', async () => {
    await read();
    const before = lists.sent.length;
    await read();
    const [left, right] = places();
    const filtered = { ...file, endpoints: [{ ...left, filter: 'label:web' }, right] } as ProfileFile;
    const trial = await lists.call('profiles.try', { file: filtered });
    expect(lists.sent.length).toBe(before);
    expect(trial.places.map(({ inScope, reading }) => [inScope, reading?.records, reading?.isComplete])).toEqual([
      [1, 2, true],
      [1, 1, true],
    ]);
    expect(trial.matching).toEqual({
      ...{ matched: 1, ambiguous: 0 },
      only: [
        { endpoint: 'left', count: 0 },
        { endpoint: 'right', count: 0 },
      ],
    });
    const status = trial.pairs[0]?.fields.find(({ field }) => field === 'status');
    expect(status?.toRight).toMatchObject({ missingCount: 0, lossy: null });
    expect(status?.toRight.sample?.from).toBe(status?.toRight.sample?.to);
    expect(lists.sent.every(({ method }) => ['GET', 'PROPFIND', 'REPORT', 'OPTIONS'].includes(method))).toBe(true);
  });

  it('says where a filter cannot be read', async () => {
    const [left, right] = places();
    const trial = await lists.call('profiles.try', {
      file: { ...file, endpoints: [{ ...left, filter: 'labl:web' }, right] } as ProfileFile,
    });
    expect(trial.places[0]?.filterProblem).toMatchObject({ position: 0, message: expect.stringContaining('label:') });
  });

  it('shows rule by rule what happens to a task', async () => {
    await read();
    const rules = [
      { when: 'label:web', at: ['right'], append: { labels: ['urgent'] } },
      { when: 'label:urgent', template: { title: '! {{title}}' } },
      { when: 'label:no-such', drop: ['due'] },
    ];
    const trial = await lists.call('rules.try', { file: { ...file, rules }, endpoint: 'right', direction: 'out' });
    expect(trial.effects.map(({ applies, changes }) => [applies, changes.map(({ after }) => after)])).toEqual([
      [true, [['urgent', 'web']]],
      [true, ['! Both have it']],
      [false, []],
    ]);
    expect(trial.output['title']).toBe('! Both have it');
  });
});

it('a rule is the same as text, and what is none is said', async () => {
  const rule = { when: 'label:bug -status:done', at: ['right'], set: { priority: 'high' }, drop: ['due'] };
  const { text } = await lists.call('rules.write', { rule });
  expect((await lists.call('rules.read', { text })).rule).toEqual(rule);
  await expect(lists.call('rules.read', { text: 'when: label:bug\nsett: 1' })).rejects.toMatchObject({
    code: 'invalid-input',
  });
});

it('a field that is only read at a place is never written there', async () => {
  const mapping = { labels: { field: 'labels', direction: 'pull' as const } };
  const [left, right] = places();
  await lists.call('profiles.save', {
    file: { ...file, name: 'Lists', endpoints: [left, { ...right, mapping }] } as ProfileFile,
    replaces: 'Lists',
  });
  expect((await lists.call('profiles.get', { profile: 'Lists' })).endpoints?.[1]?.mapping).toEqual(mapping);
  // Another mapping is shown before anything is written.
  expect((await lists.sync()).state).toBe('held');
  await lists.call('runs.start', { profile: 'Lists', acceptBrakes: true });
  const copies = [...lists.right.collection().objects.values()].map(({ text }) => text);
  expect(copies.find((text) => text.includes('Only left'))).not.toContain('CATEGORIES:home');
});

it('counts which tasks are matched and which one place has alone', async () => {
  const [left, right] = places();
  await lists.call('profiles.save', {
    file: {
      ...file,
      name: 'Lists',
      match: { mode: 'match-only', by: ['title'] },
      endpoints: [left, right],
    } as ProfileFile,
    replaces: 'Lists',
  });
  await lists.call('runs.start', { profile: 'Lists', acceptBrakes: true });
  expect(await lists.call('profiles.coverage', { profile: 'Lists' })).toEqual({
    ...{ matched: 1, excluded: 0 },
    only: [
      { endpoint: 'left', count: 1 },
      { endpoint: 'right', count: 0 },
    ],
  });
});

it('a schedule names its next times in the zone of this computer', async () => {
  const next = await lists.call('schedule.next', { schedule: '0 9 * * *' });
  expect(next).toMatchObject({ timeZone: 'Europe/Berlin' });
  expect(next.times).toHaveLength(5);
  await expect(lists.call('schedule.next', { schedule: '0 24 * * *' })).rejects.toMatchObject({
    facts: { field: 'hour', value: '24' },
  });
});
