import type { Action, FieldChange } from '../domain/action.ts';
import { emptyValue, type FieldName, type FieldValue, isEmpty, kindOf, sameValue } from '../domain/field.ts';
import { type EndpointId, here, type Origin, type TaskId } from '../domain/ids.ts';
import type { Link } from '../domain/link.ts';
import type { Agreement, ConflictDraft, ItemPlan, Overruled, Refusal, RefusalReason } from '../domain/plan.ts';
import type { Endpoint, Profile } from '../domain/profile.ts';
import type { Stamp, Task } from '../domain/task.ts';
import type { Mapped, Mapper } from './apply-mapping.ts';
import { decideConflict } from './decide-conflict.ts';
import { mergeField } from './merge-fields.ts';

/** One endpoint with everything the planner has to know about it. */
export interface EndpointRules {
  readonly endpoint: Endpoint;
  readonly mapper: Mapper;
  readonly canCreate: boolean;
  readonly canDelete: boolean;
  /** Server clock minus ours; null: not measured. */
  readonly clockOffsetMs: number | null;
}

export interface SyncRules {
  readonly profile: Profile;
  /** In the profile's order: links are merged one after another in this order (correctness.md 1.6). */
  readonly endpoints: readonly EndpointRules[];
}

/** All that is known of one task. */
export interface SyncItem {
  readonly taskId: TaskId;
  /** Null: seen at a service for the first time. */
  readonly task: Task | null;
  readonly links: readonly Link[];
  /** Endpoints where a create is under way whose outcome is unknown: a second one is never planned (S4). */
  readonly creating: ReadonlySet<EndpointId>;
}

/**
 * Plans one task with all its links: first every service's changes are merged into the task, one link at a time, then what
 * the task now says is compared with each link's base, and the difference is what has to be written. Pure (S24).
 */
export function planItem(item: SyncItem, rules: SyncRules): ItemPlan {
  const work = new Work(item, rules);
  for (const place of rules.endpoints) work.pull(place);
  work.settleDeletion();
  for (const place of rules.endpoints) work.push(place);
  return work.result();
}

/** Fields of one task on their way through the links. Lives for one call of `planItem`. */
class Work {
  private readonly item: SyncItem;
  private readonly rules: SyncRules;
  private readonly before: Readonly<Record<FieldName, FieldValue>>;
  private readonly fields: Record<FieldName, FieldValue>;
  private readonly stamps: Record<FieldName, Stamp>;
  private inBin: boolean;
  /** Bases as they will be after this plan. */
  private readonly bases = new Map<EndpointId, Record<FieldName, FieldValue>>();
  /** `endpoint field` that waits for a decision or cannot be translated: neither taken nor written. */
  private readonly blocked = new Set<string>();
  /** Deleted at the endpoint, but to be created there again (S9). */
  private readonly revived = new Set<EndpointId>();
  private readonly hereActions: Action[] = [];
  private readonly remoteActions: Action[] = [];
  private readonly conflicts: ConflictDraft[] = [];
  private readonly overruled: Overruled[] = [];
  private readonly refusals: Refusal[] = [];

  constructor(item: SyncItem, rules: SyncRules) {
    this.item = item;
    this.rules = rules;
    this.before = item.task?.fields ?? {};
    this.fields = { ...this.before };
    this.stamps = { ...item.task?.stamps };
    this.inBin = item.task?.deletedAt != null;
  }

  result(): ItemPlan {
    const agreed: Agreement[] = [];
    for (const link of this.item.links) {
      const fields = this.bases.get(link.endpoint);
      if (fields && Object.keys(fields).length > 0) agreed.push({ link: link.id, endpoint: link.endpoint, fields });
    }
    return {
      task: this.item.taskId,
      actions: [...this.hereActions, ...this.remoteActions],
      agreed,
      conflicts: this.conflicts,
      overruled: this.overruled,
      refusals: this.refusals,
    };
  }

