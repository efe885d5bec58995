import { describe, expect, it } from 'vitest';
import { createFieldNames } from '../../../../src-main/connectors/kit/field-names.ts';
import { dayValue, listValue, textValue, titleValue } from '../../../../src-main/connectors/kit/field-values.ts';

describe('values of fields', () => {
  it('of another kind are empty ones', () => {
    expect([textValue('a'), textValue(null), textValue(['a']), textValue(undefined)]).toEqual(['a', '', '', '']);
    expect([listValue(['a']), listValue('a'), listValue(null)]).toEqual([['a'], [], []]);
  });

  it('become one line where a title has one', () => {
    expect(titleValue('Fix \r\n\n  the door\n')).toBe('Fix the door ');
  });

  it('are days, or refused', () => {
    expect(dayValue('Redmine', { kind: 'date', date: '2026-03-01' })).toBe('2026-03-01');
    expect([dayValue('Redmine', null), dayValue('Redmine', '')]).toEqual([null, null]);
    expect(() => dayValue('Redmine', { kind: 'instant', at: '2026-03-01T09:00:00Z' })).toThrow(
      expect.objectContaining({ code: 'rejected', message: expect.stringMatching(/^Redmine knows days only/) }),
    );
  });
});

describe('names of fields', () => {
  it('have the id beside them where a name is taken', () => {
    const nameOf = createFieldNames(['x.type']);
    expect([nameOf('Area', 1), nameOf('Area', '22'), nameOf('type', 3)]).toEqual([
      'x.Area',
      'x.Area (#22)',
      'x.type (#3)',
    ]);
  });
});
