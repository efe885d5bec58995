import { useState } from 'react';
import type { HistoryView, TaskView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { UndoDialog } from '../history/undo-dialog.tsx';
import { fieldName } from '../words/field-text.ts';
import { type ActivityFilter, actorKey, actorsOf, fieldsOf, filterActivity, momentsOf } from './activity.ts';
import styles from './task-activity.module.css';
import { TaskActivityList } from './task-activity-list.tsx';
import { TaskAsOf } from './task-as-of.tsx';
import { whoText } from './who-text.ts';

interface Props {
  readonly task: TaskView;
  readonly history: readonly HistoryView[];
}

const everything: ActivityFilter = { field: null, actor: null };
/** How many entries are shown at first; a busy task has hundreds. */
const pageSize = 50;

/** What happened to the task, and how it was at any of these times. */
export function TaskActivity({ task, history }: Props) {
  const [run, setRun] = useState<string | null>(null);
  const [filter, setFilter] = useState(everything);
  const [at, setAt] = useState<string | null>(null);
  const [shown, setShown] = useState(pageSize);
  const entries = filterActivity(history, filter);
  if (history.length === 0) return <p>{t('inspector.activity.none')}</p>;
  return (
    <div className={cx(styles.activity)}>
      {at === null ? (
        <Filters history={history} filter={filter} onFilter={setFilter} />
      ) : (
        <TaskAsOf task={task} moments={momentsOf(history)} at={at} onAt={setAt} />
      )}
      {entries.length === 0 && <p className={cx(styles.none)}>{t('inspector.activity.noMatch')}</p>}
      <TaskActivityList entries={entries.slice(0, shown)} at={at} onUndo={setRun} onAsOf={setAt} />
      {entries.length > shown && (
        <Button onPress={() => setShown(shown + pageSize)}>
          {t('inspector.activity.older', { count: entries.length - shown })}
        </Button>
      )}
      {run !== null && <UndoDialog run={run} task={task.id} onClose={() => setRun(null)} />}
    </div>
  );
}

interface FiltersProps {
  readonly history: readonly HistoryView[];
  readonly filter: ActivityFilter;
  readonly onFilter: (filter: ActivityFilter) => void;
}

function Filters({ history, filter, onFilter }: FiltersProps) {
  const all = { value: 'all', label: t('inspector.activity.all') };
  const fields = fieldsOf(history).map((field) => ({ value: field, label: fieldName(field) }));
  const actors = actorsOf(history).map((entry) => ({ value: actorKey(entry), label: whoText(entry) }));
  if (fields.length < 2 && actors.length < 2) return null;
  const given = (value: string): string | null => (value === 'all' ? null : value);
  return (
    <div className={cx(styles.filters)}>
      <SelectField
        label={t('inspector.activity.field')}
        options={[all, ...fields]}
        value={filter.field ?? 'all'}
        onChange={(field) => onFilter({ ...filter, field: given(field) })}
      />
      <SelectField
        label={t('inspector.activity.actor')}
        options={[all, ...actors]}
        value={filter.actor ?? 'all'}
        onChange={(actor) => onFilter({ ...filter, actor: given(actor) })}
      />
    </div>
  );
}
