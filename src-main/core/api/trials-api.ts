import type { ProfileTrialView, ReadingView, RuleTrialView } from '../../../src-shared/api/views.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import type { Endpoint, Profile } from '../../../src-shared/domain/profile.ts';
import type { RuleDirection } from '../../../src-shared/domain/rule.ts';
import { toTaskSyncError } from '../../../src-shared/errors.ts';
import { everything, type Filter } from '../../../src-shared/filter/filter.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { rulesAt, traceRules } from '../../../src-shared/rules/apply-rules.ts';
import { compileRule } from '../../../src-shared/rules/compile-rule.ts';
import { createMapper, type Mapper } from '../../../src-shared/sync/apply-mapping.ts';
import { proposePeople, withPeople } from '../../../src-shared/sync/people.ts';
import { createScope, readRecord } from '../../../src-shared/sync/scope.ts';
import { type TrialSide, tryWay } from '../../../src-shared/sync/try-mapping.ts';
import { tryMatching } from '../../../src-shared/sync/try-matching.ts';
import { anyReference, filterContextOf } from '../engine/endpoint-scope.ts';
import { type ApiContext, type Handlers, requireTask } from './api-context.ts';
import { createPlaceReadings, type PlaceReading } from './place-readings.ts';
import { plainValue } from './task-view.ts';

/** Profiles that are not saved yet, tried on tasks that were read for that. Pure functions of the engine do the work. */
export function trialHandlers(context: ApiContext): Handlers<'places.read' | 'profiles.try' | 'rules.try'> {
  const readings = createPlaceReadings(context);
  const { options } = context;

  const readDraft = async (file: unknown): Promise<Profile> => {
    const { readProfile } = await import('./profile-format.ts');
    const { ids, clock } = options.ports;
    return readProfile(file, null, { ids, clock, timeZone: options.timeZone });
  };

  const openSides = async (profile: Profile): Promise<readonly TriedPlace[]> =>
    await Promise.all(
      profile.endpoints.map(async (endpoint) => {
        const reading = readings.get(endpoint.connection, endpoint.container);
        const mapper = reading && createMapper(withPeople(endpoint, profile.people), reading.schema, anyReference);
        const { filter, filterProblem } = readFilter(endpoint);
        const filterContext = await filterContextOf(options, endpoint.timeZone);
        const scope = mapper ? createScope(filter, mapper, filterContext) : null;
        const records = reading?.records.filter(({ fields }) => scope?.includes(fields)) ?? [];
        return { endpoint, reading, mapper, filterProblem, records };
      }),
    );

  return {
    'places.read': async ({ connection, container, all = false, again = false }) =>
      viewReading(await readings.read({ connection, container, all, again })),

    'profiles.try': async ({ file, sample = 0 }) => {
      const profile = await readDraft(file);
      const places = await openSides(profile);
      const read = places.filter((place) => place.reading !== null);
      const matches = profile.match.mode !== 'create-only' && read.length > 1;
      return {
        places: places.map(({ endpoint, reading, filterProblem, records }) => ({
          endpoint: endpoint.name,
          reading: reading && viewReading(reading),
          schema: reading?.schema ?? null,
          inScope: records.length,
          filterProblem,
        })),
        matching: matches
          ? tryMatching(
              read.map(({ endpoint, records }) => ({ endpoint: endpoint.name, records })),
              profile.match.by,
            )
          : null,
        pairs: sidePairs(places).map(([left, right]) => tryPair(left, right, sample)),
        people: proposePeople(
          read.map(({ endpoint, reading }) => ({
            endpoint: endpoint.name,
            options: reading?.schema.fields['assignees']?.options ?? [],
          })),
          profile.people ?? {},
        ),
      };
    },

    'rules.try': async ({ file, endpoint: name, direction, task: id, sample = 0 }) => {
      const profile = await readDraft(file);
      const places = await openSides(profile);
      const place = places.find(({ endpoint }) => endpoint.name === name);
      const rules = (profile.rules ?? []).map((rule, index) => compileRule(rule, index + 1));
      const scripts = profile.rules?.some(({ script }) => script !== undefined)
        ? await options.ports.scripts.load()
        : null;
      const input =
        id === undefined ? sampleFields(places, place, { direction, sample }) : (await requireTask(context, id)).fields;
      if (!place || !input) return nothingToTry;
      const filterContext = await filterContextOf(options, place.endpoint.timeZone);
      const set = { rules: rulesAt(rules, name, direction), scripts, context: filterContext };
      const effects = traceRules(set, input);
      const made = effects.flatMap(({ changes }) => changes.map(({ field, after }) => [field, after] as const));
      const output = { ...input, ...Object.fromEntries(made) };
      return {
        title: String(input['title'] ?? ''),
        input: plainFields(input),
        effects: effects.map(({ number, changes, ...effect }) => ({
          ...effect,
          rule: number,
          changes: changes.map(({ field, before, after }) => ({
            field,
            before: plainValue(before),
            after: plainValue(after),
          })),
        })),
        output: plainFields(output),
      };
    },
  };
}

