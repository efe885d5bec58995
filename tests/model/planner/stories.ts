import fc from 'fast-check';
import { schemaOf } from '../../../src-main/connectors/caldav/caldav-fields.ts';
import { fullSchema } from '../../../src-main/connectors/memory/memory-fields.ts';
import type { ContainerSchema } from '../../../src-shared/connector/connector.ts';
import {
  emptyValue,
  type FieldName,
  type Fields,
  type FieldValue,
  kindOf,
  type When,
} from '../../../src-shared/domain/field.ts';
import type { Link, LinkState } from '../../../src-shared/domain/link.ts';
import type {
  ConflictPolicy,
  DeletionPolicy,
  Direction,
  Endpoint,
  Mapping,
  Profile,
} from '../../../src-shared/domain/profile.ts';
import { conflictPolicies, deletionPolicies } from '../../../src-shared/domain/profile.ts';
import type { Stamp, Task } from '../../../src-shared/domain/task.ts';
import { createMapper, type Mapper } from '../../../src-shared/sync/apply-mapping.ts';
import type { EndpointRules, SyncItem, SyncRules } from '../../../src-shared/sync/rules.ts';
import { everywhere } from '../../../src-shared/sync/scope.ts';

/** A service with few words of its own: two statuses, days only, one assignee, short titles, a field that cannot be written. */
const narrow: ContainerSchema = {
  fields: {
    title: { writable: true, maxLength: 12 },
    body: { writable: true },
    status: {
      writable: true,
      options: [
        { value: 'open', label: 'Open', means: 'todo' },
        { value: 'closed', label: 'Closed', means: 'done' },
      ],
    },
    priority: { writable: false, options: [{ value: 'high', label: 'High', means: 'high' }] },
    assignees: { writable: true, maxItems: 1 },
    labels: { writable: true, options: ['a', 'b', 'c'].map((value) => ({ value, label: value })) },
    due: { writable: true, dates: ['date'] },
    parent: { writable: true },
  },
};
/** Several task values share one remote value, and one remote value stands for several task values. */
const lossy: Mapping = {
  status: { values: { open: ['todo', 'doing'], started: [], closed: ['done', 'cancelled'] } },
  priority: { values: { p1: ['urgent', 'high'], p4: ['medium', 'low'] } },
  milestone: false,
};

interface Kind {
  readonly schema: ContainerSchema;
  readonly mapping: Mapping;
}
const kinds: readonly Kind[] = [
  { schema: fullSchema, mapping: {} },
  { schema: schemaOf(true), mapping: {} },
  { schema: narrow, mapping: {} },
  { schema: fullSchema, mapping: lossy },
];

const day = (date: string): When => ({ kind: 'date', date });
/** Task values; the first is what everything starts with. */
const taskValues: Readonly<Record<FieldName, readonly FieldValue[]>> = {
  title: ['one', 'two', 'three', 'much too long a title'],
  body: ['x\ny\nz', 'x\nY\nz', 'X\ny\nz', 'x\ny\nz\nw', '', 'x \r\ny\r\nz'],
  status: ['todo', 'doing', 'done', 'cancelled', 'frozen'],
  priority: [null, 'urgent', 'high', 'low'],
  assignees: [[], ['ana'], ['ben'], ['ana', 'ben']],
  labels: [['a'], ['a', 'b'], [], ['own'], ['b', 'c']],
  start: [null, day('2026-03-01')],
  due: [
    null,
    day('2026-03-01'),
    { kind: 'local', at: '2026-03-01T09:30:00' },
    { kind: 'instant', at: '2026-03-01T23:30:00Z' },
  ],
  milestone: [null, 'M1', 'M2'],
  parent: [null, 't1', 't2', 'unknown'],
  estimate: [null, 30, 0],
  progress: [null, 50],
};
const fieldNames = Object.keys(taskValues);

