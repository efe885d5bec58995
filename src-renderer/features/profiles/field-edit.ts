import type { ContainerSchema } from '../../../src-shared/connector/connector.ts';
import type { Mapping } from '../../../src-shared/domain/profile.ts';
import type { FieldSide, Mappings } from '../../../src-shared/sync/field-pairs.ts';
import { type PlaceDraft, placeNames } from './profile-draft.ts';

/** Two sides of a table of fields: the two places of a profile, or this device and one place of another number of them. */
export interface SidePair {
  /** Keys of the places; `here` is this device. */
  readonly keys: readonly [string, string];
  readonly names: readonly [string, string];
}

export const here = 'here';

export function sidePairsOf(places: readonly PlaceDraft[]): readonly SidePair[] {
  const names = placeNames(places);
  const [first, second] = places;
  if (places.length === 2 && first && second)
    return [{ keys: [first.key, second.key], names: [names[0] ?? '', names[1] ?? ''] }];
  return places.map(({ key }, index) => ({ keys: [here, key], names: [here, names[index] ?? ''] }));
}

export function sideOf(
  places: readonly PlaceDraft[],
  key: string,
  schemas: Readonly<Record<string, ContainerSchema>>,
): FieldSide | null {
  if (key === here) return here;
  const place = places.find((one) => one.key === key);
  const schema = schemas[key];
  return place && schema ? { endpoint: { direction: place.direction, mapping: place.mapping }, schema } : null;
}

/** The places with the mappings of a pair's sides changed. */
export function withMappings(places: readonly PlaceDraft[], pair: SidePair, { left, right }: Mappings): PlaceDraft[] {
  const changed: Readonly<Record<string, Mapping | null>> = { [pair.keys[0]]: left, [pair.keys[1]]: right };
  return places.map((place) => ({ ...place, mapping: changed[place.key] ?? place.mapping }));
}
