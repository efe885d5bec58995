import type { EndpointFile, ProfileFile } from '../../../src-shared/api/profile-file.ts';
import type {
  ConflictPolicy,
  DeletionPolicy,
  Direction,
  MatchKey,
  MatchMode,
} from '../../../src-shared/domain/profile.ts';
import { parseCron } from './cron.ts';
import type { Mapping } from './mapping-table.ts';
import { formatSchedule, parseSchedule } from './schedule.ts';

/** The form's state: the profile file with every default spelt out. */
export interface ProfileDraft {
  readonly name: string;
  readonly enabled: boolean;
  readonly schedule: string;
  readonly policy: ConflictPolicy;
  /** Kept as the file has them; the form does not edit them. */
  readonly fieldPolicies: Readonly<Record<string, ConflictPolicy>>;
  readonly priority: readonly string[];
  readonly deletions: DeletionPolicy;
  readonly matchMode: MatchMode;
  readonly matchBy: readonly MatchKey[];
  readonly places: readonly PlaceDraft[];
  /** What else the file says, kept as it is: comments, people and whatever comes. */
  readonly rest: Partial<ProfileFile>;
}

export interface PlaceDraft {
  /** For React only. */
  readonly key: string;
  readonly connection: string | null;
  readonly container: string | null;
  readonly direction: Direction;
  readonly timeZone: string | undefined;
  readonly mapping: Mapping;
  readonly rest: Partial<EndpointFile>;
}

export type DraftErrors = Readonly<Record<string, string>>;

export function emptyPlace(key: string, connection: string | null = null): PlaceDraft {
  return { key, connection, container: null, direction: 'both', timeZone: undefined, mapping: {}, rest: {} };
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
    rest: {},
  };
}

export function draftOf(file: ProfileFile): ProfileDraft {
  const { name, enabled = true, schedule = 'manual', conflicts, deletions = 'close', match, endpoints, ...rest } = file;
  return {
    ...{ name, enabled, schedule, deletions, rest },
    policy: conflicts?.policy ?? 'manual',
    fieldPolicies: conflicts?.fields ?? {},
    priority: conflicts?.priority ?? [],
    matchMode: match?.mode ?? 'match-then-create',
    matchBy: match?.by ?? ['reference', 'title'],
    places: (endpoints ?? []).map(placeOf),
  };
}

function placeOf(endpoint: EndpointFile, index: number): PlaceDraft {
  const { connection, container, direction = 'both', timeZone, mapping = {}, ...rest } = endpoint;
  return { key: `place-${index}`, connection, container: String(container), direction, timeZone, mapping, rest };
}

export function fileOf(draft: ProfileDraft): ProfileFile {
  return {
    ...draft.rest,
    name: draft.name.trim(),
    enabled: draft.enabled,
    schedule: draft.schedule,
    conflicts: {
      policy: draft.policy,
      fields: { ...draft.fieldPolicies },
      priority: draft.policy === 'priority' || draft.priority.length > 0 ? [...orderOf(draft)] : [],
    },
    deletions: draft.deletions,
    match: { mode: draft.matchMode, by: [...draft.matchBy] },
    endpoints: draft.places.map(({ connection, container, direction, timeZone, mapping, rest }) => ({
      ...rest,
      connection: connection ?? '',
      container: container ?? '',
      direction,
      mapping: cleanMapping(mapping),
      ...(timeZone === undefined ? {} : { timeZone }),
    })),
  };
}

/** A translation that was emptied while typing says nothing, and the service's own word counts again. */
function cleanMapping(mapping: Mapping): Mapping {
  return Object.fromEntries(
    Object.entries(mapping).map(([field, entry]) => {
      if (typeof entry !== 'object' || 'values' in entry) return [field, entry];
      const said = Object.entries(entry).filter(([, task]) => typeof task !== 'string' || task.trim() !== '');
      return [
        field,
        Object.fromEntries(said.map(([key, task]) => [key, typeof task === 'string' ? task.trim() : task])),
      ];
    }),
  );
}

/** What must be put right before saving, by field. */
export function errorsOf(draft: ProfileDraft, otherNames: readonly string[]): DraftErrors {
  const errors: Record<string, string> = {};
  const name = draft.name.trim();
  if (!name) errors['name'] = 'Give the profile a name.';
  else if (otherNames.includes(name)) errors['name'] = 'Another profile has this name.';
  const seen = new Set<string>();
  for (const { key, connection, container } of draft.places) {
    const place = JSON.stringify([connection, container]);
    if (!connection) errors[`${key}.connection`] = 'Choose a connection.';
    if (!container) errors[`${key}.container`] = 'Choose what to keep the same.';
    else if (seen.has(place)) errors[`${key}.container`] = 'This place is already in the profile.';
    seen.add(place);
  }
  const schedule = parseSchedule(draft.schedule);
  const cron = schedule.kind === 'manual' ? null : parseCron(formatSchedule(schedule));
  if (cron && !cron.ok) errors['schedule'] = cron.message;
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
