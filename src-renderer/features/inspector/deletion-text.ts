import type { PlanView, TaskView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';

export interface DeletionChoice {
  /** What the button says that lets the profile's rule for deletions decide. */
  readonly label: string;
  /** Something is done to records at services, so that "only here" is another choice. */
  readonly reaches: boolean;
  /** What the next run does with each record, truly: the planner was asked. */
  readonly sentences: readonly string[];
}

/** @param planned what the next run would do at services if the task were moved to the bin now */
export function deletionChoice(task: TaskView, planned: PlanView['actions']): DeletionChoice {
  const there = task.links
    .filter(({ state }) => state !== 'gone' && state !== 'unlinked')
    .map(({ endpoint }) => endpoint);
  const doing = (kind: string): readonly string[] =>
    there.filter((place) => planned.some((action) => action.endpoint === place && action.kind === kind));
  const [deleted, closed, letGo] = [doing('delete'), doing('close'), doing('unlink')];
  const untouched = there.filter((place) => ![...deleted, ...closed, ...letGo].includes(place));
  const sentences = [
    deleted.length > 0 && t('inspector.delete.deletes', { places: deleted }),
    closed.length > 0 && t('inspector.delete.closes', { places: closed }),
    letGo.length > 0 && t('inspector.delete.letsGo', { places: letGo }),
    untouched.length > 0 && t('inspector.delete.leaves', { places: untouched }),
  ].filter((sentence) => sentence !== false);
  return { label: labelOf(deleted, closed), reaches: deleted.length + closed.length > 0, sentences };
}

function labelOf(deleted: readonly string[], closed: readonly string[]): string {
  if (deleted.length > 0) return t('inspector.delete.alsoDelete', { places: deleted, count: deleted.length });
  if (closed.length > 0) return t('inspector.delete.alsoClose', { places: closed, count: closed.length });
  return t('inspector.delete.move');
}
