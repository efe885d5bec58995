import { useState } from 'react';
import { locale, t } from '../../i18n/t.ts';
import { useQuery } from '../../stores/query-store.ts';
import { cx } from '../../ui/cx.ts';
import { type Option, SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import {
  describeSchedule,
  everyMinutes,
  formatSchedule,
  parseSchedule,
  type Schedule,
  type Weekday,
  weekdays,
} from './schedule.ts';
import styles from './schedule-field.module.css';

type Kind = 'manual' | 'daily' | 'weekly' | 'cron' | `every-${number}`;

const weekdayFormat = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
const timeFormat = new Intl.DateTimeFormat(locale, {
  ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
});
const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

interface Props {
  readonly schedule: string;
  readonly onChange: (schedule: string) => void;
}

/** A schedule by choice or as cron text, always with its sentence, its zone and the next times it comes to. */
export function ScheduleField({ schedule: text, onChange }: Props) {
  // `*/15 * * * *` typed as cron must not jump to "every 15 minutes" under the typist's hands.
  const [isCron, setCron] = useState(parseSchedule(text).kind === 'cron');
  const schedule: Schedule = isCron ? { kind: 'cron', text } : parseSchedule(text);
  const kind: Kind = schedule.kind === 'every' ? `every-${schedule.minutes}` : schedule.kind;
  const next = useQuery('schedule.next', { schedule: text.trim() || 'manual' });
  const at = schedule.kind === 'daily' || schedule.kind === 'weekly' ? schedule.at : '09:00';

  function choose(chosen: Kind): void {
    setCron(chosen === 'cron');
    const minutes = everyMinutes.find((value) => chosen === `every-${value}`);
    if (minutes) onChange(formatSchedule({ kind: 'every', minutes }));
    else if (chosen === 'daily') onChange(formatSchedule({ kind: 'daily', at }));
    else if (chosen === 'weekly') onChange(formatSchedule({ kind: 'weekly', weekday: '1', at }));
    else if (chosen === 'manual') onChange('manual');
    else onChange(text === 'manual' ? '0 9 * * 1-5' : text);
  }

  return (
    <div className={cx(styles.schedule)}>
      <div className={cx(styles.fields)}>
        <SelectField label={t('profiles.schedule.label')} options={kindOptions()} value={kind} onChange={choose} />
        {schedule.kind === 'weekly' && (
          <SelectField<Weekday>
            label={t('profiles.schedule.weekday')}
            options={weekdays.map((value) => ({ value, label: weekdayName(value) }))}
            value={schedule.weekday}
            onChange={(weekday) => onChange(formatSchedule({ ...schedule, weekday }))}
          />
        )}
        {(schedule.kind === 'daily' || schedule.kind === 'weekly') && (
          <TextField
            label={t('profiles.schedule.at')}
            type="time"
            value={schedule.at}
            onChange={(value) => value && onChange(formatSchedule({ ...schedule, at: value }))}
          />
        )}
        {schedule.kind === 'cron' && (
          <TextField
            label={t('profiles.schedule.cron')}
            description={t('profiles.schedule.cronHelp')}
            value={text}
            onChange={onChange}
            error={next.error ? cronError(next.error.facts) : null}
          />
        )}
      </div>
      {!next.error && (
        <p className={cx(styles.sentence)} aria-live="polite">
          {next.value && text !== 'manual'
            ? t('profiles.schedule.inZone', { sentence: describeSchedule(text), zone: next.value.timeZone })
            : describeSchedule(text)}
        </p>
      )}
      {!next.error && next.value && next.value.times.length > 0 && <NextTimes times={next.value.times} />}
    </div>
  );
}

function NextTimes({ times }: { readonly times: readonly string[] }) {
  return (
    <div>
      <p className={cx(styles.heading)}>{t('profiles.schedule.next')}</p>
      <ol className={cx(styles.times)}>
        {times.map((time) => (
          <li key={time}>
            <time dateTime={time}>{timeFormat.format(new Date(time))}</time> <span>{untilText(time)}</span>
          </li>
        ))}
      </ol>
      <p className={cx(styles.note)}>{t('profiles.schedule.catchUp')}</p>
    </div>
  );
}

function kindOptions(): readonly Option<Kind>[] {
  return [
    { value: 'manual', label: t('profiles.schedule.manual') },
    ...everyMinutes.map((minutes) => ({
      value: `every-${minutes}` as const,
      label: minutes === 60 ? t('profiles.schedule.everyHour') : t('profiles.schedule.everyMinutes', { minutes }),
    })),
    { value: 'daily', label: t('profiles.schedule.daily') },
    { value: 'weekly', label: t('profiles.schedule.weekly') },
    { value: 'cron', label: t('profiles.schedule.own') },
  ];
}

/** Says which of the five fields is wrong. */
function cronError(facts: Readonly<Record<string, unknown>>): string {
  const { field, value } = facts;
  if (typeof field !== 'string') return t('profiles.schedule.fiveFields');
  const name = t(`profiles.cron.${field as 'minute' | 'hour' | 'day' | 'month' | 'weekday'}`);
  return t('profiles.schedule.wrongField', { field: name, value: String(value) });
}

function weekdayName(weekday: string): string {
  return weekdayFormat.format(Date.UTC(2023, 0, 1 + Number(weekday)));
}

function untilText(time: string): string {
  const minutes = Math.round((Date.parse(time) - Date.now()) / 60_000);
  if (minutes < 90) return relativeFormat.format(minutes, 'minute');
  return minutes < 36 * 60
    ? relativeFormat.format(Math.round(minutes / 60), 'hour')
    : relativeFormat.format(Math.round(minutes / 1440), 'day');
}
