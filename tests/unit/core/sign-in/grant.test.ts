import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Grant, hasEnded, parseGrant, printGrant } from '../../../../src-main/core/sign-in/grant.ts';
import { Secret } from '../../../../src-shared/secret.ts';

const grant: Grant = {
  ...{ taskSyncGrant: 1, kind: 'code', tokenUrl: 'https://desk.example.org/token', clientId: 'c', clientSecret: null },
  ...{
    accessToken: new Secret('a'),
    refreshToken: new Secret('r'),
    expiresAt: 3_600_000,
    obtainedAt: 0,
    refused: null,
  },
};

describe('a grant', () => {
  it('is read as it was printed', () => {
    const printed = printGrant(grant);
    expect(JSON.parse(printed)).toMatchObject({ accessToken: 'a', refreshToken: 'r', clientSecret: null });
    const read = parseGrant(printed);
    expect(read).toMatchObject({ clientId: 'c', expiresAt: 3_600_000 });
    expect(read && printGrant(read)).toBe(printed);
  });

  it('is not written down by mistake: only the store of secrets is given its words (SEC-27)', () => {
    const read = parseGrant(printGrant(grant)) ?? grant;
    expect(() => JSON.stringify(read)).toThrow(/secret was about to be written down/);
    expect(inspect(read, { depth: 9, showHidden: true })).toContain('accessToken: [secret]');
  });

  it('is never found in a password or token, whatever they look like', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constantFrom('{', '{}', '{"taskSyncGrant":1}')), (secret) => {
        expect(parseGrant(secret)).toBeNull();
      }),
      { seed: 20261127, numRuns: 1_000 },
    );
  });

  it.each([
    [3_539_999, false],
    [3_540_000, true],
    [9_000_000, true],
    [-9_000_000, false],
  ])('at %i has ended: %s', (now, ended) => {
    expect(hasEnded(grant, now)).toBe(ended);
  });

  it('of ten seconds is used for five', () => {
    expect(hasEnded({ ...grant, expiresAt: 10_000 }, 4_999)).toBe(false);
    expect(hasEnded({ ...grant, expiresAt: 10_000 }, 5_000)).toBe(true);
  });

  it('without an end has none', () => {
    expect(hasEnded({ ...grant, expiresAt: null }, Number.MAX_SAFE_INTEGER)).toBe(false);
  });
});
