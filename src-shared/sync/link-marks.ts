import type { FieldName } from '../domain/field.ts';
import { here, undo } from '../domain/ids.ts';
import type { Link, LinkMarks } from '../domain/link.ts';
import type { Task } from '../domain/task.ts';

/** Both sides of the field wait until a person says something. */
export function isFrozen({ marks }: Link, name: FieldName): boolean {
  return marks?.frozen?.[name] !== undefined;
}

export function freeze(link: Link, names: readonly FieldName[], rev: number): Link {
  const frozen = { ...link.marks?.frozen, ...Object.fromEntries(names.map((name) => [name, rev])) };
  return { ...link, marks: { ...link.marks, frozen } };
}

/** Fields that a person has edited since they were frozen are free again. The same object when there are none. */
export function thaw(link: Link, task: Task | null, fieldOf: (name: FieldName) => FieldName): Link {
  const frozen = Object.entries(link.marks?.frozen ?? {});
  const left = frozen.filter(([name, rev]) => {
    const stamp = task?.stamps[fieldOf(name)];
    const isPersons = stamp?.origin === here || stamp?.origin === undo;
    return !(isPersons && stamp.rev > rev);
  });
  return left.length === frozen.length ? link : withFrozen(link, left);
}

/** Without the marks of these fields. */
export function withoutFrozen(link: Link, isOver: (name: FieldName) => boolean): Link {
  return withFrozen(
    link,
    Object.entries(link.marks?.frozen ?? {}).filter(([name]) => !isOver(name)),
  );
}

function withFrozen(link: Link, frozen: readonly (readonly [FieldName, number])[]): Link {
  const { frozen: _, ...others } = link.marks ?? {};
  return withMarks(link, frozen.length === 0 ? others : { ...others, frozen: Object.fromEntries(frozen) });
}

/** A plan has taken it into account. */
export function withoutReturned(link: Link): Link {
  const { returned: _, ...others } = link.marks ?? {};
  return withMarks(link, others);
}

/** It is out of scope; what it was like when we could still see it says nothing of how it is now. */
export function movedAway(link: Link, why: string): Link {
  return { ...link, state: 'out-of-scope', observation: null, marks: { ...link.marks, away: why } };
}

/** It is in scope again. */
export function withoutAway(link: Link): Link {
  const { away: _, ...others } = link.marks ?? {};
  return withMarks(link, others);
}

function withMarks({ marks: _, ...unmarked }: Link, marks: LinkMarks): Link {
  return Object.keys(marks).length === 0 ? unmarked : { ...unmarked, marks };
}