  /** Takes over what changed at the service. */
  pull(place: EndpointRules): void {
    const link = this.linkAt(place);
    if (link?.state !== 'linked' || !link.observation) return;
    const isNew = this.item.task === null && Object.keys(this.stamps).length === 0;
    if (isNew && place.endpoint.direction === 'push') {
      this.refuse(place, null, 'drift', `It is only in ${place.endpoint.name}, which this profile does not read from.`);
      return;
    }
    if (this.item.task !== null && link.base === null) this.act(place.endpoint.id, 'link', link, []);
    const changes: FieldChange[] = [];
    for (const field of place.mapper.fields) this.pullField(place, link, field, changes);
    if (isNew) {
      this.act(here, 'create', link, changes, place.endpoint.id);
    } else if (changes.length > 0) {
      this.restoreIfReopened(place, link, changes);
      this.act(here, 'update', link, changes, place.endpoint.id);
    }
  }

  private pullField(place: EndpointRules, link: Link, field: FieldName, changes: FieldChange[]): void {
    const { mapper, endpoint } = place;
    const name = mapper.remoteName(field);
    const theirs = link.observation?.fields[name];
    if (theirs === undefined) return;
    const base = link.base?.[name];
    const ours = this.ours(place, link, field);
    if (ours === null) {
      // Our value cannot be expressed there: their change still comes in, ours waits visibly.
      if (base === undefined || !sameValue(name, base, theirs)) this.take(place, link, field, theirs, changes);
      return;
    }
    const merge = mergeField(name, base, ours, theirs);
    switch (merge.kind) {
      case 'nothing':
        return;
      case 'agree':
        this.agree(endpoint.id, name, theirs);
        return;
      case 'give':
        if (base === undefined) this.agree(endpoint.id, name, theirs);
        return;
      case 'take':
        if (endpoint.direction === 'push' && base !== undefined) this.reportDrift(place, field);
        else this.take(place, link, field, theirs, changes);
        return;
      case 'merged':
        if (endpoint.direction === 'both') {
          this.take(place, link, field, merge.value, changes);
          this.agree(endpoint.id, name, theirs);
        } else this.followDirection(place, link, field, theirs, changes);
        return;
      case 'conflict':
        if (endpoint.direction === 'both') this.clash(place, link, field, theirs, changes);
        else this.followDirection(place, link, field, theirs, changes);
    }
  }

  /** One-way endpoints never conflict: an authority wins, a mirror is overwritten; the loser is kept in the history. */
  private followDirection(
    place: EndpointRules,
    link: Link,
    field: FieldName,
    theirs: FieldValue,
    changes: FieldChange[],
  ): void {
    if (place.endpoint.direction === 'pull') {
      this.overrule(place, field, this.value(field), 'direction');
      this.take(place, link, field, theirs, changes);
    } else {
      this.overrule(place, field, this.liftOrUndefined(place, field, theirs), 'direction');
      this.agree(place.endpoint.id, place.mapper.remoteName(field), theirs);
    }
  }

  /** Both sides changed it: a rule decides, or the field waits for a person. */
  private clash(place: EndpointRules, link: Link, field: FieldName, theirs: FieldValue, changes: FieldChange[]): void {
    const { endpoint, mapper } = place;
    const lifted = mapper.lift(field, theirs, this.value(field));
    if (!lifted.ok) {
      this.refuseMapped(place, field, lifted);
      return;
    }
    const ourStamp = this.stamps[field];
    const theirStamp = this.stampOf(place, link);
    const winner = decideConflict(
      this.rules.profile,
      field,
      { name: this.nameOf(ourStamp?.origin ?? here), at: ourStamp?.at ?? null },
      { name: endpoint.name, at: link.observation?.updatedAt ? theirStamp.at : null },
    );
    if (winner === 'theirs') {
      this.overrule(place, field, this.value(field), this.policyOf(field));
      this.take(place, link, field, theirs, changes);
    } else if (winner === 'ours') {
      this.overrule(place, field, lifted.value, this.policyOf(field));
      this.agree(endpoint.id, mapper.remoteName(field), theirs);
    } else {
      this.block(place, field);
      const base = link.base?.[mapper.remoteName(field)];
      this.conflicts.push({
        task: this.item.taskId,
        title: this.title(),
        kind: 'field',
        field,
        endpoint: endpoint.id,
        before: base === undefined ? undefined : this.liftOrUndefined(place, field, base),
        sides: [
          {
            side: ourStamp?.origin ?? here,
            value: this.value(field),
            by: ourStamp?.by ?? null,
            at: ourStamp?.at ?? null,
          },
          { side: endpoint.id, value: lifted.value, by: theirStamp.by, at: theirStamp.at },
        ],
      });
    }
  }

