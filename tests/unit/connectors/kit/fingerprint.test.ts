import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint } from '../../../../src-main/connectors/kit/fingerprint.ts';

test('versions that were stored with it are still the same', () => {
  expect([fingerprint(''), fingerprint('{"id":1}')]).toEqual(['811c9dc59e3779b9', '1227961bc47baabc']);
});

test('a changed text has another one, of 16 digits', () => {
  const texts = new Map<string, string>();
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const print = fingerprint(text);
      expect(print).toMatch(/^[0-9a-f]{16}$/);
      expect(texts.get(print) ?? text).toBe(text);
      texts.set(print, text);
    }),
    { seed: 5, numRuns: 300 },
  );
});
