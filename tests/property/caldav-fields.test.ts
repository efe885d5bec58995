import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createText, readFields, updateText } from '../../src-main/connectors/caldav/caldav-fields.ts';
import type { Fields, When } from '../../src-shared/domain/field.ts';
import { sameValue } from '../../src-shared/domain/field.ts';
import { parseTodo } from '../../src-shared/icalendar/todo.ts';
import { calendar, timeZone } from '../unit/connectors/caldav/ics-texts.ts';
import { difference } from '../unit/connectors/caldav/read-write.ts';

const seconds = fc.integer({ min: Date.UTC(1990, 0, 1) / 1000, max: Date.UTC(2060, 0, 1) / 1000 });
const wall = seconds.map((time) => new Date(time * 1000).toISOString().slice(0, 19));
const whens: Readonly<Record<When['kind'], fc.Arbitrary<When>>> = {
  date: wall.map((at) => ({ kind: 'date', date: at.slice(0, 10) })),
  local: wall.map((at) => ({ kind: 'local', at })),
  instant: fc
    .tuple(wall, fc.constantFrom(undefined, 'Europe/Berlin', 'Asia/Tokyo'))
    .map(([at, zone]) => ({ kind: 'instant', at: `${at}Z`, ...(zone === undefined ? {} : { zone }) })),
};

/** Start and due are of one kind and in order: what else becomes of them is told in dates.test.ts. */
const schedule: fc.Arbitrary<Fields> = fc.constantFrom<When['kind']>('date', 'local', 'instant').chain((kind) =>
  fc.tuple(fc.option(whens[kind]), fc.option(whens[kind])).map(([one, other]) => {
    const [start, due] = one !== null && other !== null && textOf(one) > textOf(other) ? [other, one] : [one, other];
    return { start, due };
  }),
);

function textOf(when: When): string {
  return when.kind === 'date' ? when.date : when.at;
}

const text = fc
  .string({ unit: 'grapheme', maxLength: 200, size: 'max' })
  .map((value) => value.replace(/\p{Cc}/gu, '\n'));
const label = text.map((value) => value.trim()).filter((value) => value !== '');
const person = fc.stringMatching(/^[a-z][a-z0-9.+-]{0,15}@[a-z]{1,10}\.example\.org$/);

const status: fc.Arbitrary<Fields> = fc.oneof(
  fc.record({ status: fc.constant('COMPLETED'), progress: fc.constant(100) }),
  fc.record({
    status: fc.constantFrom('NEEDS-ACTION', 'IN-PROCESS', 'CANCELLED'),
    progress: fc.option(fc.integer({ min: 0, max: 99 })),
  }),
);

