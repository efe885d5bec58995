/** Where a task says what iCalendar has no place for. */
export const ownProperties = {
  status: 'X-TASK-SYNC-STATUS',
  priority: 'X-TASK-SYNC-PRIORITY',
  assignees: 'X-TASK-SYNC-ASSIGNEES',
  start: 'X-TASK-SYNC-START',
  milestone: 'X-TASK-SYNC-MILESTONE',
  estimate: 'X-TASK-SYNC-ESTIMATE',
  custom: 'X-TASK-SYNC-CUSTOM',
} as const;

export const statusWords = [
  ['todo', 'NEEDS-ACTION'],
  ['doing', 'IN-PROCESS'],
  ['done', 'COMPLETED'],
  ['cancelled', 'CANCELLED'],
] as const;

/** As the calendars that we sync with have them. */
export const priorityNumbers: Readonly<Record<string, string>> = { urgent: '1', high: '3', medium: '5', low: '9' };

export function priorityOfNumber(value: string): string | null {
  const number = /^\s*(\d)\s*$/.exec(value)?.[1];
  if (number === undefined || number === '0') return null;
  if (number === '1') return 'urgent';
  if (number < '5') return 'high';
  return number === '5' ? 'medium' : 'low';
}
