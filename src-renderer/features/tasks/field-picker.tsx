import { Check, Minus } from 'lucide-react';
import { useState } from 'react';
import { Autocomplete, Dialog, Input, Menu, MenuItem, Popover, TextField } from 'react-aria-components';
import type { TaskSelection } from '../../../src-shared/api/contract.ts';
import { t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { changeTasks } from '../../stores/task-changes.ts';
import { cx } from '../../ui/cx.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { todayHere } from '../words/time-text.ts';
import styles from './field-picker.module.css';
import { type PickerField, type PickerOption, pickerOptions } from './picker-options.ts';

export interface Picking {
  readonly field: PickerField;
  readonly of: TaskSelection;
  readonly count: number;
  /** Where it opens. */
  readonly anchor: Element;
}

interface Props {
  /** Null: closed. */
  readonly picking: Picking | null;
  readonly onClose: () => void;
}

/** One small list for any field of one task or many: type to find, Enter to choose, Escape to leave. */
export function FieldPicker({ picking, onClose }: Props) {
  return (
    <Popover
      isOpen={picking !== null}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      triggerRef={{ current: picking?.anchor ?? null }}
      placement="bottom start"
      offset={4}
      className={cx(styles.popover)}
    >
      {picking && (
        <Dialog aria-label={t(`tasks.pick.${picking.field}`)} className={cx(styles.dialog)}>
          <Choices {...picking} onClose={onClose} />
        </Dialog>
      )}
    </Popover>
  );
}

const counted = { status: 'status', assignee: 'assignee', label: 'label' } as const;

function Choices({ field, of, count, onClose }: Omit<Picking, 'anchor'> & Pick<Props, 'onClose'>) {
  const [text, setText] = useState('');
  const selection = useQuery('tasks.selection', { of }).value;
  const asked = field in counted ? counted[field as keyof typeof counted] : null;
  const known = useQuery('tasks.values', asked === null ? null : { field: asked, text, limit: 20 }).value ?? [];
  const options = pickerOptions(field, { text, selection, known, count, today: todayHere() });
  const isMany = field === 'label' || field === 'assignee';

  function choose(option: PickerOption): void {
    setText('');
    void changeTasks(of, option.change, option.done);
    if (!isMany) onClose();
  }

  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <TextField aria-label={t(`tasks.pick.${field}`)} autoFocus className={cx(styles.field)}>
        <Input className={cx(styles.input)} placeholder={t(`tasks.pick.${field}`)} />
      </TextField>
      <Menu
        aria-label={t(`tasks.pick.${field}`)}
        className={cx(styles.list)}
        items={options}
        dependencies={[options]}
        shouldCloseOnSelect={false}
        renderEmptyState={() => <p className={cx(styles.empty)}>{t('tasks.pick.nothing')}</p>}
      >
        {(option) => (
          <MenuItem
            id={option.id}
            textValue={option.label}
            onAction={() => choose(option)}
            className={cx(styles.option)}
          >
            <Mark option={option} />
            <span dir="auto" className={cx(styles.label)}>
              <ForeignText text={option.label} />
            </span>
            <span className={cx(styles.note)}>{option.note}</span>
          </MenuItem>
        )}
      </Menu>
    </Autocomplete>
  );
}

function Mark({ option: { mark } }: { readonly option: PickerOption }) {
  if (mark === 'none') return <span className={cx(styles.mark)} />;
  const Icon = mark === 'all' ? Check : Minus;
  return (
    <span className={cx(styles.mark)}>
      <Icon size={16} strokeWidth={2} role="img" aria-label={t(`tasks.mark.${mark}`)} />
    </span>
  );
}
