import { describe, expect, it } from 'vitest';
import { readUpdatedAt, schemaOf } from '../../../../src-main/connectors/caldav/caldav-fields.ts';
import { task } from './ics-texts.ts';
import { difference, read, todoIn, write } from './read-write.ts';

describe('status', () => {
  it.each([
    ['nothing said', [], 'NEEDS-ACTION'],
    ['STATUS', ['STATUS:in-process'], 'IN-PROCESS'],
    ['STATUS:COMPLETED alone', ['STATUS:COMPLETED'], 'COMPLETED'],
    ['a time of completion alone', ['COMPLETED:20260101T000000Z'], 'COMPLETED'],
    ['100 percent alone', ['PERCENT-COMPLETE:100'], 'COMPLETED'],
    [
      'a time of completion beside the first status',
      ['STATUS:NEEDS-ACTION', 'COMPLETED:20260101T000000Z'],
      'COMPLETED',
    ],
    ['100 percent beside the first status', ['STATUS:NEEDS-ACTION', 'PERCENT-COMPLETE:100'], 'COMPLETED'],
    ['100 percent, not yet approved', ['STATUS:IN-PROCESS', 'PERCENT-COMPLETE:100'], 'IN-PROCESS'],
    ['cancelled after all', ['STATUS:CANCELLED', 'COMPLETED:20260101T000000Z', 'PERCENT-COMPLETE:100'], 'CANCELLED'],
    ['half way', ['PERCENT-COMPLETE:50'], 'NEEDS-ACTION'],
    ['an unknown one', ['STATUS:X-WAITING'], 'X-WAITING'],
  ])('%s', (_, lines, status) => {
    expect(read(task(...lines))['status']).toBe(status);
  });

  it('done has a time and 100 percent', () => {
    const text = task('STATUS:IN-PROCESS', 'PERCENT-COMPLETE:40');
    expect(difference(text, write(text, { status: 'COMPLETED' }))).toEqual({
      gone: ['STATUS:IN-PROCESS', 'PERCENT-COMPLETE:40'],
      come: ['STATUS:COMPLETED', 'PERCENT-COMPLETE:100', 'COMPLETED:20260301T090000Z'],
    });
  });

  it('a time of completion that is there stays', () => {
    const text = task('STATUS:CANCELLED', 'COMPLETED:20250101T000000Z');
    expect(difference(text, write(text, { status: 'COMPLETED' })).gone).toEqual(['STATUS:CANCELLED']);
  });

  it.each(['STATUS:COMPLETED', 'COMPLETED:20260101T000000Z', 'PERCENT-COMPLETE:100'])(
    'done as it is stays: %s',
    (line) => {
      expect(write(task(line), { status: 'COMPLETED' })).toBe(task(line));
    },
  );

  it.each(['NEEDS-ACTION', 'IN-PROCESS', 'CANCELLED', null])('%s has neither', (status) => {
    const text = task('STATUS:COMPLETED', 'PERCENT-COMPLETE:100', 'COMPLETED:20260101T000000Z');
    const written = write(text, { status });
    expect(written).not.toMatch(/^(COMPLETED|PERCENT-COMPLETE)/m);
    expect(read(written)['status']).toBe(status ?? 'NEEDS-ACTION');
  });

  it('keeps a percentage that says nothing about being done', () => {
    expect(read(write(task('PERCENT-COMPLETE:40'), { status: 'CANCELLED' }))['progress']).toBe(40);
  });

  it.each(['STATUS:COMPLETED', 'COMPLETED:20260101T000000Z'])(
    'done reads as 100 percent, so that a copy made of it does not look edited (S5): %s',
    (line) => {
      const original = read(task(line));
      expect(original['progress']).toBe(100);
      expect(read(write(task(), original))).toEqual(original);
    },
  );

  it('done reads as what it says where it says something', () => {
    expect(read(task('STATUS:COMPLETED', 'PERCENT-COMPLETE:80'))['progress']).toBe(80);
  });

  it('refuses one that the format does not have', () => {
    expect(() => write(task(), { status: 'open' })).toThrow(expect.objectContaining({ code: 'rejected' }));
  });

  it('has the last word over the progress', () => {
    expect(read(write(task(), { status: 'COMPLETED', progress: 30 }))).toMatchObject({
      status: 'COMPLETED',
      progress: 100,
    });
    expect(read(write(task(), { status: 'NEEDS-ACTION', progress: 100 }))).toMatchObject({
      status: 'NEEDS-ACTION',
      progress: null,
    });
  });
});

describe('progress and priority', () => {
  it.each([
    ['PERCENT-COMPLETE:0', 0],
    ['PERCENT-COMPLETE:55', 55],
    ['PERCENT-COMPLETE:101', null],
    ['PERCENT-COMPLETE:half', null],
  ])('%s', (line, progress) => {
    expect(read(task(line))['progress']).toBe(progress);
  });

  it.each([
    ['PRIORITY:0', null],
    ['PRIORITY:1', '1'],
    ['PRIORITY:9', '9'],
    ['PRIORITY:10', null],
  ])('%s', (line, priority) => {
    expect(read(task(line))['priority']).toBe(priority);
  });

  it('the first choice for each meaning is 1, 2, 5 and 9', () => {
    const options = schemaOf(true).fields['priority']?.options ?? [];
    const first = (meaning: string) => options.find(({ means }) => means === meaning)?.value;
    expect(['urgent', 'high', 'medium', 'low'].map(first)).toEqual(['1', '2', '5', '9']);
    expect(options).toHaveLength(9);
  });
});

