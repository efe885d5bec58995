import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendMarker, takeMarker } from '../../../../src-main/connectors/kit/marker.ts';

const pattern = /(?<![^\n\r])[ \t]*#(\w+)#[ \t]*(?=[\r\n]|$)/g;
const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r\n', '#', 'ä') });

describe('a marker', () => {
  it('is taken out of the text that it was put to, which is left byte for byte, but for empty lines at its end', () => {
    fc.assert(
      fc.property(text, (people) => {
        fc.pre(!pattern.test(people));
        const { text: left, found } = takeMarker(appendMarker(people, '#id#'), pattern);
        expect(found?.[1]).toBe('id');
        expect(left).toBe(people.replace(/[\r\n]+$/, ''));
      }),
      { seed: 21, numRuns: 500 },
    );
  });

  it.each([
    ['at the beginning', '#id#\n\nWords', 'Words'],
    ['in the middle', 'One\n\n  #id# \nTwo', 'One\nTwo'],
    ['alone', '#id#', ''],
    ['twice, of which the last counts', '#old#\nOne\n#id#', '#old#\nOne'],
    ['with the line ends of Windows', 'One\r\n\r\n#id#\r\nTwo', 'One\r\nTwo'],
  ])('is found %s', (_, given, left) => {
    const { text: rest, found } = takeMarker(given, pattern);
    expect([rest, found?.[1]]).toEqual([left, 'id']);
  });

  it('is not found inside of a line', () => {
    expect(takeMarker('see #id# here', pattern)).toEqual({ text: 'see #id# here', found: null });
  });
});
