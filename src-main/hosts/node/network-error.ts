import type { Applied } from '../../../src-shared/errors.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** Says for a person why a host could not be talked to. `sent`: whether the request may have left this computer. */
export function networkError(host: string, error: unknown, sent: boolean): TaskSyncError {
  const code = errorCode(error);
  const reason = reasonOf(code);
  const applied: Applied = sent ? 'unknown' : 'no';
  const facts = { host, cause: code };
  if (code.startsWith('HPE_')) {
    return new TaskSyncError(
      'invalid-response',
      `${host} answers, but not as a web service does. Nothing was taken from it. Check the address and the port of the connection.`,
      { applied, facts },
    );
  }
  const fate = sent ? 'Whether the request arrived is not known.' : 'Nothing was sent.';
  return new TaskSyncError('unavailable', `Cannot reach ${host}: ${reason.what}. ${fate} ${reason.advice}`, {
    applied,
    facts,
  });
}

/** The original error is not kept as a cause: a parser's error carries the raw bytes of the answer. */
function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Several addresses of one name were tried and each failed.
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return 'unknown';
}

interface Reason {
  readonly what: string;
  readonly advice: string;
}

const offline = 'Check the address and the network; it is tried again later.';
const certificate = 'Ask whoever runs the service to repair its certificate.';
const unknownSigner =
  'If you run it or know who does, give its certificate with the connection; otherwise do not go on: somebody may be listening.';

const reasons: Readonly<Record<string, Reason>> = {
  ECONNREFUSED: {
    what: 'it refused the connection',
    advice: 'Check the address and the port, and that the service is running.',
  },
  ENOTFOUND: { what: 'its name is not known', advice: offline },
  EAI_AGAIN: { what: 'its name could not be looked up', advice: offline },
  EHOSTUNREACH: { what: 'no way leads there', advice: offline },
  ENETUNREACH: { what: 'this computer has no network', advice: offline },
  ETIMEDOUT: { what: 'it did not answer in time', advice: offline },
  ECONNRESET: { what: 'the connection broke', advice: 'It is tried again later.' },
  EPIPE: { what: 'the connection broke', advice: 'It is tried again later.' },
  EPROTO: {
    what: 'no encrypted connection could be made',
    advice: 'Check whether the address should start with http or https.',
  },
  CERT_HAS_EXPIRED: { what: 'its certificate has expired', advice: certificate },
  CERT_NOT_YET_VALID: { what: 'its certificate is not valid yet', advice: 'Check the date and time of this computer.' },
  ERR_TLS_CERT_ALTNAME_INVALID: { what: 'its certificate belongs to another name', advice: 'Check the address.' },
  DEPTH_ZERO_SELF_SIGNED_CERT: { what: 'its certificate is signed by nobody but itself', advice: unknownSigner },
  SELF_SIGNED_CERT_IN_CHAIN: { what: 'its certificate is signed by an authority unknown here', advice: unknownSigner },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { what: 'its certificate cannot be verified', advice: unknownSigner },
  UNABLE_TO_GET_ISSUER_CERT: { what: 'its certificate cannot be verified', advice: unknownSigner },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { what: 'its certificate cannot be verified', advice: unknownSigner },
};

function reasonOf(code: string): Reason {
  if (/^ERR_(SSL|TLS)_/.test(code)) return reasons[code] ?? reasons['EPROTO'] ?? unknownReason;
  return reasons[code] ?? unknownReason;
}

const unknownReason: Reason = { what: 'the connection failed', advice: offline };
