import { describe, expect, it } from 'vitest';
import type { When } from '../../../../src-shared/domain/field.ts';
import { task, taskIn } from './ics-texts.ts';
import { difference, read, write } from './read-write.ts';

const date = (text: string): When => ({ kind: 'date', date: text });
const local = (at: string): When => ({ kind: 'local', at });
const instant = (at: string, zone?: string): When => ({ kind: 'instant', at, ...(zone === undefined ? {} : { zone }) });

describe('a due date is read as', () => {
  it.each<[string, string, When]>([
    ['a day', task('DUE;VALUE=DATE:20260301'), date('2026-03-01')],
    ['a day that does not say so', task('DUE:20260301'), date('2026-03-01')],
    ['wall-clock time', task('DUE:20260301T093000'), local('2026-03-01T09:30:00')],
    ['wall-clock time that some zone does not have', task('DUE:20260329T023000'), local('2026-03-29T02:30:00')],
    ['UTC', task('DUE:20260301T083000Z'), instant('2026-03-01T08:30:00Z')],
    ['a leap second', task('DUE:20161231T235960Z'), instant('2017-01-01T00:00:00Z')],
    [
      'a zone, in winter',
      taskIn('Europe/Berlin', 'DUE;TZID=Europe/Berlin:20260301T093000'),
      instant('2026-03-01T08:30:00Z', 'Europe/Berlin'),
    ],
    [
      'a zone, in summer',
      taskIn('Europe/Berlin', 'DUE;TZID=Europe/Berlin:20260701T093000'),
      instant('2026-07-01T07:30:00Z', 'Europe/Berlin'),
    ],
    [
      'the first of two equal times',
      taskIn('Europe/Berlin', 'DUE;TZID=Europe/Berlin:20261025T023000'),
      instant('2026-10-25T00:30:00Z', 'Europe/Berlin'),
    ],
    [
      'a time that is skipped',
      taskIn('Europe/Berlin', 'DUE;TZID=Europe/Berlin:20260329T023000'),
      instant('2026-03-29T01:30:00Z', 'Europe/Berlin'),
    ],
    [
      'a zone of the calendar object alone',
      taskIn('W. Europe', 'DUE;TZID="W. Europe":20260701T093000'),
      instant('2026-07-01T07:30:00Z'),
    ],
    [
      'its first of two equal times',
      taskIn('W. Europe', 'DUE;TZID=W. Europe:20261025T023000'),
      instant('2026-10-25T00:30:00Z'),
    ],
    ['its skipped time', taskIn('W. Europe', 'DUE;TZID=W. Europe:20260329T023000'), instant('2026-03-29T01:30:00Z')],
    [
      'a known zone without its definition',
      task('DUE;TZID=America/New_York:20260301T093000'),
      instant('2026-03-01T14:30:00Z', 'America/New_York'),
    ],
    [
      'a zone with the path of its maker',
      taskIn('/example.org/1/Europe/Berlin', 'DUE;TZID=/example.org/1/Europe/Berlin:20260301T093000'),
      instant('2026-03-01T08:30:00Z', 'Europe/Berlin'),
    ],
  ])('%s', (_, text, due) => {
    expect(read(text)['due']).toEqual(due);
  });

  it.each([
    ['a day that does not exist', task('DUE;VALUE=DATE:20260231')],
    ['words', task('DUE:tomorrow')],
    ['an hour that does not exist', task('DUE:20260301T990000Z')],
    ['a zone that nobody knows', task('DUE;TZID=Nowhere:20260301T093000')],
    ['a zone that is broken', taskIn('X', 'DUE;TZID=X:20260301T093000').replace('TZOFFSETTO:+0200', 'TZOFFSETTO:soon')],
    [
      'a zone that changes by the second',
      taskIn('X', 'DUE;TZID=X:20260301T093000').replace('FREQ=YEARLY', 'FREQ=SECONDLY'),
    ],
    ['a duration that is none', task('DTSTART:20260301T093000', 'DURATION:long')],
  ])('nothing, with a sentence, where there is %s', (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'invalid-response' }));
  });
});