function remoteValues(schema: ContainerSchema, field: FieldName): readonly FieldValue[] {
  const rule = schema.fields[field];
  if (!rule) return [];
  if (field === 'parent') return [null, 'rt1', 'rt2', 'stranger'];
  const values = rule.options?.map((option) => option.value) ?? [];
  if (kindOf(field) === 'set' && rule.options)
    return [[], ...values.map((one) => [one]), values.slice(0, 2), ['fresh']];
  if (rule.options) return [...values, 'fresh', ...(field === 'priority' ? [null] : [])];
  const all = taskValues[field] ?? [];
  if (kindOf(field) !== 'date' || !rule.dates) return all.filter((value) => value !== 'much too long a title');
  return [null, day('2026-03-01'), day('2026-03-02')];
}

/** Everything the planner is asked, and what it was made from. */
export interface Story {
  readonly item: SyncItem;
  readonly rules: SyncRules;
}

interface Side {
  readonly kind: number;
  readonly direction: Direction;
  readonly enforce: boolean;
  readonly state: LinkState;
  readonly base: 'all' | 'some' | 'none';
  readonly updatedAt: number;
  readonly hasLink: boolean;
}

/** A story in a few numbers and words, which is what gets smaller when a law breaks. */
export interface Sketch {
  readonly start: number;
  readonly here: 'task' | 'bin' | 'none';
  readonly sides: readonly Side[];
  readonly edits: readonly (readonly [side: number, field: number, value: number])[];
  readonly policy: ConflictPolicy;
  readonly own: ConflictPolicy;
  readonly order: readonly string[];
  readonly deletions: DeletionPolicy;
  readonly creating: boolean;
  readonly stampedAt: number;
  readonly isUnattended: boolean;
}

const often = <T>(value: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constantFrom(value, ...others) });

const side: fc.Arbitrary<Side> = fc.record({
  kind: fc.nat(kinds.length - 1),
  direction: often<Direction>('both', 'pull', 'push'),
  enforce: fc.boolean(),
  state: often<LinkState>('linked', 'linked', 'deleted', 'gone', 'out-of-scope', 'unlinked'),
  base: often<Side['base']>('all', 'some', 'none'),
  updatedAt: fc.nat(9),
  hasLink: often(true, false),
});

/** Perturb twice: everybody starts with the same task, then up to six edits fall on the three sides. */
export const sketches: fc.Arbitrary<Sketch> = fc.record({
  start: fc.nat(255),
  here: often<Sketch['here']>('task', 'bin', 'none'),
  sides: fc.array(side, { minLength: 1, maxLength: 2 }),
  edits: fc.array(fc.tuple(fc.nat(2), fc.nat(fieldNames.length - 1), fc.nat(5)), { maxLength: 6 }),
  policy: fc.constantFrom(...conflictPolicies),
  own: fc.constantFrom(...conflictPolicies),
  order: fc.constantFrom(['here', 'A', 'B'], ['B', 'here'], ['A', 'B', 'here'], []),
  deletions: fc.constantFrom(...deletionPolicies),
  creating: often(false, true),
  stampedAt: fc.nat(9),
  isUnattended: fc.boolean(),
});

export const at = (seconds: number): string => new Date(Date.UTC(2026, 2, 1, 9, 0, seconds)).toISOString();
export const endpointNames = ['A', 'B'] as const;

const places = new Map<string, EndpointRules>();

/** One endpoint; the same object for the same settings, since mappers are slow to make. */
function placeFor(name: string, { kind, direction, enforce }: Side): EndpointRules {
  const key = `${name} ${kind} ${direction} ${enforce}`;
  const known = places.get(key);
  if (known) return known;
  const { schema, mapping } = kinds[kind] ?? { schema: fullSchema, mapping: {} };
  const endpoint: Endpoint = {
    id: name,
    name,
    connection: name,
    container: 'inbox',
    direction,
    enforce,
    mapping,
    timeZone: 'Pacific/Auckland',
  };
  const references = {
    toRemote: (task: string) => (task.startsWith('t') ? `r${task}` : undefined),
    toTask: (remote: string) => (remote.startsWith('rt') ? remote.slice(1) : undefined),
  };
  const mapper = createMapper(endpoint, schema, references);
  const place = {
    endpoint,
    mapper,
    scope: everywhere,
    shaper: null,
    canCreate: true,
    canDelete: true,
    clockOffsetMs: 0,
  };
  places.set(key, place);
  return place;
}