const fields: fc.Arbitrary<Fields> = fc
  .tuple(
    fc.record({
      title: text,
      body: text,
      priority: fc.option(fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8', '9')),
      assignees: fc.uniqueArray(person, { maxLength: 4 }),
      labels: fc.uniqueArray(label, { maxLength: 5, selector: (value) => value.normalize() }),
      parent: fc.option(label),
    }),
    schedule,
    status,
  )
  .map((parts) => Object.assign({}, ...parts));

/** What other programs put into a task, and we know nothing of. */
const unknown = fc.array(
  fc.constantFrom(
    'X-APPLE-SORT-ORDER:123',
    'X-MOZ-GENERATION;X-P="a;b:c,d":2',
    'ATTACH;FMTTYPE=text/plain:https://files.example.org/a.txt',
    'GEO:37.386013;-122.082932',
    'COMMENT:folded in an odd\r\n  place\r\n\t and another',
    'ATTENDEE;CN=Room:urn:uuid:1',
    'RELATED-TO;RELTYPE=SIBLING:other',
    `X-LONG:${'long '.repeat(40)}`,
    'URL:https://example.org/\u00fc',
  ),
  { maxLength: 6 },
);
const alarm = [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  'TRIGGER;RELATED=END:-PT15M',
  'DESCRIPTION:Not the body',
  'END:VALARM',
];
const foreign = unknown.map((lines) =>
  calendar(
    ...timeZone('Europe/Berlin'),
    'BEGIN:VTODO',
    'UID:1',
    'DTSTAMP:20200101T000000Z',
    ...lines,
    ...alarm,
    'END:VTODO',
  ),
);
const now = Date.UTC(2026, 2, 1, 9);

function read(from: string): Fields {
  const todo = parseTodo(from);
  if (todo === null) throw new Error('the text has no task');
  return readFields(todo, (uid) => uid);
}

function update(from: string, changes: Fields): string {
  const todo = parseTodo(from);
  if (todo === null) throw new Error('the text has no task');
  return updateText(todo, { fields: changes, now });
}

function expectSame(actual: Fields, wanted: Fields): void {
  for (const [name, value] of Object.entries(wanted)) {
    if (!sameValue(name, actual[name], value)) expect({ [name]: actual[name] }).toEqual({ [name]: value });
  }
}

describe('a calendar task', () => {
  it('says what was written when it was made', () => {
    fc.assert(fc.property(fields, (wanted) => expectSame(read(createText('uid', { fields: wanted, now })), wanted)));
  });

  it('says what was written over anything else', () => {
    fc.assert(
      fc.property(foreign, fields, fields, (text, first, second) => {
        const once = update(text, first);
        expectSame(read(once), first);
        expectSame(read(update(once, second)), second);
      }),
    );
  });

  it('keeps what nobody knows, byte for byte, and its order', () => {
    const known =
      /^(SUMMARY|DESCRIPTION|STATUS|COMPLETED|PERCENT-COMPLETE|PRIORITY|CATEGORIES|DTSTART|DUE|ATTENDEE:mailto|ATTENDEE:MAILTO|RELATED-TO:|DTSTAMP|LAST-MODIFIED|SEQUENCE)/;
    const unknownPart = (from: string): string => {
      const lines = from.split(/(?<=\n)(?![ \t])/);
      const alarmAt = lines.indexOf('BEGIN:VALARM\r\n');
      return lines.filter((line, index) => index >= alarmAt || !known.test(line)).join('');
    };
    const beforeTodo = (from: string): string => from.slice(0, from.indexOf('BEGIN:VTODO'));
    fc.assert(
      fc.property(foreign, fields, (from, wanted) => {
        const written = update(from, wanted);
        expect(beforeTodo(written)).toBe(beforeTodo(from));
        const body = (whole: string): string => unknownPart(whole.slice(whole.indexOf('BEGIN:VTODO')));
        expect(body(written)).toBe(body(from));
      }),
    );
  });

  it('changes one field without touching the lines of any other', () => {
    const names = ['title', 'body', 'priority', 'assignees', 'labels', 'parent'] as const;
    const linesOf = {
      title: /^SUMMARY/,
      body: /^DESCRIPTION/,
      priority: /^PRIORITY/,
      assignees: /^ATTENDEE/,
      labels: /^CATEGORIES/,
      parent: /^RELATED-TO/,
    };
    fc.assert(
      fc.property(foreign, fields, fields, fc.constantFrom(...names), (from, first, second, name) => {
        const before = update(from, first);
        const after = update(before, { [name]: second[name] ?? null });
        const { gone, come } = difference(before, after);
        for (const line of [...gone, ...come]) expect(line).toMatch(linesOf[name]);
        expectSame(read(after), { ...first, [name]: second[name] ?? null });
      }),
    );
  });

  it('is not written at all when nothing differs', () => {
    fc.assert(
      fc.property(foreign, fields, (from, wanted) => {
        const written = update(from, wanted);
        expect(update(written, wanted)).toBe(written);
        expect(update(written, read(written))).toBe(written);
      }),
    );
  });

  it('stays valid whatever dates are written: one kind, start not after due', () => {
    const any = fc.oneof(fc.constant(null), whens.date, whens.local, whens.instant);
    const change = fc.record({ start: any, due: any }, { requiredKeys: [] });
    fc.assert(
      fc.property(foreign, fc.array(change, { minLength: 1, maxLength: 4 }), (from, changes) => {
        let current = from;
        for (const wanted of changes) {
          const before = read(current);
          current = update(current, wanted);
          const { start, due } = read(current);
          if (isWhen(start) && isWhen(due)) {
            expect(start.kind).toBe(due.kind);
            expect(textOf(start) <= textOf(due)).toBe(true);
          }
          // A due date that nobody wrote is never moved.
          if (!('due' in wanted)) expectSame(read(current), { due: before['due'] ?? null });
        }
      }),
    );
  });
});

function isWhen(value: unknown): value is When {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
