import { describe, expect, it } from 'vitest';
import { parseTodo } from '../../../../src-shared/icalendar/todo.ts';
import { calendar, ics, task, timeZone } from './ics-texts.ts';
import { difference, read, write } from './read-write.ts';

describe('a calendar object that is no single task', () => {
  const overrides = ['BEGIN:VTODO', 'UID:1', 'RECURRENCE-ID:20260102T000000Z', 'END:VTODO'];

  it.each([
    ['nothing', ''],
    ['words', 'Not found'],
    ['a web page', '<html><body>Sign in</body></html>'],
    ['another kind of object', ics('BEGIN:VCARD', 'END:VCARD')],
    ['no component', calendar()],
    ['only a time zone', calendar(...timeZone('X'))],
    ['two tasks', calendar('BEGIN:VTODO', 'UID:1', 'END:VTODO', 'BEGIN:VTODO', 'UID:2', 'END:VTODO')],
    ['repetitions without their master', calendar(...overrides)],
    ['no UID', calendar('BEGIN:VTODO', 'SUMMARY:x', 'END:VTODO')],
    ['the wrong end', calendar('BEGIN:VTODO', 'UID:1', 'END:VEVENT')],
    ['no end', task('SUMMARY:x').slice(0, -20)],
    ['a line break inside a value', task('DESCRIPTION:one', 'two')],
  ])('%s: is refused with a sentence', (_, text) => {
    expect(() => parseTodo(text)).toThrow(
      expect.objectContaining({
        code: 'invalid-response',
        message: expect.stringMatching(/^The calendar text of this task .*\. .*/),
      }),
    );
  });

  it.each(['VEVENT', 'VJOURNAL', 'VFREEBUSY'])('%s: is none of our business', (name) => {
    expect(parseTodo(calendar(`BEGIN:${name}`, 'UID:1', `END:${name}`))).toBeNull();
  });
});

describe('a repeating task', () => {
  const text = calendar(
    'BEGIN:VTODO',
    'UID:1',
    'RECURRENCE-ID:20260102T000000Z',
    'SUMMARY:Only this time',
    'END:VTODO',
    'BEGIN:VTODO',
    'UID:1',
    'DTSTART;VALUE=DATE:20260101',
    'RRULE:FREQ=DAILY',
    'SUMMARY:Every day',
    'END:VTODO',
  );

  it('is its master, and its single repetitions stay as they are', () => {
    expect(read(text)['title']).toBe('Every day');
    expect(difference(text, write(text, { title: 'Each day' }))).toEqual({
      gone: ['SUMMARY:Every day'],
      come: ['SUMMARY:Each day'],
    });
  });

  it('keeps its start date, which its rule counts from', () => {
    expect(() => write(text, { start: null })).toThrow(expect.objectContaining({ code: 'rejected' }));
    const moved = write(text, { start: { kind: 'instant', at: '2026-01-05T10:00:00Z' } });
    expect(read(moved)['start']).toEqual({ kind: 'date', date: '2026-01-05' });
  });
});

describe('writing', () => {
  const text = [
    'BEGIN:VCALENDAR\r\n',
    'VERSION:2.0\n',
    'BEGIN:VTODO\r\n',
    'uid:1\r\n',
    'DTSTAMP:20260101T000000Z\r\n',
    'SEQUENCE:4\r\n',
    'Summary;LANGUAGE=en;X-A="b;c":Old\r\n  title\r\n',
    'X-UNKNOWN;P=1:kept\\; as\r\n\t it is \n',
    'BEGIN:VALARM\r\n',
    'SUMMARY:Not the title\r\n',
    'TRIGGER:-PT5M\r\n',
    'END:VALARM\r\n',
    'X-LATE:after the alarm\r\n',
    'END:VTODO\r\n',
    'END:VCALENDAR',
  ];

  it('touches the lines of its fields only', () => {
    expect(write(text.join(''), { title: 'New; title', priority: '1' })).toBe(
      text
        .join('')
        .replace('Summary;LANGUAGE=en;X-A="b;c":Old\r\n  title\r\n', 'SUMMARY;LANGUAGE=en;X-A="b;c":New\\; title\r\n')
        .replace('SEQUENCE:4', 'SEQUENCE:5')
        .replace('DTSTAMP:20260101T000000Z', 'DTSTAMP:20260301T090000Z')
        .replace('BEGIN:VALARM', 'PRIORITY:1\r\nLAST-MODIFIED:20260301T090000Z\r\nBEGIN:VALARM'),
    );
  });

  it('of equal values changes nothing at all', () => {
    const before = text.join('');
    expect(write(before, { ...read(before) })).toBe(before);
  });
});
