import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import { emptyValue, type Fields, type FieldValue, sameValue } from '../../../src-shared/domain/field.ts';
import type { Link } from '../../../src-shared/domain/link.ts';

/**
 * Everything that the service put into a new record is its base: defaults that we did not send are no change of theirs
 * (`sent` remembers that we said "empty"). What a look-up found may have been edited since: only what still is as we sent it
 * counts as agreed, and what we did not send where the service says that nobody has edited the record. A status that is another
 * one there is then the one that new records have: the connector sets ours in a second request, which did not get there.
 */
export function createdBase(sentFields: Fields, record: RemoteTask, mayBeEdited: boolean): Pick<Link, 'base' | 'sent'> {
  const base: Record<string, FieldValue> = {};
  const sent: Record<string, FieldValue> = {};
  const isAsMade = record.createdAt != null && record.createdAt === record.updatedAt;
  for (const [name, value] of Object.entries(record.fields)) {
    const said = sentFields[name] ?? emptyValue(name);
    const isSame = sameValue(name, said, value);
    const isDefault = isAsMade && !Object.hasOwn(sentFields, name);
    const isUnfinished = isAsMade && mayBeEdited && name === 'status' && Object.hasOwn(sentFields, name);
    if (mayBeEdited && !isSame && !isDefault && !isUnfinished) continue;
    base[name] = value;
    if (!isSame && !isUnfinished) sent[name] = said;
  }
  return { base, sent };
}

/** The written fields as the service now has them; `sent` remembers what it stored differently (S5). */
export function updatedBase(
  before: Link | undefined,
  sentFields: Fields,
  record: RemoteTask,
): Pick<Link, 'base' | 'sent'> {
  const base: Record<string, FieldValue> = { ...before?.base };
  const sent: Record<string, FieldValue> = { ...before?.sent };
  for (const [name, said] of Object.entries(sentFields)) {
    const value = record.fields[name];
    if (value === undefined) continue;
    base[name] = value;
    if (sameValue(name, said, value)) delete sent[name];
    else sent[name] = said;
  }
  return { base, sent };
}
