import {
  CalendarClock,
  CircleDot,
  Download,
  type LucideIcon,
  RefreshCw,
  SignalHigh,
  Tag,
  Trash2,
  User,
  X,
} from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import type { TaskSelection } from '../../../src-shared/api/contract.ts';
import type { SelectionView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { failureLine } from '../../stores/failure-line.ts';
import { useQuery } from '../../stores/query-store.ts';
import { startRun } from '../../stores/runs-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { valueText } from '../words/field-text.ts';
import styles from './bulk-bar.module.css';
import { consequence } from './consequence.ts';
import { type PickerField, pickerFields } from './picker-options.ts';

interface Props {
  readonly of: TaskSelection;
  readonly count: number;
  /** All that the filter finds. */
  readonly total: number;
  readonly isAll: boolean;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
  readonly onPick: (field: PickerField, anchor: Element) => void;
  readonly onExport: () => void;
  readonly onDelete: () => void;
}

const icons: Readonly<Record<PickerField, LucideIcon>> = {
  status: CircleDot,
  assignee: User,
  due: CalendarClock,
  priority: SignalHigh,
  label: Tag,
};
const fieldOf = { status: 'status', assignee: 'assignees', due: 'due', priority: 'priority', label: 'labels' } as const;

/** What can be done with the selected tasks, and where it will be written. */
export function BulkBar({ of, count, total, isAll, onSelectAll, onClear, onPick, onExport, onDelete }: Props) {
  const selection = useQuery('tasks.selection', { of }).value;
  const bar = useRef<HTMLElement>(null);
  useRoomForToasts(bar);
  const places = consequence(count, selection?.endpoints ?? []);
  return (
    <section ref={bar} aria-label={t('tasks.selection')} className={cx(styles.bar)}>
      <div className={cx(styles.line)}>
        <span role="status" className={cx(styles.count)}>
          {t('tasks.selected', { count })}
        </span>
        {!isAll && total > count && (
          <span className={cx(styles.all)}>
            <Button variant="ghost" onPress={onSelectAll}>
              {t('tasks.selectAllInFilter', { count: total })}
            </Button>
          </span>
        )}
        <span className={cx(styles.end)}>
          <Button icon={RefreshCw} onPress={() => syncProfiles(selection?.profiles ?? [])}>
            <span className={cx(styles.word)}>{t('tasks.syncNow')}</span>
          </Button>
          <Button icon={Download} onPress={onExport}>
            <span className={cx(styles.word)}>{t('exchange.exportSelected')}</span>
          </Button>
          <Button icon={Trash2} variant="danger" onPress={onDelete}>
            <span className={cx(styles.word)}>{t('tasks.toBin')}</span>
          </Button>
          <IconButton label={t('tasks.clearSelection')} icon={X} onPress={onClear} />
        </span>
      </div>
      <div className={cx(styles.line, styles.tools)}>
        {pickerFields.map((field) => (
          <Button key={field} icon={icons[field]} onPress={(event) => onPick(field, event.target)}>
            <span className={cx(styles.word)}>{t(`tasks.pick.${field}`)}</span>
            <span className={cx(styles.value)}>{commonText(selection, fieldOf[field])}</span>
          </Button>
        ))}
      </div>
      {places !== null && <p className={cx(styles.consequence)}>{places}</p>}
    </section>
  );
}

/** What all say, or that they differ; empty values say nothing. */
function commonText(selection: SelectionView | undefined, field: string): string {
  if (!selection) return '';
  return field in selection.common ? valueText(field, selection.common[field]) : t('tasks.mixed');
}

function syncProfiles(profiles: readonly string[]): void {
  for (const profile of profiles) {
    startRun(profile).catch((error: unknown) => showToast(failureLine(error)));
  }
}

/** Toasts stand above the bar, not on it. */
function useRoomForToasts(bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = document.documentElement;
    const observer = new ResizeObserver(() => {
      root.style.setProperty('--toast-rise', `${bar.current?.offsetHeight ?? 0}px`);
    });
    if (bar.current) observer.observe(bar.current);
    return () => {
      observer.disconnect();
      root.style.removeProperty('--toast-rise');
    };
  }, [bar]);
}