  /** Lifts a remote value into the task; the base follows when it is the service's own value. */
  private take(place: EndpointRules, link: Link, field: FieldName, remote: FieldValue, changes: FieldChange[]): void {
    const lifted = place.mapper.lift(field, remote, this.value(field));
    if (!lifted.ok) {
      this.refuseMapped(place, field, lifted);
      return;
    }
    const before = this.fields[field];
    if (before === undefined || !sameValue(field, before, lifted.value)) {
      this.fields[field] = lifted.value;
      this.stamps[field] = this.stampOf(place, link);
      if (before !== undefined || !isEmpty(lifted.value)) changes.push({ field, before, after: lifted.value });
    }
    this.agree(place.endpoint.id, place.mapper.remoteName(field), remote);
  }

  /** What our side says, as a remote value to be compared with the base; null when it cannot be said there. */
  private ours(place: EndpointRules, link: Link, field: FieldName): FieldValue | null {
    const name = place.mapper.remoteName(field);
    const base = this.base(link, name);
    const task = this.fields[field];
    // A field the task never had is no change of ours.
    if (task === undefined) return base ?? emptyValue(field);
    const projected = place.mapper.project(field, task, base ?? link.observation?.fields[name]);
    if (!projected.ok) return null;
    if (isPending(projected.value)) return base ?? emptyValue(field);
    const sent = link.sent[name];
    // The service stored something else than we sent: sending it again would change nothing (S5).
    if (sent !== undefined && base !== undefined && sameValue(name, sent, projected.value)) return base;
    return projected.value;
  }

  /** A task in the bin comes back when its twin is open again or was edited before our closing arrived there (S9). */
  private restoreIfReopened(place: EndpointRules, link: Link, changes: readonly FieldChange[]): void {
    if (!this.inBin) return;
    const name = place.mapper.fields.includes('status') ? place.mapper.remoteName('status') : null;
    const wasClosed = name !== null && isClosed(place.mapper, link.base?.[name]);
    const isOpen = name !== null && !isClosed(place.mapper, link.observation?.fields[name]);
    if (wasClosed && !isOpen) return;
    this.inBin = false;
    this.act(here, 'restore', link, [], place.endpoint.id);
    this.overrule(place, 'task', undefined, `edit-beats-delete: ${changes.length} fields`);
  }

  /** What becomes of the task when a twin was deleted at its service. */
  settleDeletion(): void {
    for (const place of this.rules.endpoints) {
      const link = this.linkAt(place);
      if (link?.state !== 'deleted' || this.item.task === null) continue;
      if (this.inBin || place.endpoint.direction === 'push') {
        if (!this.inBin) this.reportDrift(place, null);
        continue;
      }
      if (this.isEditedSince(place, link)) {
        this.revived.add(place.endpoint.id);
        this.overrule(place, 'task', undefined, 'edit-beats-delete');
        continue;
      }
      this.followDeletion(place, link);
    }
  }

  private followDeletion(place: EndpointRules, link: Link): void {
    switch (this.rules.profile.deletions) {
      case 'unlink':
        this.act(place.endpoint.id, 'unlink', link, []);
        return;
      case 'ask':
        this.askAboutDeletion(place, link);
        return;
      case 'close':
      case 'propagate':
        this.inBin = true;
        this.act(here, 'delete', link, [], place.endpoint.id);
    }
  }

  private askAboutDeletion(place: EndpointRules, link: Link): void {
    this.conflicts.push({
      task: this.item.taskId,
      title: this.title(),
      kind: 'deletion',
      field: 'task',
      endpoint: place.endpoint.id,
      before: undefined,
      sides: [
        { side: here, value: this.title(), by: null, at: this.item.task?.updatedAt ?? null },
        { side: place.endpoint.id, value: null, by: null, at: link.observation?.seenAt ?? null },
      ],
    });
    for (const other of this.rules.endpoints) for (const field of other.mapper.fields) this.block(other, field);
  }

  private isEditedSince(place: EndpointRules, link: Link): boolean {
    return place.mapper.fields.some((field) => {
      const base = link.base?.[place.mapper.remoteName(field)];
      const ours = this.ours(place, link, field);
      return base !== undefined && ours !== null && !sameValue(field, base, ours);
    });
  }