describe('labels', () => {
  const text = task('CATEGORIES:a,b\\, c', 'X-BETWEEN:1', 'CATEGORIES;LANGUAGE=en: d ,', 'CATEGORIES:a');

  it('are those of all lines, each once', () => {
    expect(read(text)['labels']).toEqual(['a', 'b, c', 'd']);
  });

  it('that stay keep their lines; new ones are appended', () => {
    expect(difference(text, write(text, { labels: ['d', 'b, c', 'a', 'e;f'] }))).toEqual({
      gone: ['CATEGORIES;LANGUAGE=en: d ,', 'CATEGORIES:a'],
      come: ['CATEGORIES;LANGUAGE=en: d ', 'CATEGORIES:a,e\\;f'],
    });
  });

  it('that go take their line along when it is empty', () => {
    expect(difference(text, write(text, { labels: ['b, c'] }))).toEqual({
      gone: ['CATEGORIES:a,b\\, c', 'CATEGORIES;LANGUAGE=en: d ,', 'CATEGORIES:a'],
      come: ['CATEGORIES:b\\, c'],
    });
    expect(write(text, { labels: [] })).not.toContain('CATEGORIES');
  });

  it('are the same in any Unicode composition', () => {
    const composed = task('CATEGORIES:Gr\u00fcn');
    expect(write(composed, { labels: ['Gru\u0308n'] })).toBe(composed);
  });
});

describe('assignees', () => {
  const text = task(
    'ORGANIZER:mailto:boss@example.org',
    'ATTENDEE;CN="Ana: A";PARTSTAT=ACCEPTED:MAILTO:Ana@Example.org',
    'ATTENDEE:urn:uuid:1-2-3',
    'ATTENDEE:mailto:ben@example.org',
  );

  it('are the e-mail addresses of the attendees, in lower case', () => {
    expect(read(text)['assignees']).toEqual(['ana@example.org', 'ben@example.org']);
  });

  it('are read in one pass, whatever is written there', () => {
    expect(read(task(`ATTENDEE:mailto:${'@'.repeat(300_000)} x`))['assignees']).toEqual([]);
  });

  it('keep all that is said of those who stay, and those without an address', () => {
    expect(difference(text, write(text, { assignees: ['ANA@example.org', 'cy@example.org'] }))).toEqual({
      gone: ['ATTENDEE:mailto:ben@example.org'],
      come: ['ATTENDEE:mailto:cy@example.org'],
    });
  });
});

describe('the parent', () => {
  const text = task(
    'RELATED-TO;RELTYPE=CHILD:child',
    'RELATED-TO;reltype=parent;X=1:up\\,1',
    'RELATED-TO;RELTYPE=SIBLING:s',
  );

  it('is the related task that is no child and no sibling', () => {
    expect(read(text)['parent']).toBe('up,1');
    expect(read(task('RELATED-TO:up'))['parent']).toBe('up');
    expect(read(task('RELATED-TO;RELTYPE=CHILD:down'))['parent']).toBeNull();
  });

  it('is replaced in its line, or taken out, and the others stay', () => {
    expect(difference(text, write(text, { parent: 'other' }))).toEqual({
      gone: ['RELATED-TO;reltype=parent;X=1:up\\,1'],
      come: ['RELATED-TO;reltype=parent;X=1:other'],
    });
    expect(read(write(text, { parent: null }))['parent']).toBeNull();
    expect(write(text, { parent: null })).toContain('RELTYPE=CHILD');
    expect(read(write(task(), { parent: 'up' }))['parent']).toBe('up');
  });
});

describe('texts', () => {
  it('lose the other form of the old text, which some clients would go on showing', () => {
    const text = task('DESCRIPTION;ALTREP="data:text/html,old";X-A=1:old');
    expect(difference(text, write(text, { body: 'new' })).come).toEqual(['DESCRIPTION;X-A=1:new']);
  });

  it('are taken out when they are empty', () => {
    expect(write(task('SUMMARY:x', 'DESCRIPTION:y'), { title: '', body: '' })).not.toMatch(/SUMMARY|DESCRIPTION/);
  });
});

describe('the rest', () => {
  it.each([
    ['LAST-MODIFIED:20260301T083000Z', '2026-03-01T08:30:00.000Z'],
    ['LAST-MODIFIED:20260301T083000', null],
    ['LAST-MODIFIED:20269901T083000Z', null],
    ['X-NONE:1', null],
  ])('%s is the time of the last change, if it says so', (line, time) => {
    expect(readUpdatedAt(todoIn(task(line)))).toBe(time);
  });

  it.each(['milestone', 'x.own', 'constructor'])('a field that tasks do not have is refused: %s', (name) => {
    expect(() => write(task(), { [name]: 'x' })).toThrow(expect.objectContaining({ code: 'unsupported' }));
  });

  it.each([
    ['title', ['a']],
    ['labels', 'a'],
    ['progress', 'half'],
    ['priority', '0'],
    ['due', '2026-03-01'],
  ])('a value of another kind is refused: %s', (name, value) => {
    expect(() => write(task(), { [name]: value })).toThrow(expect.objectContaining({ code: 'rejected' }));
  });
});
