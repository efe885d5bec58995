import type { TaskChange } from '../../../src-shared/api/contract.ts';
import type { SelectionView, ValueCount } from '../../../src-shared/api/views.ts';
import { priorities, statusCategories } from '../../../src-shared/domain/field.ts';
import { addToDay } from '../../../src-shared/filter/days.ts';
import { fold } from '../../../src-shared/filter/fold.ts';
import { readDay } from '../../../src-shared/filter/read-day.ts';
import { t } from '../../i18n/t.ts';
import { priorityName, statusName } from '../words/field-text.ts';
import { whenLabel } from '../words/time-text.ts';

export const pickerFields = ['status', 'assignee', 'due', 'priority', 'label'] as const;
export type PickerField = (typeof pickerFields)[number];

export interface PickerOption {
  readonly id: string;
  readonly label: string;
  /** Beside the label: a day, a count. */
  readonly note: string;
  /** Of the tasks, all say so, some do, or none. */
  readonly mark: 'all' | 'some' | 'none';
  readonly change: TaskChange;
  /** The step, as undo names it. */
  readonly done: string;
}

export interface PickerContext {
  /** What was typed to find one. */
  readonly text: string;
  /** Undefined until it is known. */
  readonly selection: SelectionView | undefined;
  /** Values that tasks have, the most frequent first. */
  readonly known: readonly ValueCount[];
  /** 2026-03-01 */
  readonly today: string;
  readonly count: number;
}

/** What can be chosen for a field of the selected tasks. */
export function pickerOptions(field: PickerField, context: PickerContext): readonly PickerOption[] {
  switch (field) {
    case 'status':
      return matching(context.text, statusOptions(context));
    case 'priority':
      return matching(context.text, priorityOptions(context));
    case 'due':
      return dueOptions(context);
    case 'assignee':
      return memberOptions(context, 'assignees');
    case 'label':
      return memberOptions(context, 'labels');
  }
}

function matching(text: string, options: readonly PickerOption[]): readonly PickerOption[] {
  const wanted = fold(text);
  return options.filter(({ label }) => fold(label).includes(wanted));
}

function isCommon({ selection }: PickerContext, field: string, value: unknown): boolean {
  return selection !== undefined && field in selection.common && (selection.common[field] ?? null) === value;
}

function statusOptions(context: PickerContext): readonly PickerOption[] {
  const own = context.known.map(({ value }) => value).filter((value) => !statusCategories.some((one) => one === value));
  return [...statusCategories, ...own].map((status) => ({
    ...{ id: status, label: statusName(status), note: '' },
    mark: isCommon(context, 'status', status) ? 'all' : 'none',
    change: { edit: { status } },
    done: t('tasks.done.set', { count: context.count, value: statusName(status) }),
  }));
}

function priorityOptions(context: PickerContext): readonly PickerOption[] {
  return [...priorities, null].map((priority) => {
    const label = priority === null ? t('tasks.none.priority') : priorityName(priority);
    return {
      ...{ id: priority ?? 'none', label, note: '' },
      mark: isCommon(context, 'priority', priority) ? 'all' : 'none',
      change: { edit: { priority } },
      done: t('tasks.done.priority', { count: context.count, value: label }),
    };
  });
}

function dueOptions(context: PickerContext): readonly PickerOption[] {
  const { text, today, count } = context;
  const monday = readDay('mon', today);
  const offers: readonly (readonly [string, string | null])[] = [
    ['today', today],
    ['tomorrow', addToDay(today, 1, 'd')],
    ['monday', monday],
    ['month', addToDay(today, 1, 'm')],
  ];
  const named = offers.map(([id, day]) => ({ id, day, label: t(`tasks.day.${id as 'today'}`) }));
  const typed = readDay(text, today);
  const found = typed === null ? [] : [{ id: typed, day: typed, label: whenLabel(typed) }];
  const all = [...found, ...named.filter(({ label }) => fold(label).includes(fold(text)))];
  const none = { id: 'none', day: null, label: t('tasks.none.due') };
  return [...all, ...(fold(none.label).includes(fold(text)) ? [none] : [])].map(({ id, day, label }) => ({
    ...{ id, label, note: day === null || label === whenLabel(day) ? '' : whenLabel(day) },
    mark: isCommon(context, 'due', day) ? 'all' : 'none',
    change: { edit: { due: day } },
    done: day === null ? t('tasks.done.noDue', { count }) : t('tasks.done.due', { count, value: whenLabel(day) }),
  }));
}

/** People and labels are added and taken off one by one; what was typed can be new. */
function memberOptions(context: PickerContext, field: 'assignees' | 'labels'): readonly PickerOption[] {
  const { text, selection, known, count } = context;
  const have = new Map((selection?.[field] ?? []).map((one) => [one.value, one.count]));
  const wanted = text.trim();
  const values = [...new Set([...have.keys(), ...known.map(({ value }) => value)])];
  const found = values.filter((value) => fold(value).includes(fold(wanted)));
  const isNew = wanted !== '' && !values.some((value) => fold(value) === fold(wanted));
  const [add, remove] =
    field === 'labels' ? (['addLabels', 'removeLabels'] as const) : (['addAssignees', 'removeAssignees'] as const);
  return [...found, ...(isNew ? [wanted] : [])].map((value) => {
    const tasks = have.get(value) ?? 0;
    const mark = tasks === 0 ? 'none' : tasks < (selection?.tasks ?? 0) ? 'some' : 'all';
    return {
      ...{ id: value, label: isNew && value === wanted ? t('tasks.newValue', { value }) : value, mark },
      note: mark === 'some' ? t('tasks.count', { count: tasks }) : '',
      change: { [mark === 'all' ? remove : add]: [value] },
      done: t(`tasks.done.${mark === 'all' ? remove : add}`, { count, value }),
    };
  });
}
