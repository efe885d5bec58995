import { getLocalTimeZone } from '@internationalized/date';
import { parseWhen } from '../../../src-shared/domain/field.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { DateField } from '../../ui/date-field.tsx';
import { dateValueOf, dayOf, whenTextOf, withTime } from './date-value.ts';
import styles from './when-field.module.css';

interface Props {
  readonly label: string;
  readonly value: string | null;
  readonly onSave: (value: string | null) => void;
  readonly error: string | null;
}

/**
 * A date in its own kind: a day stays a day, a local time stays local, an instant is shown in the reader's zone and goes
 * back as an instant. Only the button beside it changes the kind.
 */
export function WhenField({ label, value, onSave, error }: Props) {
  const zone = getLocalTimeZone();
  const kind = (value === null ? null : parseWhen(value)?.kind) ?? 'date';
  const isDay = kind === 'date';
  return (
    <div className={cx(styles.when)}>
      <DateField
        label={label}
        value={dateValueOf(value, zone)}
        hasTime={!isDay}
        onSave={(next) => onSave(next === null ? null : whenTextOf(next, kind))}
        error={error}
      />
      {value !== null && (
        <Button
          variant="ghost"
          aria-label={
            isDay ? t('inspector.when.addTimeTo', { field: label }) : t('inspector.when.dayOnlyOf', { field: label })
          }
          onPress={() => onSave(isDay ? withTime(value.slice(0, 10)) : dayOf(value, zone))}
        >
          {isDay ? t('inspector.when.addTime') : t('inspector.when.dayOnly')}
        </Button>
      )}
    </div>
  );
}
