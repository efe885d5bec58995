/** Calendar texts for tests, with the line ends that RFC 5545 wants. */
export function ics(...lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n`;
}

/** A calendar object with one task of these property lines. */
export function task(...lines: readonly string[]): string {
  return calendar('BEGIN:VTODO', 'UID:task-1', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VTODO');
}

export function calendar(...lines: readonly string[]): string {
  return ics('BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//Test//EN', ...lines, 'END:VCALENDAR');
}

/** Central European time, under any name. */
export function timeZone(tzid: string): readonly string[] {
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${tzid}`,
    'BEGIN:DAYLIGHT',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'TZNAME:CEST',
    'DTSTART:19700329T020000',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'END:DAYLIGHT',
    'BEGIN:STANDARD',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'TZNAME:CET',
    'DTSTART:19701025T030000',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    'END:STANDARD',
    'END:VTIMEZONE',
  ];
}

/** The same, with a time zone beside the task. */
export function taskIn(tzid: string, ...lines: readonly string[]): string {
  return calendar(...timeZone(tzid), 'BEGIN:VTODO', 'UID:task-1', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VTODO');
}
