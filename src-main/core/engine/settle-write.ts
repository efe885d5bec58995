import type { RemoteTask, WriteResult } from '../../../src-shared/connector/connector.ts';
import { type Fields, sameValue } from '../../../src-shared/domain/field.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { Evidence, Link } from '../../../src-shared/domain/link.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { HistoryEntry, Problem } from '../../../src-shared/domain/run.ts';
import { withoutFrozen } from '../../../src-shared/sync/link-marks.ts';
import { isPending } from '../../../src-shared/sync/pending-reference.ts';
import { taskFieldOf } from '../../../src-shared/sync/task-field-of.ts';
import { createdBase, updatedBase } from './confirmed-base.ts';
import { problemAt, timestamp } from './run-context.ts';
import { type Desk, titleOf } from './settle-desk.ts';
import { identityReference, needsPlan, toObservation } from './store-observations.ts';

/** `edited`: between the write and the reading back somebody made another version of it. */
export function howRead(
  { task, version, mayBeEdited }: WriteResult,
  record: RemoteTask,
): 'response' | 're-read' | 'edited' {
  if (task) return mayBeEdited ? 'edited' : 'response';
  return version !== null && record.version !== null && version !== record.version ? 'edited' : 're-read';
}

/** The record is there as `record`: the link, its base and the evidence for it. */
export function settleWrite(
  desk: Desk,
  op: Op,
  sentFields: Fields,
  record: RemoteTask,
  how: 'response' | 're-read' | 'edited' | 'adopted',
): void {
  const { context, place, rows } = desk;
  const mayBeEdited = how === 'adopted' || how === 'edited';
  const links = desk.links.get(op.task) ?? [];
  const before = links.find((link) => link.state === 'linked');
  const evidence: Evidence = {
    kind: how === 'response' ? how : 're-read',
    run: context.run,
    version: record.version,
    at: timestamp(context.ports),
  };
  const link: Link = {
    ...keptMarks(before, sentFields),
    id: before?.id ?? holderOf(desk, op, record)?.id ?? context.ports.ids.next(),
    task: op.task,
    endpoint: place.endpoint.id,
    remoteId: record.id,
    // The task stays open when the making of its twin was undone.
    state: op.kind === 'close' && before?.marks?.retiring ? 'unlinked' : 'linked',
    observation: toObservation(context, record, before?.observation),
    evidence,
    ...(op.kind === 'create' ? createdBase(sentFields, record, mayBeEdited) : updatedBase(before, sentFields, record)),
  };
  rows.links.push(link);
  if (op.kind === 'create') rows.references.push({ link: link.id, references: ownReferences(record) });
  rows.staleLinks.push(...links.filter((one) => one.id !== link.id && one.state === 'gone').map((one) => one.id));
  // Records below it were planned for the one before, or, with their parent in the bin, for none.
  const isInBin = desk.tasks.get(op.task)?.deletedAt != null;
  if (op.kind === 'create' && (isInBin || links.some((one) => one.state === 'gone'))) rows.remade.push(op.task);
  rows.doneOps.push(op.id);
  const hasLeft = !place.scope.includes(record.fields);
  if (needsPlan(link) || hasLeft || mayBeEdited || isIncomplete(op, sentFields)) rows.dirty.push(op.task);
  rows.solved.push(op.task);
  rows.history.push(...historyOf(desk, op, { before, link, sentFields, record }));
  rows.problems.push(...notAccepted(desk, op, before, sentFields, record));
}

/** A field that was written is no longer frozen; the others are. */
function keptMarks(before: Link | undefined, sentFields: Fields): Pick<Link, 'marks'> {
  if (!before?.marks?.frozen) return {};
  const { marks } = withoutFrozen(before, (name) => Object.hasOwn(sentFields, name));
  return marks?.frozen ? { marks: { frozen: marks.frozen } } : {};
}

/** A parent that has no twin there yet was left out: it is written when it has one. */
function isIncomplete(op: Op, sentFields: Fields): boolean {
  return Object.entries(op.fields).some(([name, value]) => isPending(value) && sentFields[name] === undefined);
}

/** A record that we made is known by our marker. */
function ownReferences({ identity }: RemoteTask): readonly string[] {
  return identity === null ? [] : [identityReference(identity)];
}

/** The feed may have shown our own new record before its answer was stored: then its placeholder becomes the link. */
function holderOf({ holders, rows }: Desk, op: Op, record: RemoteTask): Link | undefined {
  const holder = holders.get(record.id);
  if (holder && holder.task !== op.task) rows.clean.push(holder.task);
  return holder;
}

/** The service answered "done" and kept its old value: said once, not sent again until it changes here. */
function notAccepted(desk: Desk, op: Op, before: Link | undefined, sentFields: Fields, record: RemoteTask): Problem[] {
  const { context, place } = desk;
  const refused = Object.keys(sentFields).filter((name) => {
    const [said, now, was] = [sentFields[name], record.fields[name], before?.observation?.fields[name]];
    return now !== undefined && !sameValue(name, said, now) && sameValue(name, now, was);
  });
  return refused.map((field) =>
    problemAt(context, place, {
      task: op.task,
      title: titleOf(desk, op),
      remoteId: record.id,
      field,
      code: 'not-accepted',
      message: `${place.endpoint.name} did not accept the change of ${field} and kept its own value. The rest was saved. Check your rights there, or change it there.`,
    }),
  );
}

interface Written {
  readonly before: Link | undefined;
  readonly link: Link;
  readonly sentFields: Fields;
  readonly record: RemoteTask;
}

function historyOf(desk: Desk, op: Op, { before, link, sentFields, record }: Written): Omit<HistoryEntry, 'id'>[] {
  const { context, place } = desk;
  const { stamps = {}, fields = {} } = desk.tasks.get(op.task) ?? {};
  const entry = {
    run: context.run,
    at: timestamp(context.ports),
    task: op.task,
    title: titleOf(desk, op),
    place: place.endpoint.id,
    kind: op.kind,
    remote: { link: link.id, remoteId: record.id, version: record.version },
    op: op.id,
  };
  const actorOf = (name: string) => stamps[name]?.origin ?? here;
  const byOf = (name: string) => stamps[name]?.by ?? null;
  if (op.kind === 'create') {
    const content = { fields: record.fields, raw: null };
    const nothing = { field: null, before: undefined, after: undefined };
    return [{ ...entry, ...nothing, content, actor: actorOf('title'), by: byOf('title') }];
  }
  return Object.keys(sentFields).map((name) => {
    const field = taskFieldOf(place.endpoint.mapping, name);
    const taskValue = fields[field];
    return {
      ...entry,
      field: name,
      before: before?.observation?.fields[name],
      after: record.fields[name],
      ...(taskValue === undefined ? {} : { taskValue }),
      actor: actorOf(field),
      by: byOf(field),
    };
  });
}
