import type { RemoteTask } from '../connector/connector.ts';
import { type FieldName, type FieldValue, sameValue } from '../domain/field.ts';
import type { Link } from '../domain/link.ts';
import type { Task } from '../domain/task.ts';
import type { Difference, DifferenceCause } from '../domain/verification.ts';
import { beginDraft, currentValue, type Draft, ourSide } from './draft.ts';
import type { EndpointRules, SyncRules } from './rules.ts';

/** What is known to be open about the task at the endpoint: a difference there has its reason. */
export interface OpenMatters {
  /** An edit that no plan has seen, or a write on its way. */
  readonly isWaiting: boolean;
  /** Fields in conflict; `task`: whether it is deleted. */
  readonly conflicts: ReadonlySet<FieldName>;
  /** Fields with a problem; null: the task as a whole. */
  readonly problems: ReadonlySet<FieldName | null>;
}

export type FieldDifference = Pick<Difference, 'field' | 'cause' | 'here' | 'base' | 'there'>;

interface Comparison {
  readonly draft: Draft;
  readonly place: EndpointRules;
  readonly link: Link;
  readonly record: RemoteTask;
  readonly open: OpenMatters;
  /** The service has versions, and this one is the one we saw: then it has not changed. */
  readonly isSeenVersion: boolean;
}

/**
 * Compares a fresh copy with the base and with what the task projects to, field by field. Empty: the link is equal. Pure.
 * @param task null: it has left the bin; then only the record and the base are compared
 */
export function compareRecord(
  { link, task, record }: { readonly link: Link; readonly task: Task | null; readonly record: RemoteTask },
  place: EndpointRules,
  rules: SyncRules,
  open: OpenMatters,
  hasVersions: boolean,
): readonly FieldDifference[] {
  const draft = beginDraft({ taskId: link.task, task, links: [link], creating: new Set() }, rules);
  const isSeenVersion = hasVersions && record.version !== null && record.version === link.observation?.version;
  const comparison: Comparison = { draft, place, link, record, open, isSeenVersion };
  return place.mapper.fields.flatMap((field) => compareField(comparison, field) ?? []);
}

function compareField(comparison: Comparison, field: FieldName): FieldDifference | null {
  const { draft, place, link, record } = comparison;
  const name = place.mapper.remoteName(field);
  const there = record.fields[name];
  if (there === undefined) return null;
  const base = link.base?.[name];
  const isAgreed = base !== undefined && sameValue(name, base, there);
  const here = saidHere(comparison, field);
  const isSaid = here === 'nothing' || (here !== 'unsayable' && sameValue(name, here.value, base));
  if (isAgreed && isSaid) return null;
  if (!isAgreed && isBeyondUs(draft, place, field, there)) return null;
  const cause = isAgreed ? causeHere(comparison, field) : causeThere(comparison, field, there);
  return { field, cause, here: typeof here === 'string' ? undefined : here.value, base, there };
}

/** What our side says there. A task in the bin says nothing any more, nor does one whose parent is not there. */
function saidHere(
  { draft, place, link }: Comparison,
  field: FieldName,
): { readonly value: FieldValue } | 'nothing' | 'unsayable' {
  if (draft.item.task === null || draft.inBin) return 'nothing';
  const value = ourSide(draft, place, link, field);
  if (value !== undefined) return { value };
  const projected = place.mapper.project(field, currentValue(draft, field), undefined);
  return !projected.ok && projected.reason === 'waiting' ? 'nothing' : 'unsayable';
}

/** A reference to something that is not part of the profile: there is nothing that we could keep in step. */
function isBeyondUs(draft: Draft, place: EndpointRules, field: FieldName, there: FieldValue): boolean {
  const lifted = place.mapper.lift(field, there, currentValue(draft, field));
  return !lifted.ok && lifted.reason === 'waiting';
}

function knownReason({ open, place }: Comparison, field: FieldName): DifferenceCause | null {
  if (open.conflicts.has(field) || open.conflicts.has('task')) return 'conflict';
  const hasProblem = [field, place.mapper.remoteName(field), null].some((one) => open.problems.has(one));
  return hasProblem ? 'problem' : null;
}

function causeHere(comparison: Comparison, field: FieldName): DifferenceCause {
  const known = knownReason(comparison, field);
  if (known) return known;
  if (comparison.open.isWaiting) return 'waiting-here';
  return comparison.place.endpoint.direction === 'pull' ? 'one-way' : 'unexplained';
}

function causeThere(comparison: Comparison, field: FieldName, there: FieldValue): DifferenceCause {
  const { link, place, open, isSeenVersion } = comparison;
  const name = place.mapper.remoteName(field);
  const seen = link.observation?.fields[name];
  if (seen === undefined || !sameValue(name, seen, there)) return isSeenVersion ? 'unexplained' : 'changed-there';
  const known = knownReason(comparison, field);
  if (known) return known;
  if (open.isWaiting) return 'changed-there';
  return place.endpoint.direction === 'push' ? 'one-way' : 'unexplained';
}
