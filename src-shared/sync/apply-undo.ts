import { type Timestamp, undo } from '../domain/ids.ts';
import type { Link } from '../domain/link.ts';
import type { Stamp, Task } from '../domain/task.ts';
import type { LinkChange, UndoPlan } from '../domain/undo.ts';

export interface Undone {
  readonly task: Task;
  /** Links as they will be; those that are to be removed are left out. */
  readonly links: readonly Link[];
  readonly removed: readonly Link['id'][];
}

export function isNothing({ fields, bin, links }: UndoPlan): boolean {
  return fields.length === 0 && bin === null && links.length === 0;
}

/** The task and its links after the undoing. Pure. */
export function applyUndo(task: Task, links: readonly Link[], plan: UndoPlan, at: Timestamp): Undone {
  const rev = task.rev + 1;
  const stamp: Stamp = { rev, origin: undo, at, by: null };
  const changes = new Map(plan.links.map((change) => [change.link, change.kind]));
  const isRemoved = ({ id, state }: Link): boolean =>
    changes.get(id) === 'rejoin' && (state === 'gone' || state === 'deleted');
  return {
    task: {
      ...task,
      rev,
      updatedAt: at,
      deletedAt: plan.bin === null ? task.deletedAt : plan.bin === 'in' ? at : null,
      fields: { ...task.fields, ...Object.fromEntries(plan.fields.map(({ field, after }) => [field, after])) },
      stamps: { ...task.stamps, ...Object.fromEntries(plan.fields.map(({ field }) => [field, stamp])) },
    },
    links: links.filter((link) => !isRemoved(link)).map((link) => changeLink(link, changes.get(link.id))),
    // A tombstone forbids that the record is made again.
    removed: links.filter(isRemoved).map((link) => link.id),
  };
}

function changeLink(link: Link, kind: LinkChange['kind'] | undefined): Link {
  const { marks: _, ...unmarked } = link;
  switch (kind) {
    case 'retire':
      return { ...link, marks: { ...link.marks, retiring: { version: link.observation?.version ?? null } } };
    case 'let-go':
      return { ...unmarked, state: 'unlinked' };
    case 'rejoin':
      return { ...unmarked, state: 'linked' };
    case undefined:
      return link;
  }
}
