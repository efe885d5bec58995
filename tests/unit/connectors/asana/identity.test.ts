import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withMarker, withoutMarker } from '../../../../src-main/connectors/asana/identity.ts';

const identity = 'abcdefghijklmnopqrstuvwx23';
const other = 'zyxwvutsrqponmlkjihgfedcba';

describe('marker in the HTML of Asana', () => {
  it('is taken out as it was put in, whatever the text', () => {
    const inner = fc
      .array(
        fc.constantFrom('One', '\n', '\n\n', '<strong>b</strong>', '<ul><li>x</li></ul>', '&amp;', ' ', 'ts1:', '日本'),
      )
      .map((parts) => parts.join(''))
      // Empty lines at the end mean nothing, and the marker stands after them.
      .filter((text) => !text.endsWith('\n'));
    fc.assert(
      fc.property(inner, (text) => {
        const html = `<body>${text}</body>`;
        expect(withoutMarker(withMarker(html, identity))).toEqual({ html, identity });
      }),
      { seed: 27, numRuns: 2_000 },
    );
  });

  it('is put nowhere without an identity', () => {
    expect(withMarker('<body>One</body>', null)).toBe('<body>One</body>');
  });

  it.each([
    ['at the beginning', `<body><code>ts1:${identity}</code>\n\nOne</body>`, '<body>One</body>'],
    ['in the middle', `<body>One\n\n<code>ts1:${identity}</code>\n\nTwo</body>`, '<body>One\n\nTwo</body>'],
    ['without its tag', `<body>One\n\nts1:${identity}</body>`, '<body>One</body>'],
    ['alone', `<body><code>ts1:${identity}</code></body>`, '<body></body>'],
    [
      'after a list',
      `<body><ul><li>x</li></ul><code>ts1:${identity}</code></body>`,
      '<body><ul><li>x</li></ul></body>',
    ],
    [
      'the last of several',
      `<body><code>ts1:${other}</code>\n\n<code>ts1:${identity}</code></body>`,
      `<body><code>ts1:${other}</code></body>`,
    ],
  ])('is found %s', (_, marked, html) => {
    expect(withoutMarker(marked)).toEqual({ html, identity });
  });

  it.each([
    '<body>ts1:short</body>',
    `<body>see ts1:${identity}</body>`,
    `<body>ts1:${identity} is ours</body>`,
    `<body>ts1:${identity.toUpperCase()}</body>`,
    `<body><a href="https://example.org/ts1:${identity}">x</a></body>`,
  ])('is not seen in “%s”', (html) => {
    expect(withoutMarker(html)).toEqual({ html, identity: null });
  });
});
