import { fullSchema } from '../../../src-main/connectors/memory/memory-fields.ts';
import type { ContainerSchema } from '../../../src-shared/connector/connector.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { ItemPlan } from '../../../src-shared/domain/plan.ts';
import type { Endpoint, Profile } from '../../../src-shared/domain/profile.ts';
import type { Rule } from '../../../src-shared/domain/rule.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { applyRules, rulesAt } from '../../../src-shared/rules/apply-rules.ts';
import { compileRule } from '../../../src-shared/rules/compile-rule.ts';
import { createMapper } from '../../../src-shared/sync/apply-mapping.ts';
import type { Shaper } from '../../../src-shared/sync/flow.ts';
import type { EndpointRules, SyncRules } from '../../../src-shared/sync/rules.ts';
import { createScope, type Scope } from '../../../src-shared/sync/scope.ts';

const at = '2026-03-01T09:00:00.000Z';

export function endpoint(id: string, more: Partial<Endpoint> = {}): Endpoint {
  return {
    id,
    name: id,
    connection: id,
    container: 'inbox',
    direction: 'both',
    mapping: {},
    timeZone: 'Europe/Berlin',
    ...more,
  };
}

export function rules(
  endpoints: readonly Endpoint[],
  more: Partial<Profile> = {},
  schema: ContainerSchema = fullSchema,
): SyncRules {
  const profile: Profile = {
    id: 'profile',
    name: 'Work',
    enabled: true,
    schedule: 'manual',
    conflicts: { policy: 'manual', fields: {}, priority: [] },
    deletions: 'close',
    match: { mode: 'match-then-create', by: [] },
    createdAt: at,
    ...more,
    endpoints,
  };
  const places = endpoints.map(
    (one): EndpointRules => ({
      endpoint: one,
      mapper: createMapper(one, schema, references),
      scope: scopeOf(one, schema),
      shaper: shaperOf(one, more.rules ?? []),
      canCreate: true,
      canDelete: true,
      clockOffsetMs: 0,
    }),
  );
  return { profile, isUnattended: false, endpoints: places };
}

const references = { toRemote: () => undefined, toTask: () => undefined };

function scopeOf(one: Endpoint, schema: ContainerSchema): Scope {
  const context = { today: '2026-03-01', timeZone: one.timeZone, me: [] };
  return createScope(parseFilter(one.filter ?? '', 'profile'), createMapper(one, schema, references), context);
}

function shaperOf(one: Endpoint, own: readonly Rule[]): Shaper | null {
  const context = { today: '2026-03-01', timeZone: one.timeZone, me: [] };
  const compiled = own.map((rule, index) => compileRule(rule, index + 1));
  const shape = (direction: 'out' | 'in') => (fields: Fields) =>
    applyRules({ rules: rulesAt(compiled, one.name, direction), scripts: null, context }, fields);
  return own.length === 0 ? null : { out: shape('out'), in: shape('in') };
}

export function task(fields: Fields, more: Partial<Task> = {}): Task {
  return {
    id: 't',
    profile: 'profile',
    fields,
    stamps: {},
    rev: 1,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
    ...more,
  };
}

/** A link whose base is `base` and whose last reading is `seen`. */
export function link(where: string, base: Fields | null, seen: Fields, more: Partial<Link> = {}): Link {
  return {
    id: `link-${where}`,
    task: 't',
    endpoint: where,
    remoteId: `${where}-1`,
    state: 'linked',
    base,
    evidence: base === null ? null : { kind: 'observed', run: null, version: '1', at },
    observation: { fields: seen, version: '2', updatedAt: at, updatedBy: null, url: null, raw: null, seenAt: at },
    sent: {},
    ...more,
  };
}

/** The plan as short lines: `update B title=x`, `conflict A title`, `agree A title`, `refuse B status unmapped-value`. */
export function lines(plan: ItemPlan): readonly string[] {
  return [
    ...plan.actions.map(({ kind, at: place, fields }) =>
      [kind, place, ...fields.map(({ field, after }) => `${field}=${JSON.stringify(after)}`)].join(' '),
    ),
    ...plan.scopes.map(({ endpoint: place, state }) => `${state} ${place}`),
    ...plan.agreed.map(({ endpoint: place, fields }) => `agree ${place} ${Object.keys(fields).sort().join(',')}`),
    ...plan.conflicts.map(({ kind, endpoint: place, field }) => `conflict ${place} ${kind === 'field' ? field : kind}`),
    ...plan.refusals.map(({ endpoint: place, field, reason }) => `refuse ${place} ${field} ${reason}`),
  ];
}
