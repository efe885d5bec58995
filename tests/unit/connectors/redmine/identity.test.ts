import { describe, expect, it } from 'vitest';
import { withMarker, withoutMarker } from '../../../../src-main/connectors/redmine/identity.ts';

const identity = 'abcdefghijklmnopqrstuvwx23';
const other = 'zyxwvutsrqponmlkjihgfedcba';

describe('marker', () => {
  it.each(['textile', 'markdown'] as const)('is taken out as it was put in, in %s', (format) => {
    for (const text of ['', 'One', 'One\n\n* two', '  indented']) {
      expect(withoutMarker(withMarker(text, identity, format))).toEqual({ text, identity });
      expect(withoutMarker(withMarker(text, identity, format).replaceAll('\n', '\r\n'))).toEqual({
        text: text.replaceAll('\n', '\r\n'),
        identity,
      });
    }
  });

  it('is put nowhere without an identity', () => {
    expect(withMarker('One', null, 'textile')).toBe('One');
  });

  it.each([
    ['at the beginning', `<!-- ts1:${identity} -->\r\n\r\nOne`, 'One'],
    ['in the middle', `One\r\n\r\n<!-- ts1:${identity} -->\r\n\r\nTwo`, 'One\r\n\r\nTwo'],
    ['of the other format', `One\n\n[//]: # (ts1:${identity})`, 'One'],
    ['the last of several', `One\n\n<!-- ts1:${other} -->\n\n<!-- ts1:${identity} -->`, `One\n\n<!-- ts1:${other} -->`],
  ])('is found %s', (_, description, text) => {
    expect(withoutMarker(description)).toEqual({ text, identity });
  });

  it.each([
    '<!-- ts1:short -->',
    `see <!-- ts1:${identity} -->`,
    `<!-- ts1:${identity.toUpperCase()} -->`,
    '<!-- note -->',
  ])('is not seen in “%s”', (text) => {
    expect(withoutMarker(text)).toEqual({ text, identity: null });
  });
});
