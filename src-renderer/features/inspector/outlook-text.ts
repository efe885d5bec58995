import type { PlanView, TaskOutlook, TaskView } from '../../../src-shared/api/views.ts';
import { type FieldValue, isEmpty, knownFields } from '../../../src-shared/domain/field.ts';
import { t } from '../../i18n/t.ts';
import { fieldName } from '../words/field-text.ts';

type PlannedAction = PlanView['actions'][number];

/** What the next run does with the task, a sentence for each place. */
export function nextSentences(next: TaskOutlook['next']): readonly string[] {
  return next.map((action) => sentenceOf(action));
}

function sentenceOf({ kind, endpoint: place, fields }: PlannedAction): string {
  const names = fields.map(({ field }) => fieldName(field));
  if (place === 'here') {
    return kind === 'update' ? t('inspector.next.takeOver', { fields: names }) : t(`inspector.next.here.${kind}`);
  }
  return kind === 'update'
    ? t('inspector.next.update', { place, fields: names })
    : t(`inspector.next.${kind}`, { place });
}

/** What it makes of one field at a place; undefined: it stays as it is. */
export function plannedValue(
  next: TaskOutlook['next'],
  place: string,
  field: string,
): { readonly to: FieldValue } | undefined {
  const change = next
    .filter(({ endpoint }) => endpoint === place)
    .flatMap(({ fields }) => fields)
    .find((one) => one.field === field);
  return change && { to: change.after };
}

/** What a task says in a field, a service's own with its `x.`. */
export function valueHere(task: TaskView, field: string): FieldValue | undefined {
  if (field.startsWith('x.')) return task.custom[field.slice(2)];
  const values: Readonly<Record<string, FieldValue>> = {
    ...{ title: task.title, body: task.body, status: task.status, priority: task.priority },
    ...{ assignees: task.assignees, labels: task.labels, start: task.start, due: task.due },
    ...{ milestone: task.milestone, parent: task.parent, estimate: task.estimate, progress: task.progress },
  };
  return values[field];
}

/** Fields that at least one of them has a value for, in the usual order. */
export function fieldsWithValues(names: readonly string[], hasValue: (field: string) => boolean): readonly string[] {
  return [...new Set<string>([...knownFields, ...names])].filter(hasValue);
}

export function isSaid(value: FieldValue | undefined): boolean {
  return !isEmpty(value);
}
