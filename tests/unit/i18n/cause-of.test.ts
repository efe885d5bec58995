import { describe, expect, it } from 'vitest';
import type { RefusalReason } from '../../../src-shared/domain/plan.ts';
import { errorCodes } from '../../../src-shared/errors.ts';
import { type Cause, causeOf } from '../../../src-shared/i18n/cause-of.ts';
import { causes } from '../../../src-shared/i18n/en/causes.ts';

const known = (cause: string): boolean => `causes.${cause}.do` in causes;
const all = Object.keys(causes).flatMap((key) => (key.endsWith('.do') ? [key.slice('causes.'.length, -3)] : []));

/** The compiler holds this to all reasons. */
const reasons: Readonly<Record<RefusalReason, true>> = {
  ...{ 'unmapped-value': true, 'read-only': true, 'too-long': true, 'too-large': true, 'no-place': true },
  ...{ 'not-accepted': true, drift: true, 'ambiguous-match': true, fought: true, 'invalid-value': true, lossy: true },
  ...{ required: true, 'rule-failed': true },
} as const;

describe('every failure has a cause with words', () => {
  it.each([...errorCodes, ...Object.keys(reasons), 'undecidable'])('%s', (code) => {
    expect(causeOf({ code, field: null }, known)).toBe(code);
  });

  it('at least forty of them, each with a heading and what to do', () => {
    expect(all.length).toBeGreaterThanOrEqual(40);
    for (const cause of all) expect(causes).toHaveProperty([`causes.${cause}`]);
  });

  it('what nobody knows is said to be unknown', () => {
    expect(causeOf({ code: 'made-up', field: null }, known)).toBe('unknown');
  });
});

describe('facts and fields make it finer', () => {
  const cases: readonly (readonly [string, string | null, Record<string, string | number | boolean>, Cause])[] = [
    ['unavailable', null, { host: 'x', cause: 'ECONNREFUSED' }, 'refused-connection'],
    ['unavailable', null, { cause: 'ENOTFOUND' }, 'unknown-name'],
    ['unavailable', null, { cause: 'ENETUNREACH' }, 'no-network'],
    ['unavailable', null, { status: 504 }, 'timeout'],
    ['unavailable', null, { cause: 'ECONNRESET' }, 'broken-connection'],
    ['unavailable', null, { cause: 'CERT_HAS_EXPIRED' }, 'certificate-expired'],
    ['unavailable', null, { cause: 'CERT_NOT_YET_VALID' }, 'clock'],
    ['unavailable', null, { cause: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'certificate-name'],
    ['unavailable', null, { cause: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'certificate'],
    ['unavailable', null, { cause: 'UNABLE_TO_GET_ISSUER_CERT' }, 'certificate'],
    ['unavailable', null, { cause: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'encryption'],
    ['unavailable', null, { status: 503 }, 'maintenance'],
    ['unavailable', null, { status: 500 }, 'server-fault'],
    ['forbidden', null, { status: 402 }, 'payment'],
    ['rejected', null, { status: 413 }, 'request-too-large'],
    ['rejected', 'due', { status: 422 }, 'field-refused'],
    ['rejected', 'status', {}, 'status-refused'],
    ['rejected', 'comments', {}, 'comment-refused'],
    ['unmapped-value', 'assignees', {}, 'unknown-person'],
    ['invalid-response', null, { cause: 'HPE_INVALID_CONSTANT' }, 'not-a-service'],
    ['invalid-response', null, { status: 200, bytes: 512 }, 'web-page'],
    ['rate-limited', null, { isReserved: true }, 'reserved'],
    ['invalid-input', null, { about: 'file' }, 'file'],
  ];
  it.each(cases)('%s %s %o is %s', (code, field, facts, cause) => {
    expect(causeOf({ code, field, facts }, known)).toBe(cause);
  });

  it('each cause can be reached', () => {
    const reached = new Set<string>([
      ...cases.map(([, , , cause]) => cause),
      ...[...errorCodes, ...Object.keys(reasons), 'undecidable', 'waiting', 'unknown'],
      ...['rejected', 'unmapped-value', 'no-place'].flatMap((code) =>
        ['parent', 'assignees', 'attachments', 'status', 'comments'].map((field) => causeOf({ code, field }, known)),
      ),
      ...[410, 407, 415].map((status) =>
        causeOf({ code: status === 410 ? 'not-found' : 'rejected', field: null, facts: { status } }, known),
      ),
      causeOf({ code: 'locked', field: null, facts: { sqlite: 'SQLITE_BUSY' } }, known),
      causeOf({ code: 'invalid-input', field: null, facts: { cause: 'damaged' } }, known),
    ]);
    expect(all.filter((cause) => !reached.has(cause))).toEqual([]);
  });
});
