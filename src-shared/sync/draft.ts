import type { Action, FieldChange } from '../domain/action.ts';
import { emptyValue, type FieldName, type FieldValue, sameValue } from '../domain/field.ts';
import { type EndpointId, here, type Origin } from '../domain/ids.ts';
import type { Link } from '../domain/link.ts';
import type {
  Agreement,
  ConflictDraft,
  ItemPlan,
  Overruled,
  Refusal,
  RefusalReason,
  ScopeChange,
} from '../domain/plan.ts';
import type { Stamp } from '../domain/task.ts';
import type { Mapped, Mapper } from './apply-mapping.ts';
import { type Flow, flowAt } from './flow.ts';
import { isPending } from './pending-reference.ts';
import type { EndpointRules, SyncItem, SyncRules } from './rules.ts';

/** The plan of one task while it is made. Lives for one call of `planItem`; nobody else ever sees it. */
export interface Draft {
  readonly item: SyncItem;
  readonly rules: SyncRules;
  /** The task's values as they will be. */
  readonly fields: Record<FieldName, FieldValue>;
  readonly stamps: Record<FieldName, Stamp>;
  inBin: boolean;
  /** Bases as they will be, as far as they move. */
  readonly bases: Map<EndpointId, Record<FieldName, FieldValue>>;
  /** `endpoint field` that waits for a decision or cannot be translated: neither taken nor written. */
  readonly blocked: Set<string>;
  /** Deleted at the endpoint, but to be created there again (S9). */
  readonly revived: Set<EndpointId>;
  /** How fields go to each endpoint and come from it, as the task is at this step. */
  readonly flows: Map<EndpointId, Flow>;
  /** What the mapping of each endpoint cannot say of the record there. */
  readonly losses: Map<EndpointId, Flow['lossy']>;
  /** Endpoints whose changes have been taken over. */
  readonly pulled: Set<EndpointId>;
  readonly scopes: ScopeChange[];
  readonly hereActions: Action[];
  readonly remoteActions: Action[];
  readonly conflicts: ConflictDraft[];
  readonly overruled: Overruled[];
  readonly refusals: Refusal[];
}

export function beginDraft(item: SyncItem, rules: SyncRules): Draft {
  return {
    item,
    rules,
    fields: { ...item.task?.fields },
    stamps: { ...item.task?.stamps },
    inBin: item.task?.deletedAt != null,
    bases: new Map(),
    blocked: new Set(),
    revived: new Set(),
    flows: new Map(),
    losses: new Map(),
    pulled: new Set(),
    scopes: [],
    hereActions: [],
    remoteActions: [],
    conflicts: [],
    overruled: [],
    refusals: [],
  };
}

export function finishDraft(draft: Draft): ItemPlan {
  const agreed = draft.item.links.flatMap((link): Agreement[] => {
    const fields = draft.bases.get(link.endpoint);
    return fields ? [{ link: link.id, endpoint: link.endpoint, fields }] : [];
  });
  return {
    task: draft.item.taskId,
    actions: [...draft.hereActions, ...draft.remoteActions],
    agreed,
    scopes: draft.scopes,
    conflicts: draft.conflicts,
    overruled: draft.overruled,
    refusals: draft.refusals,
  };
}

export function linkAt({ item }: Draft, { endpoint }: EndpointRules): Link | undefined {
  return item.links.find((link) => link.endpoint === endpoint.id);
}

/**
 * An older copy of the data was put back, and nothing has shown since what both sides of this link agree on (S23). What is
 * left of its base is only the service's own way of saying what we had sent.
 */
export function isFromCopy({ rules }: Draft, { base, sent }: Link): boolean {
  return rules.isPastLost === true && Object.keys(base ?? {}).every((name) => sent[name] !== undefined);
}

export function currentValue({ fields }: Draft, field: FieldName): FieldValue {
  return fields[field] ?? emptyValue(field);
}

export function titleOf({ fields }: Draft): string {
  const title = fields['title'];
  return typeof title === 'string' ? title : '';
}

/** The base of a remote field as it will be after this plan. */
export function baseOf({ bases }: Draft, link: Link, name: FieldName): FieldValue | undefined {
  const moved = bases.get(link.endpoint);
  // Null is a base like any other: known to be empty on both sides.
  return moved && Object.hasOwn(moved, name) ? moved[name] : link.base?.[name];
}

