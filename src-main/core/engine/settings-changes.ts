import { createHash } from 'node:crypto';
import type { Endpoint, Profile } from '../../../src-shared/domain/profile.ts';

/** What of a profile decides what is written where; by the words that a brake uses for it. */
const parts: readonly (readonly [words: string, of: (profile: Profile) => unknown])[] = [
  ['places', ({ endpoints }) => endpoints.map(({ id }) => id)],
  ['directions', eachEndpoint(({ direction, enforce }) => [direction, enforce ?? false])],
  ['filters', eachEndpoint(({ filter }) => filter ?? '')],
  ['mapping', eachEndpoint(({ mapping, timeZone }) => [mapping, timeZone])],
  ['rules', ({ rules }) => rules ?? []],
  ['deletion policy', ({ deletions }) => deletions],
  ['conflict policy', ({ conflicts }) => conflicts],
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

/**
 * Scripts that the profile did not have before, each with the first half of its SHA-256, so that a person can compare it with
 * what the author of a shared profile says (SEC-38). Like any change they write nothing before somebody has seen the preview.
 * @param before null: the profile is new, so all of its scripts are
 */
export function newScripts(before: Profile | null, after: Profile): readonly string[] {
  const known = new Set(before?.rules?.map(({ script }) => script));
  return (after.rules ?? []).flatMap(({ script }, index) => {
    if (script === undefined || known.has(script)) return [];
    const digest = createHash('sha256').update(script).digest('hex').slice(0, 32);
    return [`script of rule ${index + 1} (SHA-256 ${digest})`];
  });
}