/** A place of the draft with what was read of it. */
interface TriedPlace {
  readonly endpoint: Endpoint;
  readonly reading: PlaceReading | null;
  readonly mapper: Mapper | null;
  readonly filterProblem: ProfileTrialView['places'][number]['filterProblem'];
  /** Those that take part. */
  readonly records: PlaceReading['records'];
}

type TriedSide = TriedPlace | 'here';

const nothingToTry: RuleTrialView = { title: null, input: {}, effects: [], output: {} };

/** Two places face each other; otherwise each one faces this device. */
function sidePairs(places: readonly TriedPlace[]): readonly (readonly [TriedSide, TriedSide])[] {
  const [first, second] = places;
  if (places.length === 2 && first && second) return [[first, second]];
  return places.map((place) => ['here', place]);
}

function tryPair(left: TriedSide, right: TriedSide, sample: number): ProfileTrialView['pairs'][number] {
  const names = [left, right].map((side) => (side === 'here' ? 'here' : side.endpoint.name));
  const [a, b] = [recordsOf(left, right), recordsOf(right, left)];
  const one = a[sample % Math.max(1, a.length)];
  // The twin of the one, where both have it: so that both ways are shown on the same task.
  const other = b.find((record) => titleOf(record) === titleOf(one)) ?? b[sample % Math.max(1, b.length)];
  const sides = { left: sideOf(left), right: sideOf(right) };
  const isRead = [left, right].every((side) => side === 'here' || side.mapper !== null);
  const fields = isRead ? sharedFields(left, right) : [];
  return {
    left: names[0] ?? 'here',
    right: names[1] ?? 'here',
    samples: [titleOf(one), titleOf(other)],
    fields: fields.map((field) => ({
      field,
      toRight: tryWay(field, sides.left, sides.right, a, one),
      toLeft: tryWay(field, sides.right, sides.left, b, other),
    })),
  };
}

/** What a side's tasks hold, by its own field names; this device holds what the place's tasks say. */
function recordsOf(side: TriedSide, other: TriedSide): readonly Fields[] {
  if (side !== 'here') return side.records.map(({ fields }) => fields);
  if (other === 'here') return [];
  const { mapper, records } = other;
  return mapper ? records.map(({ fields }) => readRecord(mapper, fields)) : [];
}

function sideOf(side: TriedSide): TrialSide {
  if (side === 'here') return { mapper: null, schemaOf: () => undefined };
  const { mapper, reading } = side;
  return { mapper, schemaOf: (field) => (mapper ? reading?.schema.fields[mapper.remoteName(field)] : undefined) };
}

function sharedFields(left: TriedSide, right: TriedSide): readonly string[] {
  const fieldsAt = (side: TriedSide): readonly string[] | null =>
    side === 'here' ? null : (side.mapper?.fields ?? []);
  const [a, b] = [fieldsAt(left), fieldsAt(right)];
  return (a ?? b ?? []).filter((field) => (b ?? a ?? []).includes(field));
}

/** A task as it would be here, read from the place itself or, for what goes there, from another one. */
function sampleFields(
  places: readonly TriedPlace[],
  place: TriedPlace | undefined,
  { direction, sample }: { direction: RuleDirection; sample: number },
): Fields | null {
  const others = direction === 'out' ? places.filter((one) => one !== place) : [];
  const source = others.find((one) => one.records.length > 0) ?? place;
  const record = source?.records[sample % Math.max(1, source.records.length)];
  return source?.mapper && record ? readRecord(source.mapper, record.fields) : null;
}

function readFilter({ filter = '' }: Endpoint): {
  readonly filter: Filter;
  readonly filterProblem: TriedPlace['filterProblem'];
} {
  try {
    return { filter: parseFilter(filter, 'profile'), filterProblem: null };
  } catch (error) {
    const { message, facts } = toTaskSyncError(error);
    return { filter: everything, filterProblem: { message, position: Number(facts['position'] ?? 0) } };
  }
}

function viewReading({ connection, container, records, total, isComplete, at }: PlaceReading): ReadingView {
  return { connection, container, records: records.length, total, isComplete, at: new Date(at).toISOString() };
}

function titleOf(record: Fields | undefined): string | null {
  const title = record?.['title'];
  return typeof title === 'string' ? title : null;
}

function plainFields(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, plainValue(value)]));
}