describe('a duration', () => {
  it.each<[string, readonly string[], When | null]>([
    ['days from a day', ['DTSTART;VALUE=DATE:20260228', 'DURATION:P2D'], date('2026-03-02')],
    ['weeks and hours on the wall clock', ['DTSTART:20260301T090000', 'DURATION:P1WT2H'], local('2026-03-08T11:00:00')],
    ['hours in UTC', ['DTSTART:20260301T090000Z', 'DURATION:PT90M'], instant('2026-03-01T10:30:00Z')],
    [
      'days over a change of clocks',
      ['DTSTART;TZID=Europe/Berlin:20260328T090000', 'DURATION:P1D'],
      instant('2026-03-29T07:00:00Z', 'Europe/Berlin'),
    ],
    [
      'hours over a change of clocks',
      ['DTSTART;TZID=Europe/Berlin:20260328T090000', 'DURATION:PT24H'],
      instant('2026-03-29T08:00:00Z', 'Europe/Berlin'),
    ],
    ['without a start', ['DURATION:P1D'], null],
  ])('%s', (_, lines, due) => {
    expect(read(task(...lines))['due']).toEqual(due);
  });

  it('gives way to a due date that is written', () => {
    const text = task('DTSTART;VALUE=DATE:20260228', 'DURATION:P2D');
    expect(difference(text, write(text, { due: date('2026-03-05') }))).toEqual({
      gone: ['DURATION:P2D'],
      come: ['DUE;VALUE=DATE:20260305'],
    });
    expect(difference(text, write(text, { due: null }))).toEqual({ gone: ['DURATION:P2D'], come: [] });
  });

  it('becomes a due date when the start moves, so that the due date does not', () => {
    const text = taskIn('Europe/Berlin', 'DTSTART;TZID=Europe/Berlin:20260228T100000', 'DURATION:P2D');
    const moved = write(text, { start: instant('2026-02-27T09:00:00Z') });
    expect(difference(text, moved)).toEqual({
      gone: ['DTSTART;TZID=Europe/Berlin:20260228T100000', 'DURATION:P2D'],
      come: ['DTSTART;TZID=Europe/Berlin:20260227T100000', 'DUE;TZID=Europe/Berlin:20260302T100000'],
    });
    expect(read(write(text, { start: null }))['due']).toEqual(read(text)['due']);
  });
});

describe('a due date is written', () => {
  const berlin = taskIn('Europe/Berlin', 'DUE;X-P=1;TZID=Europe/Berlin:20260301T093000');
  const inDue = (text: string, due: When): readonly string[] => difference(text, write(text, { due })).come;

  it('in the zone it was in, or the one that is asked for, if the object defines it', () => {
    expect(inDue(berlin, instant('2026-07-01T08:00:00Z'))).toEqual(['DUE;X-P=1;TZID=Europe/Berlin:20260701T100000']);
    expect(inDue(berlin, instant('2026-07-01T08:00:00Z', 'Europe/Berlin'))).toEqual([
      'DUE;X-P=1;TZID=Europe/Berlin:20260701T100000',
    ]);
    expect(inDue(taskIn('Europe/Berlin'), instant('2026-07-01T08:00:00Z', 'Europe/Berlin'))).toEqual([
      'DUE;TZID=Europe/Berlin:20260701T100000',
    ]);
  });

  it('in UTC otherwise', () => {
    expect(inDue(berlin, instant('2026-07-01T08:00:00Z', 'Asia/Tokyo'))).toEqual(['DUE;X-P=1:20260701T080000Z']);
    expect(inDue(task(), instant('2026-07-01T08:00:00Z', 'Europe/Berlin'))).toEqual(['DUE:20260701T080000Z']);
    expect(inDue(task('DUE;TZID=Europe/Berlin:20260301T093000'), instant('2026-07-01T08:00:00Z'))).toEqual([
      'DUE:20260701T080000Z',
    ]);
  });

  it('in UTC where the wall clock would mean another moment', () => {
    expect(inDue(berlin, instant('2026-10-25T00:30:00Z'))).toEqual(['DUE;X-P=1;TZID=Europe/Berlin:20261025T023000']);
    expect(inDue(berlin, instant('2026-10-25T01:30:00Z'))).toEqual(['DUE;X-P=1:20261025T013000Z']);
  });

  it('as a day or wall-clock time without a zone', () => {
    expect(inDue(berlin, date('2026-07-01'))).toEqual(['DUE;X-P=1;VALUE=DATE:20260701']);
    expect(inDue(berlin, local('2026-07-01T10:00:00'))).toEqual(['DUE;X-P=1:20260701T100000']);
  });
});