  /** Writes what the task says and the service does not. */
  push(place: EndpointRules): void {
    const { endpoint } = place;
    if (endpoint.direction === 'pull' || this.item.creating.has(endpoint.id)) return;
    const link = this.linkAt(place);
    if (link?.state === 'linked') {
      if (this.inBin) this.retire(place, link);
      else this.update(place, link);
    } else if (!link || link.state === 'gone' || this.revived.has(endpoint.id)) this.create(place, link);
  }

  private update(place: EndpointRules, link: Link): void {
    if (!link.observation) return;
    const changes: FieldChange[] = [];
    for (const field of place.mapper.fields) {
      const change = this.outgoing(place, link, field);
      if (!change) continue;
      if (place.mapper.isWritable(field)) changes.push(change);
      else this.refuse(place, field, 'read-only', `${place.endpoint.name} does not let this field be changed.`);
    }
    if (changes.length > 0) this.act(place.endpoint.id, 'update', link, changes);
  }

  private outgoing(place: EndpointRules, link: Link, field: FieldName): FieldChange | null {
    const task = this.fields[field];
    const name = place.mapper.remoteName(field);
    const observed = link.observation?.fields[name];
    if (task === undefined || observed === undefined || this.isBlocked(place, field)) return null;
    const projected = place.mapper.project(field, task, observed);
    if (!projected.ok) {
      this.refuseMapped(place, field, projected);
      return null;
    }
    const base = this.base(link, name) ?? observed;
    const sent = link.sent[name];
    if (sameValue(name, projected.value, base)) return null;
    if (sent !== undefined && sameValue(name, sent, projected.value) && sameValue(name, observed, base)) return null;
    return { field: name, before: observed, after: projected.value };
  }

  private create(place: EndpointRules, link: Link | undefined): void {
    const { endpoint, mapper } = place;
    const isGone = link?.state === 'gone' && !this.revived.has(endpoint.id);
    if (this.inBin || isGone || !place.canCreate || this.rules.profile.match.mode === 'match-only') return;
    if (this.item.task === null && this.hereActions.length === 0) return;
    if (this.conflicts.some((conflict) => conflict.kind === 'deletion')) return;
    const changes: FieldChange[] = [];
    for (const field of mapper.fields) {
      const value = this.fields[field];
      if (value === undefined || isEmpty(value) || !mapper.isWritable(field)) continue;
      const projected = mapper.project(field, value, undefined);
      if (projected.ok) changes.push({ field: mapper.remoteName(field), before: undefined, after: projected.value });
      else this.refuseMapped(place, field, projected);
    }
    if (changes.some((change) => change.field === mapper.remoteName('title'))) {
      this.act(endpoint.id, 'create', undefined, changes, this.source());
    }
  }

  /** The task is in the bin: its twin is closed, deleted or let go, as the profile says. */
  private retire(place: EndpointRules, link: Link): void {
    const { endpoint, mapper } = place;
    const policy = this.rules.profile.deletions;
    if (policy === 'unlink') {
      this.act(endpoint.id, 'unlink', link, []);
      return;
    }
    if (policy === 'propagate') {
      if (place.canDelete) this.act(endpoint.id, 'delete', link, [], this.source());
      else this.refuse(place, null, 'read-only', `${endpoint.name} does not let tasks be deleted; close it there.`);
      return;
    }
    if (!mapper.fields.includes('status')) return;
    const name = mapper.remoteName('status');
    const closed = mapper.closedStatus();
    const now = this.base(link, name) ?? link.observation?.fields[name];
    if (closed === undefined || isClosed(mapper, now)) return;
    if (sameValue(name, link.sent[name], closed)) return;
    this.act(endpoint.id, 'close', link, [{ field: name, before: now, after: closed }], this.source());
  }

  private act(
    at: Origin,
    kind: Action['kind'],
    link: Link | undefined,
    fields: readonly FieldChange[],
    from: Origin = here,
  ): void {
    const list = at === here ? this.hereActions : this.remoteActions;
    const origin = kind === 'update' && at !== here ? this.originOf(at, fields) : from;
    const remoteId = at === here ? null : (link?.remoteId ?? null);
    list.push({ kind, task: this.item.taskId, title: this.title(), at, remoteId, fields, from: origin });
  }

