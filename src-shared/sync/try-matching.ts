import type { RemoteTask } from '../connector/connector.ts';
import type { MatchKey } from '../domain/profile.ts';
import {
  type Candidate,
  fieldName,
  type MatchBy,
  matchItems,
  mentionsIn,
  type RecordName,
  sureKeys,
  titleName,
} from './match-items.ts';

/** The tasks that were read at one place. */
export interface ReadPlace {
  readonly endpoint: string;
  readonly records: readonly RemoteTask[];
}

/** What first contact would find among them. */
export interface MatchingTrial {
  /** Records that are the same as one of an earlier place. */
  readonly matched: number;
  /** Records that share a name with another place's and are left apart, as more than one could be meant. */
  readonly ambiguous: number;
  readonly only: readonly { readonly endpoint: string; readonly count: number }[];
}

/** Pure: by the same rules as first contact. Marks of our own, which only the first run knows, are not asked. */
export function tryMatching(places: readonly ReadPlace[], by: readonly MatchKey[]): MatchingTrial {
  const keys = sureKeys(by);
  const candidates = places.flatMap((place) => place.records.map((record) => candidateOf(place, record, keys)));
  const matches = matchItems(candidates, [], keys);
  const paired = new Set(matches.flatMap(({ newcomer, task }) => [newcomer, task]));
  const left = candidates.filter(({ task }) => !paired.has(task));
  const unclear = ambiguous(left, candidates, keys);
  return {
    matched: matches.length,
    ambiguous: unclear.size,
    only: places.map(({ endpoint }) => ({
      endpoint,
      count: left.filter(({ task, endpoints }) => endpoints.includes(endpoint) && !unclear.has(task)).length,
    })),
  };
}

function candidateOf({ endpoint }: ReadPlace, record: RemoteTask, keys: readonly MatchBy[]): Candidate {
  return {
    task: JSON.stringify([endpoint, record.id]),
    endpoints: [endpoint],
    names: new Map(keys.map((key) => [key, namesOf(record, key)])),
  };
}

function namesOf({ fields, references }: RemoteTask, key: MatchBy): readonly RecordName[] {
  const { title, body } = fields;
  switch (key) {
    case 'marker':
      return [];
    case 'reference':
      return [
        ...references.map((text) => ({ text, own: true })),
        ...mentionsIn(typeof body === 'string' ? body : '').map((text) => ({ text, own: false })),
      ];
    case 'title':
      return titleName(typeof title === 'string' ? title : '');
    default:
      return fieldName(fields[key.slice('field:'.length)]);
  }
}

/** Unpaired ones that share a name with a record of another place. */
function ambiguous(
  left: readonly Candidate[],
  all: readonly Candidate[],
  keys: readonly MatchBy[],
): ReadonlySet<string> {
  const places = new Map<string, Set<string>>();
  const nameOf = (key: MatchBy, { text }: RecordName): string => `${key} ${text}`;
  for (const { names, endpoints } of all) {
    for (const key of keys) {
      for (const name of names.get(key) ?? []) {
        const known = places.get(nameOf(key, name)) ?? new Set();
        for (const endpoint of endpoints) known.add(endpoint);
        places.set(nameOf(key, name), known);
      }
    }
  }
  const isShared = (one: Candidate): boolean =>
    keys.some((key) => (one.names.get(key) ?? []).some((name) => (places.get(nameOf(key, name))?.size ?? 0) > 1));
  return new Set(left.filter(isShared).map(({ task }) => task));
}
