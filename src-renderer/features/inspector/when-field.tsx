import { parseWhen, whenText } from '../../../src-shared/domain/field.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { DraftText } from './draft-text.tsx';
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
  const when = value === null ? null : parseWhen(value);
  const isDay = when === null || when.kind === 'date';
  const shown =
    when === null ? (value ?? '') : when.kind === 'instant' ? localText(when.at) : whenText(when).slice(0, 16);
  const save = (text: string) => {
    if (text === '') onSave(null);
    else onSave(when?.kind === 'instant' ? new Date(text).toISOString() : text);
  };
  return (
    <div className={cx(styles.when)}>
      <DraftText label={label} type={isDay ? 'date' : 'datetime-local'} value={shown} onSave={save} error={error} />
      {when !== null && (
        <Button
          variant="ghost"
          aria-label={isDay ? `${label}: add a time` : `${label}: day only`}
          onPress={() => onSave(isDay ? `${shown}T09:00:00` : shown.slice(0, 10))}
        >
          {isDay ? 'Add time' : 'Day only'}
        </Button>
      )}
    </div>
  );
}

/** As the date input wants it: local time to the minute. */
function localText(instant: string): string {
  const at = new Date(instant);
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
