import type { Action } from '../domain/action.ts';
import { here, type TaskId } from '../domain/ids.ts';
import { isPending, pendingTask } from './pending-reference.ts';

/** An action as text: equal for two that do the same to the same, from the same starting point. */
export function actionText({ kind, task, at, remoteId, fields }: Action): string {
  const changes = fields.map(({ field, before, after }) => [field, before ?? null, after] as const);
  changes.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return JSON.stringify([kind, task, at, remoteId, changes]);
}

/** Tasks that the actions name as parents: where one of them is not made, these cannot be done as they are shown. */
export function parentsNamed(actions: readonly Action[]): readonly TaskId[] {
  const named = actions.flatMap(({ at, fields }) =>
    fields.flatMap(({ field, after }) => {
      if (isPending(after)) return [pendingTask(after)];
      return at === here && field === 'parent' && typeof after === 'string' && after !== '' ? [after] : [];
    }),
  );
  return [...new Set(named)];
}