export function tell(from: Sketch): Story {
  const endpoints = from.sides.map((one, index) => placeFor(endpointNames[index] ?? 'A', one));
  const start = Object.fromEntries(
    fieldNames.map((field, index) => [field, taskValues[field]?.[(from.start >> (index % 8)) & 1] ?? null]),
  );
  const ours: Record<FieldName, FieldValue> = { ...start };
  const theirs = endpoints.map(({ mapper }) => projectAll(mapper, start));
  const bases = theirs.map((fields) => ({ ...fields }));
  for (const [who, which, value] of from.edits) {
    const field = fieldNames[which] ?? 'title';
    const target = theirs[who - 1];
    const { schema } = kinds[from.sides[who - 1]?.kind ?? 0] ?? { schema: fullSchema };
    const values = who === 0 ? (taskValues[field] ?? []) : remoteValues(schema, field);
    const next = values[value % Math.max(1, values.length)];
    if (next === undefined) continue;
    if (who === 0) ours[field] = next;
    else if (target && Object.hasOwn(target, field)) target[field] = next;
  }
  const links = from.sides.flatMap((one, index) => {
    const name = endpointNames[index] ?? 'A';
    return one.hasLink || (from.here === 'none' && index === 0)
      ? [linkFor(name, one, bases[index] ?? {}, theirs[index] ?? {}, from)]
      : [];
  });
  const stamp: Stamp = { rev: 1, origin: 'here', at: at(from.stampedAt), by: null };
  const task: Task | null =
    from.here === 'none'
      ? null
      : {
          id: 't',
          profile: 'profile',
          fields: ours,
          stamps: Object.fromEntries(fieldNames.map((field) => [field, stamp])),
          rev: 1,
          createdAt: at(0),
          updatedAt: at(0),
          deletedAt: from.here === 'bin' ? at(0) : null,
        };
  const unlinked = endpoints.find(({ endpoint }) => !links.some((link) => link.endpoint === endpoint.id));
  const creating = new Set(from.creating && task && unlinked ? [unlinked.endpoint.id] : []);
  const profile: Profile = {
    id: 'profile',
    name: 'Work',
    enabled: true,
    schedule: 'manual',
    conflicts: { policy: from.policy, fields: { title: from.own }, priority: from.order },
    deletions: from.deletions,
    match: { mode: 'match-then-create', by: [] },
    endpoints: endpoints.map((place) => place.endpoint),
    createdAt: at(0),
  };
  return {
    item: { taskId: 't', task, links, creating },
    rules: { profile, endpoints, isUnattended: from.isUnattended },
  };
}

function projectAll(mapper: Mapper, fields: Fields): Record<FieldName, FieldValue> {
  return Object.fromEntries(
    mapper.fields.map((field) => {
      const projected = mapper.project(field, fields[field] ?? emptyValue(field), undefined);
      return [mapper.remoteName(field), projected.ok ? projected.value : emptyValue(field)];
    }),
  );
}

function linkFor(name: string, one: Side, base: Fields, theirs: Fields, from: Sketch): Link {
  const names = Object.keys(base);
  const known =
    one.base === 'some'
      ? Object.fromEntries(names.filter((_, i) => i % 2 === 0).map((n) => [n, base[n] ?? null]))
      : base;
  const isUnknown = one.base === 'none' || from.here === 'none';
  return {
    id: `link-${name}`,
    task: 't',
    endpoint: name,
    remoteId: `${name}-1`,
    state: from.here === 'none' ? 'linked' : one.state,
    base: isUnknown ? null : known,
    evidence: isUnknown ? null : { kind: 'observed', run: null, version: '1', at: at(0) },
    observation: {
      fields: theirs,
      version: '2',
      updatedAt: at(one.updatedAt),
      updatedBy: null,
      url: null,
      raw: null,
      seenAt: at(0),
    },
    sent: {},
  };
}
