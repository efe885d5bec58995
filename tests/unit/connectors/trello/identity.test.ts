import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markerLength, withMarker, withoutMarker } from '../../../../src-main/connectors/trello/identity.ts';
import { trello } from '../../../../src-main/connectors/trello/index.ts';
import { longestMarked } from '../../../../src-main/connectors/trello/trello-schema.ts';

const identity = 'abcdefghijklmnopqrstuvwx23';
const other = 'zyxwvutsrqponmlkjihgfedcba';
const base32 = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567'),
  minLength: 26,
  maxLength: 26,
});
/** Texts of people do not end in an empty line; that one belongs to the marker. */
const texts = fc
  .array(
    fc.constantFrom('a', 'Größe', ' ', '\n', '[', ']', '(', ')', '\\', '[//]: # (ts1:x)', '<!-- a -->', '# b', '- c'),
  )
  .map((parts) => parts.join('').replace(/^[\n]+|[\n]+$/g, ''));

describe('marker', () => {
  it('is taken out as it was put in, and the text stays byte for byte', () => {
    fc.assert(
      fc.property(texts, base32, (text, own) => {
        expect(withoutMarker(withMarker(text, own))).toEqual({ text, identity: own });
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it.each([
    ['at the beginning', `[//]: # (ts1:${identity})\n\nOne`, 'One'],
    ['in the middle, with line ends of Windows', `One\r\n\r\n[//]: # (ts1:${identity})\r\n\r\nTwo`, 'One\r\n\r\nTwo'],
    ['with the backslashes of an editor', `One\n\n\\[//\\]: # \\(ts1:${identity}\\)`, 'One'],
    [
      'the last of several',
      `[//]: # (ts1:${other})\n\nOne\n\n[//]: # (ts1:${identity})`,
      `[//]: # (ts1:${other})\n\nOne`,
    ],
    ['alone', `[//]: # (ts1:${identity})`, ''],
  ])('is found %s', (_, description, text) => {
    expect(withoutMarker(description)).toEqual({ text, identity });
  });

  it.each([
    '[//]: # (ts1:short)',
    `see [//]: # (ts1:${identity})`,
    `[//]: # (ts1:${identity.toUpperCase()})`,
    '[//]: # (note)',
  ])('is not seen in “%s”', (text) => {
    expect(withoutMarker(text)).toEqual({ text, identity: null });
  });

  it('takes as much of the place for a text as is declared', () => {
    expect(withMarker('x'.repeat(longestMarked), identity)).toHaveLength(16_384);
    expect(trello.capabilities.comments?.maxLength).toBe(16_384 - markerLength);
  });
});
