import { CalendarClock, Check, CircleAlert, type LucideIcon, SignalHigh, SignalLow, SignalMedium } from 'lucide-react';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { Chip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import type { GridColumn } from '../../ui/data-grid.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { fieldName, priorityName, statusName } from '../words/field-text.ts';
import { safeHref } from '../words/safe-href.ts';
import { stateWords } from '../words/state-words.ts';
import { isPast, momentText, whenLabel } from '../words/time-text.ts';
import type { ColumnSize } from './fit-columns.ts';
import styles from './task-columns.module.css';

export interface TaskColumn extends GridColumn<TaskView>, ColumnSize {}

/** Every column there is; the fixed ones first. Narrow lists show the same cells as a card. */
export function taskColumns(title: GridColumn<TaskView>['cell']): readonly TaskColumn[] {
  return [
    {
      ...{ id: 'select', header: t('tasks.column.select'), hideHeader: true, width: 36, className: styles.select },
      cell: (_task, isSelected) => <Tick isOn={isSelected} />,
    },
    {
      ...{ id: 'state', header: t('tasks.column.state'), hideHeader: true, width: 32, className: styles.state },
      cell: (task) => <StateCell task={task} />,
    },
    {
      ...{ id: 'title', header: fieldName('title'), isSortable: true, width: 200, isElastic: true },
      className: styles.title,
      cell: title,
    },
    {
      ...{ id: 'status', header: fieldName('status'), isSortable: true, isResizable: true, width: 96, leaves: 7 },
      className: styles.status,
      cell: (task) => task.status && statusName(task.status),
    },
    {
      ...{ id: 'assignee', header: t('tasks.column.assignee'), isResizable: true, width: 150, leaves: 4 },
      className: styles.assignee,
      cell: (task) => (
        <span dir="auto">
          <ForeignText text={task.assignees.join(', ')} />
        </span>
      ),
    },
    {
      ...{ id: 'due', header: fieldName('due'), isSortable: true, isResizable: true, width: 148, leaves: 6 },
      className: styles.due,
      cell: (task) => <DueText task={task} />,
    },
    {
      ...{ id: 'priority', header: fieldName('priority'), isSortable: true, isResizable: true, width: 104, leaves: 5 },
      className: styles.priority,
      cell: (task) => <PriorityText priority={task.priority} />,
    },
    {
      ...{ id: 'labels', header: fieldName('labels'), isResizable: true, width: 190, leaves: 2 },
      className: styles.labels,
      cell: (task) => <Labels labels={task.labels} />,
    },
    {
      ...{ id: 'where', header: t('tasks.column.where'), isResizable: true, width: 184, leaves: 3 },
      className: styles.where,
      cell: (task) => <Where task={task} />,
    },
    {
      ...{
        id: 'updated',
        header: t('tasks.column.updated'),
        isSortable: true,
        isResizable: true,
        width: 132,
        leaves: 1,
      },
      className: styles.updated,
      cell: (task) => momentText(task.updatedAt),
    },
  ];
}

export const usualColumns = ['status', 'assignee', 'due', 'priority', 'labels', 'where'] as const;

/** What a card shows of them. */
export const cardColumns: ReadonlySet<string> = new Set(['select', 'state', 'title', 'status', 'due']);

export const cardRowClass = styles.card;
export const taskListClass = styles.list;
export const taskRowClass = styles.row;

export function isClosed(task: TaskView): boolean {
  return task.status === 'done' || task.status === 'cancelled';
}

/** The row says whether it is selected; this shows it, and is where a pointer ticks it. */
function Tick({ isOn }: { readonly isOn: boolean }) {
  return (
    <span data-select="" aria-hidden="true" className={cx(styles.tickArea)}>
      <span className={cx(styles.tick, isOn && styles.ticked)}>{isOn && <Check size={12} strokeWidth={3} />}</span>
    </span>
  );
}

export function TitleText({ task }: { readonly task: TaskView }) {
  return (
    <span dir="auto" title={task.title} className={cx(isClosed(task) && styles.closed)}>
      <ForeignText text={task.title} />
    </span>
  );
}

function StateCell({ task }: { readonly task: TaskView }) {
  const { label, shape, tone } = stateWords[task.state];
  return <StatusGlyph shape={shape} tone={tone} label={label} />;
}

function DueText({ task }: { readonly task: TaskView }) {
  if (!task.due) return null;
  const isLate = !isClosed(task) && isPast(task.due);
  return (
    <span className={cx(isLate && styles.late)} {...(isLate ? { title: t('tasks.overdue') } : {})}>
      {isLate && <CalendarClock size={12} strokeWidth={2} role="img" aria-label={t('tasks.overdue')} />}
      {whenLabel(task.due)}
    </span>
  );
}

const priorityIcons: Readonly<Record<string, LucideIcon>> = {
  urgent: CircleAlert,
  high: SignalHigh,
  medium: SignalMedium,
  low: SignalLow,
};

export function PriorityText({ priority }: { readonly priority: string | null }) {
  if (!priority) return null;
  const Icon = priorityIcons[priority];
  return (
    <span className={cx(styles.withIcon, priority === 'urgent' && styles.urgent)}>
      {Icon && <Icon size={14} strokeWidth={2} aria-hidden="true" />}
      {priorityName(priority)}
    </span>
  );
}

function Labels({ labels }: { readonly labels: readonly string[] }) {
  const shown = labels.slice(0, 2);
  return (
    <span className={cx(styles.chips)} title={labels.join(', ')}>
      {shown.map((label) => (
        <Chip key={label}>{label}</Chip>
      ))}
      {labels.length > shown.length && <span className={cx(styles.more)}>+{labels.length - shown.length}</span>}
    </span>
  );
}

function Where({ task }: { readonly task: TaskView }) {
  return (
    <span className={cx(styles.places)}>
      {task.links.map((link) => {
        const href = safeHref(link.url);
        return href ? (
          <a key={link.endpoint} href={href} target="_blank" rel="noreferrer" tabIndex={-1}>
            {link.endpoint}
          </a>
        ) : (
          <span key={link.endpoint}>{link.endpoint}</span>
        );
      })}
    </span>
  );
}
