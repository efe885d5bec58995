import type { DateValue } from '@internationalized/date';
import { CalendarDays, ChevronLeft, ChevronRight, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
} from 'react-aria-components';
import { t } from '../i18n/t.ts';
import { cx } from './cx.ts';
import styles from './date-field.module.css';
import fieldStyles from './field.module.css';

interface Props {
  readonly label: string;
  readonly value: DateValue | null;
  /** A time belongs to it. */
  readonly hasTime: boolean;
  /** When it is left, or a day was chosen: a half-typed year is nobody's date. */
  readonly onSave: (value: DateValue | null) => void;
  readonly error?: string | null | undefined;
}

/** A date that is typed part by part or picked from a calendar. */
export function DateField({ label, value, hasTime, onSave, error }: Props) {
  const [draft, setDraft] = useState(value);
  const [isOpen, setOpen] = useState(false);
  const text = value?.toString() ?? '';
  const saved = useRef(text);
  const latest = useRef(value);
  latest.current = value;
  // The value is another object at each look; what it says counts.
  useEffect(() => {
    saved.current = text;
    setDraft(latest.current);
  }, [text]);

  function save(next: DateValue | null): void {
    const said = next?.toString() ?? '';
    if (said === saved.current) return;
    saved.current = said;
    onSave(next);
  }
  function change(next: DateValue | null): void {
    setDraft(next);
    if (isOpen) save(next);
  }

  return (
    <DatePicker
      className={cx(fieldStyles.field)}
      value={draft}
      onChange={change}
      onBlur={() => !isOpen && save(draft)}
      granularity={hasTime ? 'minute' : 'day'}
      hideTimeZone
      shouldForceLeadingZeros
      isOpen={isOpen}
      onOpenChange={setOpen}
      isInvalid={Boolean(error)}
    >
      <Label className={cx(fieldStyles.label)}>{label}</Label>
      <Group className={cx(styles.group)}>
        <DateInput className={cx(styles.input)}>
          {(segment) => <DateSegment segment={segment} className={cx(styles.segment)} />}
        </DateInput>
        {draft !== null && (
          <Button
            slot={null}
            className={cx(styles.tool)}
            aria-label={t('ui.date.clear', { label })}
            onPress={() => {
              setDraft(null);
              save(null);
            }}
          >
            <X size={16} strokeWidth={1.5} aria-hidden="true" />
          </Button>
        )}
        <Button className={cx(styles.tool)} aria-label={t('ui.date.choose', { label })}>
          <CalendarDays size={16} strokeWidth={1.5} aria-hidden="true" />
        </Button>
      </Group>
      <FieldError className={cx(fieldStyles.error)}>{error}</FieldError>
      <Popover className={cx(styles.popover)} offset={4}>
        <Dialog className={cx(styles.dialog)}>
          <Month />
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

function Month() {
  return (
    <Calendar className={cx(styles.calendar)}>
      <header className={cx(styles.head)}>
        <Button slot="previous" className={cx(styles.tool)}>
          <ChevronLeft size={16} strokeWidth={1.5} aria-hidden="true" />
        </Button>
        <Heading className={cx(styles.month)} />
        <Button slot="next" className={cx(styles.tool)}>
          <ChevronRight size={16} strokeWidth={1.5} aria-hidden="true" />
        </Button>
      </header>
      <CalendarGrid className={cx(styles.grid)}>
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell className={cx(styles.weekday)}>{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell date={date} className={cx(styles.day)} />}</CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}
