import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomIds } from '../../../../src-main/hosts/node/random-ids.ts';
import { systemRandom } from '../../../../src-main/hosts/node/system-random.ts';
import { base32 } from '../../../../src-shared/domain/base32.ts';

describe('randomIds', () => {
  it('makes 26 characters of base32, never the same twice', () => {
    const ids = Array.from({ length: 10_000 }, () => randomIds.next());
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z2-7]{26}$/);
  });
});

describe('base32', () => {
  it.each([
    ['', ''],
    ['f', 'my'],
    ['fo', 'mzxq'],
    ['foo', 'mzxw6'],
    ['foob', 'mzxw6yq'],
    ['fooba', 'mzxw6ytb'],
    ['foobar', 'mzxw6ytboi'],
  ])('writes %j as RFC 4648 does, without padding', (text, expected) => {
    expect(base32(new TextEncoder().encode(text))).toBe(expected);
  });

  it('keeps every bit', () => {
    const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const bits = [...base32(bytes)].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
        expect([...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')).toBe(
          bits.slice(0, bytes.length * 8),
        );
      }),
    );
  });
});

describe('systemRandom', () => {
  it('gives numbers from 0 to below 1', () => {
    for (let count = 0; count < 100; count++) {
      const value = systemRandom.next();
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(1);
    }
  });
});