describe('start and due, which must be of one kind and in order', () => {
  const zoned = taskIn('Europe/Berlin', 'DTSTART;TZID=Europe/Berlin:20260301T090000');
  const fields = (text: string) => {
    const { start, due } = read(text);
    return { start, due };
  };

  it('a due day takes the kind of the start that nobody touched: its last second', () => {
    expect(fields(write(zoned, { due: date('2026-03-02') }))).toEqual({
      start: instant('2026-03-01T08:00:00Z', 'Europe/Berlin'),
      due: instant('2026-03-02T22:59:59Z', 'Europe/Berlin'),
    });
  });

  it('a start day takes the kind of the due date that nobody touched: its first second', () => {
    expect(fields(write(task('DUE:20260301T090000'), { start: date('2026-02-27') }))).toEqual({
      start: local('2026-02-27T00:00:00'),
      due: local('2026-03-01T09:00:00'),
    });
  });

  it('a moment becomes the day it is in its own zone', () => {
    const due = instant('2026-03-05T23:30:00Z', 'Europe/Berlin');
    expect(fields(write(task('DTSTART;VALUE=DATE:20260301'), { due }))).toEqual({
      start: date('2026-03-01'),
      due: date('2026-03-06'),
    });
  });

  it('wall-clock time becomes a moment in the zone of the other, and the other way round', () => {
    expect(read(write(zoned, { due: local('2026-03-02T10:00:00') }))['due']).toEqual(
      instant('2026-03-02T09:00:00Z', 'Europe/Berlin'),
    );
    const floating = write(task('DTSTART:20260301T090000'), { due: instant('2026-03-02T09:00:00Z', 'Europe/Berlin') });
    expect(read(floating)['due']).toEqual(local('2026-03-02T10:00:00'));
  });

  it('if both are written, the start takes the kind of the due date', () => {
    const both = { start: local('2026-03-01T10:00:00'), due: date('2026-03-02') };
    expect(fields(write(zoned, both))).toEqual({ start: date('2026-03-01'), due: date('2026-03-02') });
  });

  it('a start after the due date moves to the due date, which stays exact', () => {
    expect(fields(write(zoned, { due: instant('2026-02-27T10:00:00Z') }))).toEqual({
      start: instant('2026-02-27T10:00:00Z', 'Europe/Berlin'),
      due: instant('2026-02-27T10:00:00Z'),
    });
    expect(fields(write(task('DUE;VALUE=DATE:20260301'), { start: date('2026-03-09') }))).toEqual({
      start: date('2026-03-01'),
      due: date('2026-03-01'),
    });
  });

  it('one may go without the other', () => {
    expect(fields(write(zoned, { start: null, due: date('2026-03-02') }))).toEqual({
      start: null,
      due: date('2026-03-02'),
    });
  });

  it.each<When>([
    date('2026-3-1'),
    local('2026-03-01 09:00'),
    instant('2026-03-01T09:00:00+01:00'),
    date('2026-13-01'),
  ])('refuses a value that is no date: %j', (due) => {
    expect(() => write(task(), { due })).toThrow(expect.objectContaining({ code: 'rejected' }));
  });
});
