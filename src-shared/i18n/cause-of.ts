import type { causes } from './en/causes.ts';

/** Why something could not be done, as fine as a person can do something about it. `causes.<cause>` has its words. */
export type Cause = {
  [Key in keyof typeof causes]: Key extends `causes.${infer Name}.do` ? Name : never;
}[keyof typeof causes];

type Facts = Readonly<Record<string, string | number | boolean | null>>;

interface Failure {
  /** An error's code, or the reason of a refusal. */
  readonly code: string;
  readonly field: string | null;
  readonly facts?: Facts;
}

/** What a network, a server and a database say, and what that means to a person. */
const byFact: readonly { readonly code: string; readonly cause: Cause; readonly is: (facts: Facts) => boolean }[] = [
  { code: 'rate-limited', cause: 'reserved', is: ({ isReserved }) => isReserved === true },
  { code: 'unavailable', cause: 'refused-connection', is: network('ECONNREFUSED') },
  { code: 'unavailable', cause: 'unknown-name', is: network('ENOTFOUND', 'EAI_AGAIN') },
  { code: 'unavailable', cause: 'no-network', is: network('ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN') },
  {
    code: 'unavailable',
    cause: 'timeout',
    is: either(network('ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT'), status(408, 504)),
  },
  { code: 'unavailable', cause: 'broken-connection', is: network('ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET') },
  { code: 'unavailable', cause: 'certificate-expired', is: network('CERT_HAS_EXPIRED') },
  { code: 'unavailable', cause: 'clock', is: network('CERT_NOT_YET_VALID') },
  { code: 'unavailable', cause: 'certificate-name', is: network('ERR_TLS_CERT_ALTNAME_INVALID') },
  { code: 'unavailable', cause: 'certificate', is: ({ cause }) => /SIGN|ISSUER|CERT_/.test(String(cause ?? '')) },
  {
    code: 'unavailable',
    cause: 'encryption',
    is: ({ cause }) => /^(EPROTO|ERR_(SSL|TLS)_)/.test(String(cause ?? '')),
  },
  { code: 'unavailable', cause: 'maintenance', is: status(503) },
  { code: 'unavailable', cause: 'server-fault', is: ({ status: told }) => typeof told === 'number' && told >= 500 },
  { code: 'forbidden', cause: 'payment', is: status(402) },
  { code: 'not-found', cause: 'gone', is: status(410) },
  { code: 'rejected', cause: 'proxy', is: status(407) },
  { code: 'rejected', cause: 'request-too-large', is: status(413) },
  { code: 'rejected', cause: 'content-type', is: status(415) },
  { code: 'invalid-response', cause: 'not-a-service', is: ({ cause }) => String(cause ?? '').startsWith('HPE_') },
  { code: 'invalid-response', cause: 'web-page', is: ({ bytes }) => bytes !== undefined },
  { code: 'invalid-input', cause: 'file', is: ({ about }) => about === 'file' },
  { code: 'invalid-input', cause: 'damaged', is: ({ cause }) => cause === 'damaged' },
  { code: 'locked', cause: 'database-busy', is: ({ sqlite }) => sqlite !== undefined },
];

/** The same code means another thing where it is about one of these. */
const byField: Readonly<Record<string, Cause>> = {
  'rejected comments': 'comment-refused',
  'rejected attachments': 'file-refused',
  'rejected parent': 'parent-refused',
  'rejected status': 'status-refused',
  'rejected assignees': 'person-refused',
  'unmapped-value assignees': 'unknown-person',
  'unmapped-value status': 'unmapped-status',
  'no-place comments': 'no-comments',
  'no-place attachments': 'no-files',
};

/** @param known whether there are words for it */
export function causeOf({ code, field, facts = {} }: Failure, known: (cause: string) => boolean): Cause {
  const told = byFact.find((one) => one.code === code && one.is(facts))?.cause;
  const found = told ?? byField[`${code} ${field}`] ?? (code === 'rejected' && field !== null ? 'field-refused' : code);
  return known(found) ? (found as Cause) : 'unknown';
}

function network(...codes: readonly string[]): (facts: Facts) => boolean {
  return ({ cause }) => typeof cause === 'string' && codes.includes(cause);
}

function status(...wanted: readonly number[]): (facts: Facts) => boolean {
  return ({ status: told }) => typeof told === 'number' && wanted.includes(told);
}

function either(...tests: readonly ((facts: Facts) => boolean)[]): (facts: Facts) => boolean {
  return (facts) => tests.some((test) => test(facts));
}