/** Both sides say this: the base follows, with the observation as its evidence (S2). */
export function agree({ bases }: Draft, endpoint: EndpointId, name: FieldName, value: FieldValue): void {
  bases.set(endpoint, { ...bases.get(endpoint), [name]: value });
}

export function act(
  draft: Draft,
  kind: Action['kind'],
  at: Origin,
  more: { readonly link?: Link | undefined; readonly fields?: readonly FieldChange[]; readonly from?: Origin } = {},
): void {
  const { link, fields = [], from = here } = more;
  const remoteId = at === here ? null : (link?.remoteId ?? null);
  const list = at === here ? draft.hereActions : draft.remoteActions;
  list.push({ kind, task: draft.item.taskId, title: titleOf(draft), at, remoteId, fields, from });
}

export function block({ blocked }: Draft, { endpoint }: EndpointRules, field: FieldName): void {
  blocked.add(`${endpoint.id} ${field}`);
}

export function unblock({ blocked }: Draft, { endpoint }: EndpointRules, field: FieldName): void {
  blocked.delete(`${endpoint.id} ${field}`);
}

export function isBlocked({ blocked }: Draft, { endpoint }: EndpointRules, field: FieldName): boolean {
  return blocked.has(`${endpoint.id} ${field}`);
}

/** A value that a rule overruled; the history keeps it. */
export function overrule(
  draft: Draft,
  { endpoint }: EndpointRules,
  field: FieldName,
  value: FieldValue | undefined,
  rule: string,
): void {
  draft.overruled.push({ task: draft.item.taskId, endpoint: endpoint.id, field, value, rule });
}

export function refuse(
  draft: Draft,
  place: EndpointRules,
  field: FieldName | null,
  reason: RefusalReason,
  message: string,
): void {
  const endpoint = place.endpoint.id;
  if (draft.refusals.some((one) => one.endpoint === endpoint && one.field === field)) return;
  const remoteId = linkAt(draft, place)?.remoteId ?? null;
  draft.refusals.push({ task: draft.item.taskId, title: titleOf(draft), endpoint, remoteId, field, reason, message });
}

/** The field cannot be translated: it waits, and says why unless time alone will mend it. */
export function refuseMapped(
  draft: Draft,
  place: EndpointRules,
  field: FieldName,
  mapped: Mapped & { readonly ok: false },
): void {
  block(draft, place, field);
  if (mapped.reason !== 'waiting') refuse(draft, place, field, mapped.reason, mapped.message);
}

/** A rule failed on the task: nothing of it comes from there or goes there until the rule or the task is another one. */
export function isStuck(draft: Draft, place: EndpointRules, link: Link | undefined): boolean {
  const { failure } = flowAt(draft, place, link);
  if (failure === null) return false;
  refuse(
    draft,
    place,
    null,
    'rule-failed',
    `${failure} The task was left as it is at ${place.endpoint.name}; change the rule or the task.`,
  );
  return true;
}

/** Somebody changed a mirror: said, and left alone until the next change here. */
export function reportDrift(draft: Draft, place: EndpointRules, field: FieldName | null): void {
  if (field !== null) block(draft, place, field);
  const message = `It was changed in ${place.endpoint.name}, which only mirrors this task; the next change here overwrites it.`;
  refuse(draft, place, field, 'drift', message);
}

/** What our side says, as a remote value to be compared with the base; undefined when it cannot be said there. */
export function ourSide(draft: Draft, place: EndpointRules, link: Link, field: FieldName): FieldValue | undefined {
  const name = place.mapper.remoteName(field);
  const base = baseOf(draft, link, name);
  const task = flowAt(draft, place, link).out(field, draft.fields[field]);
  // A field the task never had is no change of ours.
  if (task === undefined) return base ?? emptyValue(field);
  const projected = place.mapper.project(field, task, base ?? link.observation?.fields[name]);
  if (!projected.ok) return undefined;
  if (isPending(projected.value)) return base ?? emptyValue(field);
  const sent = link.sent[name];
  // The service stored something else than we sent: sending it again would change nothing (S5).
  if (sent !== undefined && base !== undefined && sameValue(name, sent, projected.value)) return base;
  return projected.value;
}

export function isClosed(mapper: Mapper, remoteStatus: FieldValue | undefined): boolean {
  const category = mapper.categoryOf(remoteStatus);
  return category === 'done' || category === 'cancelled';
}
