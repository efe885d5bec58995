import { locale } from '../../i18n/t.ts';

const format = new Intl.DateTimeFormat(locale, { hour: 'numeric', timeZone: 'UTC' });

/** 9, 9 Uhr, 9 am. */
export function hourText(hour: number): string {
  return format.format(new Date(Date.UTC(2026, 0, 1, hour % 24)));
}
