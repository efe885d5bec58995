import { ChevronDown, ChevronUp, Minus, Plus } from 'lucide-react';
import { useMemo } from 'react';
import { t } from '../../i18n/t.ts';
import { setTaskLayout, useTaskLayout } from '../../stores/task-layout-store.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './columns-dialog.module.css';
import { type ChosenColumn, movedColumn } from './fit-columns.ts';
import { type TaskColumn, taskColumns, usualColumns } from './task-columns.tsx';

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Which columns, in which order and how wide: what dragging does, for every hand and for the keyboard. */
export function ColumnsDialog({ isOpen, onClose }: Props) {
  const { layout } = useTaskLayout();
  return (
    <Dialog
      title={t('tasks.columns.title')}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button isDisabled={layout.columns === null} onPress={() => setTaskLayout({ columns: null })}>
            {t('tasks.columns.usual')}
          </Button>
          <Button variant="primary" onPress={onClose}>
            {t('tasks.columns.done')}
          </Button>
        </>
      }
    >
      <ColumnList chosen={layout.columns ?? usualColumns.map((id) => ({ id, width: null }))} />
    </Dialog>
  );
}

const widthStep = 24;
const narrowest = 48;

function ColumnList({ chosen }: { readonly chosen: readonly ChosenColumn[] }) {
  const all = useMemo(() => taskColumns(() => null).filter(({ leaves }) => leaves !== undefined), []);
  const shown = chosen.flatMap(({ id }) => all.find((column) => column.id === id) ?? []);
  const others = all.filter((column) => !shown.includes(column));
  const keep = (columns: readonly ChosenColumn[]) => setTaskLayout({ columns: [...columns] });
  const widen = (column: TaskColumn, by: number) =>
    keep(
      chosen.map((one) =>
        one.id === column.id ? { ...one, width: Math.max(narrowest, (one.width ?? column.width) + by) } : one,
      ),
    );
  return (
    <ul className={cx(styles.list)}>
      {[...shown, ...others].map((column) => {
        const isShown = shown.includes(column);
        const toggle = (on: boolean) =>
          keep(on ? [...chosen, { id: column.id, width: null }] : chosen.filter(({ id }) => id !== column.id));
        const what = { column: column.header };
        return (
          <li key={column.id} className={cx(styles.item)}>
            <CheckField label={column.header} isSelected={isShown} onChange={toggle} />
            {isShown && (
              <span className={cx(styles.tools)}>
                <IconButton
                  label={t('tasks.columns.up', what)}
                  icon={ChevronUp}
                  isDisabled={shown[0] === column}
                  onPress={() => keep(movedColumn(chosen, column.id, -1))}
                />
                <IconButton
                  label={t('tasks.columns.down', what)}
                  icon={ChevronDown}
                  isDisabled={shown.at(-1) === column}
                  onPress={() => keep(movedColumn(chosen, column.id, 1))}
                />
                <IconButton
                  label={t('tasks.columns.narrower', what)}
                  icon={Minus}
                  onPress={() => widen(column, -widthStep)}
                />
                <IconButton
                  label={t('tasks.columns.wider', what)}
                  icon={Plus}
                  onPress={() => widen(column, widthStep)}
                />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
