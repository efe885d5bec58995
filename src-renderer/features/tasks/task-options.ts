import { priorities, statusCategories } from '../../../src-shared/domain/field.ts';
import { t } from '../../i18n/t.ts';
import type { Option } from '../../ui/select-field.tsx';
import { priorityName, statusName } from '../words/field-text.ts';

/** The four categories, and the task's own status where its profile knows another. */
export function statusOptions(current: string | null): readonly Option[] {
  return withCurrent(statusCategories, current).map((value) => ({ value, label: statusName(value) }));
}

/** The four priorities, none, and the task's own. `none` stands for no priority. */
export function priorityOptions(current: string | null): readonly Option[] {
  const known = withCurrent(priorities, current).map((value) => ({ value, label: priorityName(value) }));
  return [...known, { value: 'none', label: t('tasks.option.none') }];
}

function withCurrent(values: readonly string[], current: string | null): readonly string[] {
  return current === null || values.includes(current) ? values : [...values, current];
}
