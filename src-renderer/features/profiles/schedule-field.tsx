import { useState } from 'react';
import { cx } from '../../ui/cx.ts';
import { type Option, SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { momentText } from '../words/time-text.ts';
import { nextTimes, parseCron } from './cron.ts';
import { describeSchedule, everyMinutes, formatSchedule, parseSchedule, type Schedule } from './schedule.ts';
import styles from './schedule-field.module.css';

type Kind = 'manual' | 'daily' | 'cron' | `every-${number}`;

const options: readonly Option<Kind>[] = [
  { value: 'manual', label: 'Only when I press Sync now' },
  ...everyMinutes.map((minutes) => ({
    value: `every-${minutes}` as const,
    label: minutes === 60 ? 'Every hour' : `Every ${minutes} minutes`,
  })),
  { value: 'daily', label: 'Every day' },
  { value: 'cron', label: 'My own schedule (cron)' },
];

interface Props {
  readonly schedule: string;
  readonly onChange: (schedule: string) => void;
  readonly error: string | undefined;
}

/** A schedule by choice or as cron text, always with its sentence and the next times it comes to. */
export function ScheduleField({ schedule: text, onChange, error }: Props) {
  // `*/15 * * * *` typed as cron must not jump to "every 15 minutes" under the typist's hands.
  const [isCron, setCron] = useState(parseSchedule(text).kind === 'cron');
  const schedule: Schedule = isCron ? { kind: 'cron', text } : parseSchedule(text);
  const kind: Kind = schedule.kind === 'every' ? `every-${schedule.minutes}` : schedule.kind;

  function choose(next: Kind): void {
    setCron(next === 'cron');
    const minutes = everyMinutes.find((value) => next === `every-${value}`);
    if (minutes) onChange(formatSchedule({ kind: 'every', minutes }));
    else if (next === 'daily') onChange(formatSchedule({ kind: 'daily', at: '09:00' }));
    else if (next === 'manual') onChange('manual');
    else onChange(text === 'manual' ? '0 9 * * 1-5' : text);
  }

  return (
    <div className={cx(styles.schedule)}>
      <div className={cx(styles.fields)}>
        <SelectField label="Runs" options={options} value={kind} onChange={choose} />
        {schedule.kind === 'daily' && (
          <TextField
            label="At"
            type="time"
            value={schedule.at}
            onChange={(at) => at && onChange(formatSchedule({ kind: 'daily', at }))}
          />
        )}
        {schedule.kind === 'cron' && (
          <TextField
            label="Cron expression"
            description="Minute, hour, day, month, day of the week; in local time."
            value={text}
            onChange={onChange}
            error={error}
          />
        )}
      </div>
      {!error && <Sentence schedule={text} />}
    </div>
  );
}

function Sentence({ schedule }: { readonly schedule: string }) {
  const cron = schedule === 'manual' ? null : parseCron(schedule);
  const next = cron?.ok ? nextTimes(cron.cron, new Date(), 3).map((time) => momentText(time.toISOString())) : [];
  return (
    <p className={cx(styles.sentence)} aria-live="polite">
      {describeSchedule(schedule)}.{next.length > 0 && ` Next: ${next.join(', ')}.`}
    </p>
  );
}
