import { readMapping, writeMapping } from '../../../src-shared/api/mapping-file.ts';
import type { EndpointFile, ProfileFile, RuleFile } from '../../../src-shared/api/profile-file.ts';
import type {
  ConflictPolicy,
  DeletionPolicy,
  Direction,
  Mapping,
  MatchKey,
  MatchMode,
  People,
} from '../../../src-shared/domain/profile.ts';
import { t } from '../../i18n/t.ts';
import { formatSchedule } from './schedule.ts';

/** The form's state: the profile file with every default spelt out. */
export interface ProfileDraft {
  readonly name: string;
  readonly enabled: boolean;
  readonly schedule: string;
  readonly policy: ConflictPolicy;
  readonly fieldPolicies: Readonly<Record<string, ConflictPolicy>>;
  readonly priority: readonly string[];
  readonly deletions: DeletionPolicy;
  readonly matchMode: MatchMode;
  readonly matchBy: readonly MatchKey[];
  readonly places: readonly PlaceDraft[];
  readonly people: People;
  readonly rules: readonly RuleFile[];
  /** What else the file says, kept as it is: comments, attachments and whatever comes. */
  readonly rest: Partial<ProfileFile>;
}

export interface PlaceDraft {
  /** For React only. */
  readonly key: string;
  readonly connection: string | null;
  readonly container: string | null;
  readonly direction: Direction;
  readonly timeZone: string | undefined;
  readonly filter: string;
  readonly mapping: Mapping;
  readonly rest: Partial<EndpointFile>;
}

export type DraftErrors = Readonly<Record<string, string>>;

export function emptyPlace(key: string, connection: string | null = null): PlaceDraft {
  const nothing = { container: null, timeZone: undefined, filter: '', mapping: {}, rest: {} };
  return { key, connection, direction: 'both', ...nothing };
}

/** A new profile: two places, taken from the first two connections, every 15 minutes. */
export function newDraft(connections: readonly string[]): ProfileDraft {
  return {
    name: '',
    enabled: true,
    schedule: formatSchedule({ kind: 'every', minutes: 15 }),
    policy: 'manual',
    fieldPolicies: {},
    priority: [],
    deletions: 'close',
    matchMode: 'match-then-create',
    matchBy: ['reference', 'title'],
    places: [emptyPlace('place-0', connections[0] ?? null), emptyPlace('place-1', connections[1] ?? null)],
    people: {},
    rules: [],
    rest: {},
  };
}

export function draftOf(file: ProfileFile): ProfileDraft {
  const { name, enabled = true, schedule = 'manual', conflicts, deletions = 'close', match, ...others } = file;
  const { endpoints = [], people = {}, rules = [], ...rest } = others;
  return {
    ...{ name, enabled, schedule, deletions, people: people as People, rules, rest },
    policy: conflicts?.policy ?? 'manual',
    fieldPolicies: conflicts?.fields ?? {},
    priority: conflicts?.priority ?? [],
    matchMode: match?.mode ?? 'match-then-create',
    matchBy: match?.by ?? ['reference', 'title'],
    places: endpoints.map(placeOf),
  };
}

function placeOf(endpoint: EndpointFile, index: number): PlaceDraft {
  const { connection, container, direction = 'both', timeZone, filter = '', mapping = {}, ...rest } = endpoint;
  return {
    ...{ key: `place-${index}`, connection, container: String(container), direction, timeZone, filter, rest },
    mapping: readMapping(mapping),
  };
}

export function fileOf(draft: ProfileDraft): ProfileFile {
  const { people, rules } = draft;
  return {
    ...draft.rest,
    name: draft.name.trim(),
    enabled: draft.enabled,
    schedule: draft.schedule,
    conflicts: {
      policy: draft.policy,
      fields: { ...draft.fieldPolicies },
      priority: usesOrder(draft) || draft.priority.length > 0 ? [...orderOf(draft)] : [],
    },
    deletions: draft.deletions,
    match: { mode: draft.matchMode, by: [...draft.matchBy] },
    ...(Object.keys(people).length === 0 ? {} : { people }),
    endpoints: draft.places.map(endpointOf),
    ...(rules.length === 0 ? {} : { rules: [...rules] }),
  };
}

