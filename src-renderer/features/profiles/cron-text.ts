import { locale } from '../../i18n/t.ts';
import type { Cron } from './cron.ts';

const list = new Intl.ListFormat(locale);
const weekdayFormat = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
const monthFormat = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });

/** "Every 5 minutes", "Every day at 09:00", "Monday, Tuesday and Friday at 09:00 and 17:30". */
export function describeCron(cron: Cron): string {
  const when = describeTimes(cron);
  const days = describeDays(cron);
  const months = cron.months.length === 12 ? '' : ` in ${list.format(cron.months.map(monthName))}`;
  if (when.isRepeated) return `${when.text}${days ? `, ${days}` : ''}${months}`;
  return `${capital(days || 'every day')} ${when.text}${months}`;
}

function describeTimes({ minutes, hours }: Cron): { readonly text: string; readonly isRepeated: boolean } {
  const step = stepOf(minutes, 60);
  const everyHour = hours.length === 24;
  if (minutes.length * hours.length <= 4)
    return { text: `at ${list.format(clockTimes(minutes, hours))}`, isRepeated: false };
  const hourText = everyHour ? '' : `, ${hourRange(hours)}`;
  if (minutes.length === 60) return { text: `Every minute${hourText}`, isRepeated: true };
  if (step !== null && minutes[0] === 0 && minutes.length > 1)
    return { text: `Every ${step} minutes${hourText}`, isRepeated: true };
  const hourStep = stepOf(hours, 24);
  const past = minutes.map((minute) => `:${two(minute)}`);
  const hourly = everyHour
    ? 'Every hour'
    : hourStep && hours[0] === 0
      ? `Every ${hourStep} hours`
      : `Every hour${hourText}`;
  return { text: `${hourly} at ${list.format(past)}`, isRepeated: true };
}

function describeDays({ days, weekdays, narrows }: Cron): string {
  const week = narrows.weekday && weekdays.length < 7 ? weekText(weekdays) : '';
  const month = narrows.day || days.length < 31 ? `on day ${list.format(days.map(String))} of the month` : '';
  if (week && month) return narrows.day && narrows.weekday ? `${week} and ${month}` : `${week}, only ${month}`;
  return week || month;
}

function weekText(weekdays: readonly number[]): string {
  if (weekdays.join() === '1,2,3,4,5') return 'Monday to Friday';
  if (weekdays.join() === '0,6') return 'Saturday and Sunday';
  return list.format(weekdays.map(weekdayName));
}

function hourRange(hours: readonly number[]): string {
  const first = hours[0] ?? 0;
  const last = hours.at(-1) ?? 0;
  const isRun = last - first + 1 === hours.length;
  return isRun ? `from ${two(first)}:00 to ${two(last)}:59` : `in the hours ${list.format(hours.map(String))}`;
}

function clockTimes(minutes: readonly number[], hours: readonly number[]): readonly string[] {
  return hours.flatMap((hour) => minutes.map((minute) => `${two(hour)}:${two(minute)}`));
}

/** The even distance between values that go once round, or null. */
function stepOf(values: readonly number[], round: number): number | null {
  const step = round / values.length;
  return Number.isInteger(step) && values.every((value, index) => value === (values[0] ?? 0) + index * step)
    ? step
    : null;
}

function weekdayName(weekday: number): string {
  return weekdayFormat.format(Date.UTC(2023, 0, 1 + weekday));
}

function monthName(month: number): string {
  return monthFormat.format(Date.UTC(2023, month - 1, 1));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
