import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedSince, overlapMs, readCursor, writeCursor } from '../../../../src-main/connectors/jira/cursor.ts';
import { readValue, writeValue } from '../../../../src-main/connectors/jira/custom-fields.ts';
import { deploymentOf } from '../../../../src-main/connectors/jira/deployment.ts';
import { isoTime } from '../../../../src-main/connectors/jira/jira-time.ts';
import { withAnchor, withoutAnchor } from '../../../../src-main/connectors/jira/marker.ts';
import { timeInZone, zonedTime } from '../../../../src-main/demo/jira/zone-time.ts';
import type { ConnectContext } from '../../../../src-shared/connector/descriptor.ts';

const deploymentFor = (deployment: string) => deploymentOf({ options: { deployment } } as unknown as ConnectContext);
const cloud = deploymentFor('cloud');
const seed = { seed: 7, numRuns: 400 };
const moment = fc.integer({ min: Date.parse('2001-01-01'), max: Date.parse('2040-01-01') });
const zone = fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Chatham', 'America/St_Johns');

describe('times', () => {
  test('are the same moment whatever the zone that Jira writes them in', () => {
    fc.assert(
      fc.property(moment, zone, (time, where) => {
        expect(isoTime(zonedTime(time, where))).toBe(new Date(time).toISOString());
      }),
      seed,
    );
    expect(isoTime('2021-03-28T16:06:08.713+0800')).toBe('2021-03-28T08:06:08.713Z');
    expect(() => isoTime('yesterday')).toThrow(expect.objectContaining({ code: 'invalid-response' }));
  });

  test('of a wall clock are found again, apart from the hour that is there twice', () => {
    fc.assert(
      fc.property(moment, zone, (time, where) => {
        const minute = Math.floor(time / 60_000) * 60_000;
        const wall = zonedTime(minute, where).slice(0, 19);
        expect([minute, minute - 3_600_000]).toContain(timeInZone(wall, where));
      }),
      seed,
    );
  });
});

describe('the cursor', () => {
  test('comes back as it was written', () => {
    const time = fc.integer({ min: 0, max: 2 ** 42 });
    const under = fc.record({ start: time, at: fc.base64String({ minLength: 1 }) });
    fc.assert(
      fc.property(fc.option(time), fc.option(under), (since, position) => {
        expect(readCursor(writeCursor({ since, under: position }))).toEqual({ since, under: position });
      }),
      seed,
    );
  });

  test.each(['', 'jira1', 'jira1 x', 'jira2 5', 'jira1 5 6', 'jira1 5 6 a b', 'redmine1 -'])('%j is stale', (text) => {
    expect(() => readCursor(text)).toThrow(expect.objectContaining({ code: 'stale-version' }));
  });

  test('asks for whole minutes, early enough', () => {
    fc.assert(
      fc.property(moment, (since) => {
        const asked = Number(/^updated >= (\d+)$/.exec(changedSince(since))?.[1]);
        expect(asked % 60_000).toBe(0);
        expect(asked).toBeLessThanOrEqual(since - overlapMs);
      }),
      seed,
    );
  });
});

describe('custom fields', () => {
  test('dates with a time keep their second', () => {
    fc.assert(
      fc.property(moment, (time) => {
        const at = `${new Date(time).toISOString().slice(0, 19)}Z`;
        const sent = writeValue('datetime', { kind: 'instant', at }, cloud, null);
        expect(readValue('datetime', sent, cloud)).toEqual({ kind: 'instant', at });
      }),
      seed,
    );
  });

  test.each([
    ['cascading', 'Europe / South', { value: 'Europe', child: { value: 'South' } }],
    ['cascading', 'Asia', { value: 'Asia' }],
    ['option', '501', { id: '501' }],
    ['versions', ['1', '2'], [{ id: '1' }, { id: '2' }]],
    ['user', 'someone', { accountId: 'someone' }],
    ['users', ['a', 'b'], [{ accountId: 'a' }, { accountId: 'b' }]],
    ['labels', ['a', 'b'], ['a', 'b']],
    ['number', 2.5, 2.5],
    ['text', 'Words', 'Words'],
    ['date', { kind: 'date', date: '2028-02-29' }, '2028-02-29'],
  ] as const)('%s goes there and back: %j', (kind, value, sent) => {
    expect(writeValue(kind, value, cloud, null)).toEqual(sent);
    expect(readValue(kind, sent, cloud)).toEqual(value);
  });

  test('a sprint is the open one, in both forms that Jira gives', () => {
    const cloudSprints = [
      { id: 5, state: 'closed' },
      { id: 6, state: 'active' },
    ];
    const text = (id: number, state: string) =>
      `com.atlassian.greenhopper.service.sprint.Sprint@1f[id=${id},rapidViewId=3,state=${state},name=A, id=9]`;
    expect(readValue('sprint', cloudSprints, cloud)).toBe('6');
    expect(readValue('sprint', [text(5, 'CLOSED'), text(7, 'FUTURE')], cloud)).toBe('7');
    expect(readValue('sprint', [text(5, 'CLOSED')], cloud)).toBeNull();
    expect(readValue('sprint', null, cloud)).toBeNull();
  });

  test('what is of another kind is refused on the way out and ignored on the way in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const kind of ['text', 'number', 'option', 'options', 'cascading', 'users', 'labels', 'sprint'] as const) {
          expect(() => readValue(kind, value, cloud)).not.toThrow();
        }
      }),
      seed,
    );
    const day = { kind: 'date', date: '2026-01-01' } as const;
    expect(() => writeValue('datetime', day, cloud, null)).toThrow(expect.objectContaining({ code: 'rejected' }));
    expect(() => writeValue('labels', ['two words'], cloud, null)).toThrow(/two words/);
  });
});

describe('the marker in a description', () => {
  const identity = fc.stringMatching(/^[a-z0-9]{26}$/);
  test('is taken out again without touching the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '{', '}', ':', '-') }), identity, (text, id) => {
        const found = withoutAnchor(withAnchor(text, id));
        expect(found.identity).toBe(id);
        expect(found.text).toBe(text.replace(/[\r\n]+$/, ''));
      }),
      seed,
    );
  });

  test('in the middle of a line is no marker', () => {
    const line = `see {anchor:ts1-${'a'.repeat(26)}} here`;
    expect(withoutAnchor(line)).toEqual({ text: line, identity: null, isRemembered: false });
  });
});
