import { type FieldName, type FieldValue, sameValue } from '../domain/field.ts';
import { here, type LinkId, undo } from '../domain/ids.ts';
import type { HistoryEntry } from '../domain/run.ts';

/** So far back writes count (S20). */
export const fightWindowMs = 30 * 60_000;
/** So often a field is written that is changed back there each time. */
const mostOverturned = 3;
/** So often a field is sent to and fro between the same two values, though nobody touches it where we write. */
const mostShuttled = 5;

/** A write that is planned now. */
export interface PlannedWrite {
  readonly link: LinkId;
  /** The task field, by which a person's edits are known, and its remote name. */
  readonly field: FieldName;
  readonly name: FieldName;
  /** What the service has now, and what it would get. */
  readonly before: FieldValue | undefined;
  readonly after: FieldValue;
}

/**
 * Whether another tool keeps changing the field back (S20). Either at this very place: it was written three times already, was
 * found changed each time, and would be given a value that it was given before. Or in a circle, as a second Task Sync with another
 * mapping does: what we write here makes it change its mind elsewhere, and we carry the same two values to and fro. A person
 * who changes their mind at a service looks like the second, so that takes more. Whatever came before a person's own word here
 * is forgotten. Pure.
 * @param journal of the task within the window, oldest first
 */
export function isFight(write: PlannedWrite, journal: readonly HistoryEntry[]): boolean {
  const word = journal.findLastIndex((entry) => isPersonsWord(entry, write.field));
  const writes = journal
    .slice(word + 1)
    .filter(({ kind, field, remote }) => kind === 'update' && field === write.name && remote?.link === write.link);
  return isOverturned(write, writes.slice(-mostOverturned)) || isShuttled(write, writes.slice(-mostShuttled));
}

type Writes = readonly Pick<HistoryEntry, 'before' | 'after'>[];

function isOverturned(write: PlannedWrite, writes: Writes): boolean {
  if (writes.length < mostOverturned) return false;
  const found = [...writes.slice(1), write].map(({ before }) => before);
  const isChangedBack = writes.every(({ after }, index) => !sameValue(write.name, after, found[index]));
  return isChangedBack && writes.some(({ after }) => sameValue(write.name, after, write.after));
}

function isShuttled(write: PlannedWrite, writes: Writes): boolean {
  if (writes.length < mostShuttled) return false;
  const values = [...writes, write].map(({ after }) => after);
  return values.every((value, index) => {
    const isAnother = index < 1 || !sameValue(write.name, value, values[index - 1]);
    return isAnother && (index < 2 || sameValue(write.name, value, values[index - 2]));
  });
}

function isPersonsWord({ place, kind, field, actor }: HistoryEntry, of: FieldName): boolean {
  if (place !== here || (actor !== here && actor !== undo)) return false;
  return kind === 'retry' || ((kind === 'update' || kind === 'resolved') && field === of);
}
