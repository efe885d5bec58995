import { expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../src-shared/api/contract.ts';

/** Names of all values that each call takes, as `call: a.b`. */
const names: readonly string[] = Object.entries(contract).flatMap(([call, { input }]) => {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return [...new Set(namesIn(schema, ''))].map((name) => `${call}: ${name}`);
});

function namesIn(schema: unknown, at: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    if (key !== 'properties') return namesIn(value, at);
    return Object.entries(value as object).flatMap(([name, inner]) => {
      const own = at === '' ? name : `${at}.${name}`;
      return [own, ...namesIn(inner, own)];
    });
  });
}

/**
 * What sounds like a place on the disk, and is none: the file of a profile is what it says, and a file of the archive is one of
 * those in the list, as a backup is (tests/unit/hosts/node/archive-folder and tests/integration/backups hold that).
 */
const noPlaces = [
  'profiles.save: file',
  'profiles.try: file',
  'rules.try: file',
  'archive.show: file',
  'archive.remove: file',
];

it('no call takes the path of a file, as far as the names of its values tell (SEC-11)', () => {
  expect(names.length).toBeGreaterThan(200);
  const places = names.filter((name) =>
    /[ .](path|file|folder|dir|directory|out)s?$|(Path|File|Folder|Dir)s?$/.test(name),
  );
  expect(places).toEqual(expect.arrayContaining(noPlaces));
  expect(places.filter((name) => !noPlaces.includes(name))).toEqual([]);
});
