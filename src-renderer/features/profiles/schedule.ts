/// <reference path="./cronstrue-locales.d.ts" />
import cronstrue from 'cronstrue';
import 'cronstrue/locales/de';
import { reader, t } from '../../i18n/t.ts';

/** How the form asks for a schedule; the core only knows `manual` or a cron expression. */
export type Schedule =
  | { readonly kind: 'manual' }
  | { readonly kind: 'every'; readonly minutes: EveryMinutes }
  | { readonly kind: 'daily' /** 09:00 */; readonly at: string }
  | { readonly kind: 'weekly'; readonly weekday: Weekday; readonly at: string }
  | { readonly kind: 'cron'; readonly text: string };

export const everyMinutes = [5, 15, 30, 60] as const;
export type EveryMinutes = (typeof everyMinutes)[number];
/** As cron counts them; Monday first, as a week begins. */
export const weekdays = ['1', '2', '3', '4', '5', '6', '0'] as const;
export type Weekday = (typeof weekdays)[number];

export function parseSchedule(text: string): Schedule {
  const trimmed = text.trim();
  if (trimmed === 'manual' || trimmed === '') return { kind: 'manual' };
  const minutes = trimmed === '0 * * * *' ? 60 : Number(/^\*\/(\d+) \* \* \* \*$/.exec(trimmed)?.[1]);
  const every = everyMinutes.find((value) => value === minutes);
  if (every) return { kind: 'every', minutes: every };
  const [, minute = '', hour = '', day = ''] = /^(\d{1,2}) (\d{1,2}) \* \* ([\d*])$/.exec(trimmed) ?? [];
  const at = `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  const isTime = hour !== '' && Number(hour) < 24 && Number(minute) < 60;
  if (isTime && day === '*') return { kind: 'daily', at };
  const weekday = weekdays.find((one) => one === day);
  return isTime && weekday ? { kind: 'weekly', weekday, at } : { kind: 'cron', text: trimmed };
}

export function formatSchedule(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'manual':
      return 'manual';
    case 'every':
      return schedule.minutes === 60 ? '0 * * * *' : `*/${schedule.minutes} * * * *`;
    case 'daily':
      return `${clockFields(schedule.at)} * * *`;
    case 'weekly':
      return `${clockFields(schedule.at)} * * ${schedule.weekday}`;
    case 'cron':
      return schedule.text.trim();
  }
}

function clockFields(at: string): string {
  const [hour = '9', minute = '0'] = at.split(':');
  return `${Number(minute)} ${Number(hour)}`;
}

/** The schedule as a sentence; a cron expression that cannot be read stays as it is. */
export function describeSchedule(text: string): string {
  const schedule = parseSchedule(text);
  if (schedule.kind === 'manual') return t('profiles.schedule.manualSentence');
  if (schedule.kind === 'daily') return t('profiles.schedule.dailySentence', { time: schedule.at });
  try {
    const language = reader.language === 'de' ? 'de' : 'en';
    return cronstrue.toString(formatSchedule(schedule), { locale: language, use24HourTimeFormat: true });
  } catch {
    return text;
  }
}
