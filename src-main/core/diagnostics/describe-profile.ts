import type { Connection } from '../../../src-shared/domain/connection.ts';
import { knownFields } from '../../../src-shared/domain/field.ts';
import type { Endpoint, Profile } from '../../../src-shared/domain/profile.ts';
import type { Rule } from '../../../src-shared/domain/rule.ts';

/** How a profile is built: which services, in which direction, with what kinds of rules. No value, name, filter or script of it. */
export function describeProfile(profile: Profile, connections: readonly Connection[]) {
  const { id, enabled, schedule, verify = 'manual', conflicts, deletions, match, people = {}, rules = [] } = profile;
  const { comments = true, attachments, backlinks = false } = profile;
  return {
    ...{ profile: id, enabled, schedule: cronOf(schedule), verify: cronOf(verify), deletions, comments, backlinks },
    conflicts: {
      policy: conflicts.policy,
      fields: byField(conflicts.fields, (policy) => policy),
      priority: conflicts.priority.length,
    },
    match: { mode: match.mode, by: match.by.map((key) => (key.startsWith('field:') ? 'field' : key)) },
    attachments: attachments?.mode ?? 'off',
    people: Object.keys(people).length,
    endpoints: profile.endpoints.map((endpoint) => describeEndpoint(endpoint, connections)),
    rules: rules.map(describeRule),
  };
}

function describeEndpoint(endpoint: Endpoint, connections: readonly Connection[]) {
  const { id, direction, enforce = false, filter, timeZone, mapping } = endpoint;
  const connection = connections.find(({ name }) => name === endpoint.connection);
  return {
    ...{ endpoint: id, connection: connection?.id ?? null, connector: connection?.connector ?? null },
    ...{ direction, enforce, timeZone, isFiltered: filter !== undefined },
    mapping: byField(mapping, (rule) =>
      rule === false
        ? 'left out'
        : {
            isElsewhere: rule.field !== undefined,
            values: Object.keys(rule.values ?? {}).length,
            direction: rule.direction ?? 'both',
          },
    ),
  };
}

function describeRule({ when, at = [], direction = 'out', ...parts }: Rule) {
  const kinds = (['set', 'append', 'template', 'map', 'drop', 'script'] as const).filter(
    (kind) => parts[kind] !== undefined,
  );
  return { isConditional: when !== undefined, endpoints: at.length, direction, kinds };
}

/** Fields of a service may be called by its people; they are counted off instead. */
function byField<Value, Said>(of: Readonly<Record<string, Value>>, say: (value: Value) => Said): Record<string, Said> {
  let others = 0;
  return Object.fromEntries(
    Object.entries(of).map(([field, value]) => [isOurs(field) ? field : `other-${++others}`, say(value)]),
  );
}

export function isOurs(field: string): boolean {
  return knownFields.some((known) => known === field) || field === 'comments' || field === 'attachments';
}

/** It is checked where it is saved; what is none all the same may be anything. */
function cronOf(schedule: string): string {
  return schedule === 'manual' || /^[\d*/, -]+$/.test(schedule) ? schedule : 'other';
}