  /** Whose change an update carries: that of the first field. */
  private originOf(at: EndpointId, changes: readonly FieldChange[]): Origin {
    const place = this.rules.endpoints.find((one) => one.endpoint.id === at);
    const field = place?.mapper.fields.find((one) => place.mapper.remoteName(one) === changes[0]?.field);
    return (field ? this.stamps[field]?.origin : undefined) ?? here;
  }

  /** Where the task came from. */
  private source(): Origin {
    const deleted = this.hereActions.find((action) => action.kind === 'delete');
    return deleted?.from ?? this.stamps['title']?.origin ?? here;
  }

  private linkAt(place: EndpointRules): Link | undefined {
    return this.item.links.find((link) => link.endpoint === place.endpoint.id);
  }

  private base(link: Link, name: FieldName): FieldValue | undefined {
    return this.bases.get(link.endpoint)?.[name] ?? link.base?.[name];
  }

  private agree(endpoint: EndpointId, name: FieldName, value: FieldValue): void {
    const fields = this.bases.get(endpoint) ?? {};
    fields[name] = value;
    this.bases.set(endpoint, fields);
  }

  private value(field: FieldName): FieldValue {
    return this.fields[field] ?? emptyValue(field);
  }

  private title(): string {
    const title = this.fields['title'];
    return typeof title === 'string' ? title : '';
  }

  private stampOf(place: EndpointRules, link: Link): Stamp {
    const seen = link.observation;
    const at = seen?.updatedAt ? correctTime(seen.updatedAt, place.clockOffsetMs) : (seen?.seenAt ?? '');
    return { rev: (this.item.task?.rev ?? 0) + 1, origin: place.endpoint.id, at, by: seen?.updatedBy ?? null };
  }

  private nameOf(origin: Origin): string {
    return this.rules.endpoints.find((place) => place.endpoint.id === origin)?.endpoint.name ?? here;
  }

  private policyOf(field: FieldName): string {
    return this.rules.profile.conflicts.fields[field] ?? this.rules.profile.conflicts.policy;
  }

  private block(place: EndpointRules, field: FieldName): void {
    this.blocked.add(`${place.endpoint.id} ${field}`);
  }

  private isBlocked(place: EndpointRules, field: FieldName): boolean {
    return this.blocked.has(`${place.endpoint.id} ${field}`);
  }

  private liftOrUndefined(place: EndpointRules, field: FieldName, value: FieldValue): FieldValue | undefined {
    const lifted = place.mapper.lift(field, value, emptyValue(field));
    return lifted.ok ? lifted.value : undefined;
  }

  private overrule(place: EndpointRules, field: FieldName, value: FieldValue | undefined, rule: string): void {
    this.overruled.push({ task: this.item.taskId, endpoint: place.endpoint.id, field, value, rule });
  }

  private reportDrift(place: EndpointRules, field: FieldName | null): void {
    const name = place.endpoint.name;
    this.refuse(
      place,
      field,
      'drift',
      `It was changed in ${name}, which only mirrors this task; the next change here overwrites it.`,
    );
  }

  private refuseMapped(place: EndpointRules, field: FieldName, mapped: Mapped & { readonly ok: false }): void {
    this.block(place, field);
    if (mapped.reason !== 'waiting') this.refuse(place, field, mapped.reason, mapped.message);
  }

  private refuse(place: EndpointRules, field: FieldName | null, reason: RefusalReason, message: string): void {
    if (this.refusals.some((one) => one.endpoint === place.endpoint.id && one.field === field)) return;
    const remoteId = this.linkAt(place)?.remoteId ?? null;
    const endpoint = place.endpoint.id;
    this.refusals.push({ task: this.item.taskId, title: this.title(), endpoint, remoteId, field, reason, message });
  }
}

/** A reference to a task that this very plan creates at the endpoint; resolved when it is written. */
export function pendingReference(task: TaskId): string {
  return `pending:${task}`;
}

export function isPending(value: FieldValue | undefined): value is string {
  return typeof value === 'string' && value.startsWith('pending:');
}

function isClosed(mapper: Mapper, remoteStatus: FieldValue | undefined): boolean {
  const category = mapper.categoryOf(remoteStatus);
  return category === 'done' || category === 'cancelled';
}

function correctTime(at: string, offsetMs: number | null): string {
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : new Date(time - (offsetMs ?? 0)).toISOString();
}

/** True for the fields whose values name other tasks. */
export function isReference(field: FieldName): boolean {
  return kindOf(field) === 'reference';
}
