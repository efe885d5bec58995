import { describe, expect, it } from 'vitest';
import { createdBase, updatedBase } from '../../../../src-main/core/engine/confirmed-base.ts';
import type { RemoteTask } from '../../../../src-shared/connector/connector.ts';
import type { Fields } from '../../../../src-shared/domain/field.ts';

const made = '2026-03-01T09:00:00.000Z';
const later = '2026-03-01T09:05:00.000Z';
const sent: Fields = { title: 'Write the minutes', priority: null };

describe('the base of a record that we made', () => {
  it('is all of the answer; what the service filled in by itself is no change of theirs (S5)', () => {
    expect(createdBase(sent, record({ title: 'Write the minutes', status: 'New' }), false)).toEqual({
      base: { title: 'Write the minutes', status: 'New' },
      sent: { status: null },
    });
  });

  it('has what the service filled in also after a look-up, where nobody has edited the record (S5)', () => {
    const found = record({ title: 'Write the minutes', status: 'New' }, { createdAt: made, updatedAt: made });
    expect(createdBase(sent, found, true)).toEqual({
      base: { title: 'Write the minutes', status: 'New' },
      sent: { status: null },
    });
  });

  it.each([{ createdAt: made, updatedAt: later }, { createdAt: null, updatedAt: made }, { updatedAt: made }])(
    'leaves out what somebody may have put there since (S3): %j',
    (times) => {
      const found = record({ title: 'Write the minutes', status: 'New' }, times);
      expect(createdBase(sent, found, true)).toEqual({ base: { title: 'Write the minutes' }, sent: {} });
    },
  );

  it('leaves out what we sent and does not stand there any more (S3)', () => {
    const found = record({ title: 'Write the report' }, { createdAt: made, updatedAt: made });
    expect(createdBase(sent, found, true)).toEqual({ base: {}, sent: {} });
  });
});

it('the base of a record that we changed is what the service made of it, not what was sent (S2)', () => {
  const now = record({ title: 'Write the minutes', body: '- one' });
  expect(updatedBase(undefined, { body: '* one' }, now)).toEqual({
    base: { body: '- one' },
    sent: { body: '* one' },
  });
});

function record(fields: Fields, times: Partial<RemoteTask> = {}): RemoteTask {
  return {
    ...{
      id: '1',
      version: null,
      updatedAt: null,
      updatedBy: null,
      url: null,
      raw: null,
      references: [],
      identity: null,
    },
    ...{ fields, ...times },
  };
}
