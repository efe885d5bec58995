import { CalendarClock, CircleAlert, type LucideIcon, SignalHigh, SignalLow, SignalMedium } from 'lucide-react';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { Chip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import type { GridColumn } from '../../ui/data-grid.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { priorityName, statusName } from '../words/field-text.ts';
import { safeHref } from '../words/safe-href.ts';
import { stateWords } from '../words/state-words.ts';
import { isPast, whenLabel } from '../words/time-text.ts';
import styles from './task-columns.module.css';

/** The list's columns; narrow lists show the same cells as a card. */
export function taskColumns(title: GridColumn<TaskView>['cell']): readonly GridColumn<TaskView>[] {
  return [
    {
      id: 'state',
      header: 'State',
      hideHeader: true,
      className: styles.state,
      cell: (task) => <StateCell task={task} />,
    },
    { id: 'title', header: 'Title', isSortable: true, className: styles.title, cell: title },
    {
      id: 'status',
      header: 'Status',
      isSortable: true,
      className: styles.status,
      cell: (task) => task.status && statusName(task.status),
    },
    { id: 'assignee', header: 'Assignee', className: styles.assignee, cell: (task) => task.assignees.join(', ') },
    { id: 'due', header: 'Due', isSortable: true, className: styles.due, cell: (task) => <DueText task={task} /> },
    {
      id: 'priority',
      header: 'Priority',
      isSortable: true,
      className: styles.priority,
      cell: (task) => <PriorityText priority={task.priority} />,
    },
    { id: 'labels', header: 'Labels', className: styles.labels, cell: (task) => <Labels labels={task.labels} /> },
    { id: 'where', header: 'Where', className: styles.where, cell: (task) => <Where task={task} /> },
  ];
}

export const taskRowClass = styles.row;
export const taskListClass = styles.list;

export function isClosed(task: TaskView): boolean {
  return task.status === 'done' || task.status === 'cancelled';
}

export function TitleText({ task }: { readonly task: TaskView }) {
  return (
    <span dir="auto" title={task.title} className={cx(isClosed(task) && styles.closed)}>
      {task.title}
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
    <span className={cx(styles.due, isLate && styles.late)} {...(isLate ? { title: 'Overdue' } : {})}>
      {isLate && <CalendarClock size={12} strokeWidth={2} role="img" aria-label="Overdue" />}
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