function endpointOf({ connection, container, direction, timeZone, filter, mapping, rest }: PlaceDraft): EndpointFile {
  const { enforce, ...others } = rest;
  return {
    ...others,
    // Only a mirror can be put right.
    ...(enforce === undefined || direction !== 'push' ? {} : { enforce }),
    connection: connection ?? '',
    container: container ?? '',
    direction,
    ...(filter.trim() === '' ? {} : { filter }),
    mapping: writeMapping(mapping),
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}

/** Its order of places decides something. */
export function usesOrder({ policy, fieldPolicies }: ProfileDraft): boolean {
  return policy === 'priority' || Object.values(fieldPolicies).includes('priority');
}

/** Both places of every pair are chosen, so the profile can be tried. */
export function hasPlaces({ places }: ProfileDraft): boolean {
  return places.length > 0 && places.every(({ connection, container }) => connection && container);
}

/** The file with a name, as long as the person has not given one. */
export function trialFile(draft: ProfileDraft): ProfileFile {
  return { ...fileOf(draft), name: draft.name.trim() || suggestedName(draft) };
}

/** "Jira ⇄ GitHub". */
export function suggestedName(draft: ProfileDraft): string {
  return placeNames(draft.places).filter(Boolean).join(' ⇄ ') || t('profiles.new.title');
}

/** What must be put right before saving, by field. */
export function errorsOf(draft: ProfileDraft, otherNames: readonly string[]): DraftErrors {
  const errors: Record<string, string> = {};
  const name = draft.name.trim();
  if (!name) errors['name'] = t('profiles.error.name');
  else if (otherNames.includes(name)) errors['name'] = t('profiles.error.nameTaken');
  const seen = new Set<string>();
  for (const { key, connection, container } of draft.places) {
    const place = JSON.stringify([connection, container]);
    if (!connection) errors[`${key}.connection`] = t('profiles.error.connection');
    if (!container) errors[`${key}.container`] = t('profiles.error.container');
    else if (seen.has(place)) errors[`${key}.container`] = t('profiles.error.placeTwice');
    seen.add(place);
  }
  return errors;
}

/** Names of the places as the core gives them: the connection's, with the container where a connection is used twice. */
export function placeNames(places: readonly PlaceDraft[]): readonly string[] {
  return places.map(({ connection, container }) => {
    const isShared = places.filter((other) => other.connection === connection).length > 1;
    return isShared ? `${connection ?? ''}:${container ?? ''}` : (connection ?? '');
  });
}

/** The order of precedence: what was chosen, then whatever is not in it yet. */
export function orderOf({ priority, places }: ProfileDraft): readonly string[] {
  const all = [...placeNames(places), 'here'].filter(Boolean);
  const kept = priority.filter((name) => all.includes(name));
  return [...kept, ...all.filter((name) => !kept.includes(name))];
}

/** Which of the three arrows stands between two places; null: something else that only the single places can say. */
export function arrowBetween(places: readonly PlaceDraft[]): 'both' | 'right' | 'left' | null {
  const [left, right] = places;
  const ways = `${left?.direction} ${right?.direction}`;
  if (ways === 'both both') return 'both';
  if (ways === 'pull push' || ways === 'pull both') return 'right';
  return ways === 'push pull' || ways === 'both pull' ? 'left' : null;
}

export function withArrowBetween(
  places: readonly PlaceDraft[],
  arrow: 'both' | 'right' | 'left',
): readonly PlaceDraft[] {
  const directions = { both: ['both', 'both'], right: ['pull', 'push'], left: ['push', 'pull'] } as const;
  return places.map((place, index) => ({ ...place, direction: directions[arrow][index] ?? place.direction }));
}
