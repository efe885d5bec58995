import type { Endpoint, Profile } from '../../../src-shared/domain/profile.ts';

/** What of a profile decides what is written where; by the words that a brake uses for it. */
const parts: readonly (readonly [words: string, of: (profile: Profile) => unknown])[] = [
  ['places', ({ endpoints }) => endpoints.map(({ id }) => id)],
  ['directions', eachEndpoint(({ direction, enforce }) => [direction, enforce ?? false])],
  ['filters', eachEndpoint(({ filter }) => filter ?? '')],
  ['mapping', eachEndpoint(({ mapping, timeZone }) => [mapping, timeZone])],
  ['rules', ({ rules }) => rules ?? []],
  ['deletion policy', ({ deletions }) => deletions],
  ['matching', ({ match }) => match],
  ['comments', ({ comments }) => comments !== false],
  ['attachments', ({ attachments }) => attachments ?? null],
  ['links back', ({ backlinks }) => backlinks === true],
  ['people', ({ people }) => people ?? {}],
];

function eachEndpoint(part: (endpoint: Endpoint) => unknown): (profile: Profile) => unknown {
  return ({ endpoints }) => endpoints.map((endpoint) => [endpoint.id, part(endpoint)]);
}

/** Which settings differ in a way that may write something else than before (S17); empty: names, schedules and the like. Pure. */
export function settingsChanges(before: Profile, after: Profile): readonly string[] {
  return parts.filter(([, of]) => JSON.stringify(of(before)) !== JSON.stringify(of(after))).map(([words]) => words);
}
