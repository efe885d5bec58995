import { parseCron } from './cron.ts';
import { describeCron } from './cron-text.ts';

/** How the form asks for a schedule; the core only knows `manual` or a cron expression. */
export type Schedule =
  | { readonly kind: 'manual' }
  | { readonly kind: 'every'; readonly minutes: EveryMinutes }
  | { readonly kind: 'daily' /** 09:00 */; readonly at: string }
  | { readonly kind: 'cron'; readonly text: string };

export const everyMinutes = [5, 15, 30, 60] as const;
export type EveryMinutes = (typeof everyMinutes)[number];

export function parseSchedule(text: string): Schedule {
  const trimmed = text.trim();
  if (trimmed === 'manual' || trimmed === '') return { kind: 'manual' };
  const minutes = trimmed === '0 * * * *' ? 60 : Number(/^\*\/(\d+) \* \* \* \*$/.exec(trimmed)?.[1]);
  const every = everyMinutes.find((value) => value === minutes);
  if (every) return { kind: 'every', minutes: every };
  const daily = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(trimmed);
  if (daily && parseCron(trimmed).ok) {
    return { kind: 'daily', at: `${daily[2]?.padStart(2, '0')}:${daily[1]?.padStart(2, '0')}` };
  }
  return { kind: 'cron', text: trimmed };
}

export function formatSchedule(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'manual':
      return 'manual';
    case 'every':
      return schedule.minutes === 60 ? '0 * * * *' : `*/${schedule.minutes} * * * *`;
    case 'daily': {
      const [hour = '9', minute = '0'] = schedule.at.split(':');
      return `${Number(minute)} ${Number(hour)} * * *`;
    }
    case 'cron':
      return schedule.text.trim();
  }
}

/** The schedule as a sentence; for a cron expression that cannot be read, what is wrong with it. */
export function describeSchedule(text: string): string {
  const schedule = parseSchedule(text);
  if (schedule.kind === 'manual') return 'Only when you press Sync now';
  const cron = parseCron(formatSchedule(schedule));
  return cron.ok ? describeCron(cron.cron) : cron.message;
}
