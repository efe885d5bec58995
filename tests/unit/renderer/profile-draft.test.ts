import { describe, expect, test } from 'vitest';
import { decidedFields } from '../../../src-renderer/features/profiles/conflict-fields.ts';
import {
  arrowBetween,
  draftOf,
  emptyPlace,
  errorsOf,
  fileOf,
  newDraft,
  orderOf,
  placeNames,
  withArrowBetween,
} from '../../../src-renderer/features/profiles/profile-draft.ts';
import { profileFile } from '../../../src-shared/api/profile-file.ts';

const file = {
  name: 'Web team',
  enabled: false,
  schedule: '*/5 * * * *',
  conflicts: { policy: 'priority' as const, fields: { status: 'newest' as const }, priority: ['here', 'work'] },
  deletions: 'ask' as const,
  match: { mode: 'match-only' as const, by: ['title' as const] },
  comments: false,
  people: { 'ana@example.org': { work: 'Ana Lopez' } },
  endpoints: [
    {
      connection: 'work',
      container: 'WEB',
      direction: 'pull' as const,
      timeZone: 'Europe/Berlin',
      filter: 'status:todo,doing -label:private',
      mapping: { due: false as const },
    },
    {
      connection: 'home',
      container: '17',
      direction: 'both' as const,
      mapping: { status: { Open: ['todo', 'doing'] } },
    },
  ],
};

test('a profile that is opened and saved unchanged says the same', () => {
  expect(profileFile.parse(fileOf(draftOf(file)))).toEqual({
    ...profileFile.parse(file),
    conflicts: { ...file.conflicts, priority: ['here', 'work', 'home'] },
  });
});

test('a new profile passes the check of the core once its gaps are filled', () => {
  const draft = newDraft(['work', 'home']);
  const places = draft.places.map((place) => ({ ...place, container: 'list' }));
  expect(profileFile.safeParse(fileOf({ ...draft, name: 'Both', places })).success).toBe(true);
});

describe('the form complains', () => {
  test('about what is missing, and only about that', () => {
    expect(Object.keys(errorsOf(newDraft(['work']), []))).toEqual([
      'name',
      'place-0.container',
      'place-1.connection',
      'place-1.container',
    ]);
  });

  test('about a name that is taken and a place that comes twice', () => {
    const place = { ...emptyPlace('a', 'work'), container: 'WEB' };
    const draft = { ...newDraft([]), name: 'Home', places: [place, { ...place, key: 'b' }] };
    expect(Object.keys(errorsOf(draft, ['Home']))).toEqual(['name', 'b.container']);
  });
});

test('places are called as the core calls them', () => {
  const place = (connection: string, container: string) => ({ ...emptyPlace(container, connection), container });
  expect(placeNames([place('work', 'WEB'), place('home', 'x')])).toEqual(['work', 'home']);
  expect(placeNames([place('work', 'WEB'), place('work', 'OPS')])).toEqual(['work:WEB', 'work:OPS']);
});

test('the order of precedence forgets places that are gone and takes in new ones', () => {
  const draft = { ...newDraft(['work', 'home']), priority: ['old', 'home'] };
  expect(orderOf(draft)).toEqual(['home', 'work', 'here']);
});

test('three arrows stand for the directions of two places', () => {
  const places = newDraft(['work', 'home']).places;
  for (const arrow of ['both', 'right', 'left'] as const) {
    expect(arrowBetween(withArrowBetween(places, arrow))).toBe(arrow);
  }
});

test('nobody is asked about fields that decide by themselves', () => {
  const draft = { ...newDraft([]), fieldPolicies: { status: 'newest', body: 'keep-both', due: 'manual' } as const };
  expect(decidedFields(draft)).toEqual(['body', 'status']);
  expect(decidedFields({ policy: 'newest', fieldPolicies: { due: 'manual' } })).not.toContain('due');
});
