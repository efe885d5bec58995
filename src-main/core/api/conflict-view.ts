import type { ConflictView } from '../../../src-shared/api/views.ts';
import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import { plainValue } from './task-view.ts';

/** @param links those of its task: where a person can open each side */
export function viewConflict(
  conflict: Conflict,
  profileName: string,
  nameOf: (origin: string) => string,
  links: readonly Link[] = [],
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
    sides: sides.map(({ side, value, by, at }) => {
      const record = links.find(({ endpoint, state }) => endpoint === side && state === 'linked');
      const url = record?.observation?.url;
      return {
        ...{ side: nameOf(side), value: plainValue(value), by, at },
        ...(record ? { remoteId: record.remoteId } : {}),
        ...(url ? { url } : {}),
      };
    }),
    since,
  };
}
