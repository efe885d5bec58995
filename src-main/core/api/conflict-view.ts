import type { ConflictView } from '../../../src-shared/api/views.ts';
import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import { plainValue } from './task-view.ts';

export function viewConflict(
  conflict: Conflict,
  profileName: string,
  nameOf: (origin: string) => string,
): ConflictView {
  const { id, task, title, kind, field, before, sides, since } = conflict;
  return {
    id,
    profile: profileName,
    task,
    title,
    kind,
    field,
    before: plainValue(before),
    sides: sides.map(({ side, value, by, at }) => ({ side: nameOf(side), value: plainValue(value), by, at })),
    since,
  };
}
