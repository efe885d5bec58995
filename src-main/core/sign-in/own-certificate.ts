import { X509Certificate } from 'node:crypto';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Http } from '../../../src-shared/ports/ports.ts';

/** The option of a connection that holds what the person trusts for it (SEC-29). */
const key = 'certificate';
const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * SHA-256 of each certificate in the text, to be compared with what whoever runs the server says.
 * @throws `invalid-input` for anything else; a private key above all must not be kept here
 */
export function fingerprintsOf(pem: string): readonly string[] {
  const blocks = pem.match(block) ?? [];
  const rest = pem.replaceAll(block, '').trim();
  if (blocks.length === 0 || rest !== '') throw noCertificate(/PRIVATE KEY/.test(pem));
  try {
    return blocks.map((one) => new X509Certificate(one).fingerprint256);
  } catch {
    throw noCertificate(false);
  }
}

export function certificateOf({ options }: Pick<Connection, 'options'>): string | null {
  return options[key] || null;
}

/** How requests of a connection go out: to its own server with the certificate that was given for it. */
export function httpOf(http: Http, connection: Pick<Connection, 'url' | 'options'>): Http {
  const trust = certificateOf(connection);
  const origin = connection.url === null ? null : (URL.parse(connection.url)?.origin ?? null);
  return trust === null || origin === null ? http : trustingHttp(http, origin, trust);
}

/** Trusts the certificate at that origin, and nowhere else. */
export function trustingHttp(http: Http, origin: string, trust: string): Http {
  return {
    send: (request) => http.send(URL.parse(request.url)?.origin === origin ? { ...request, trust } : request),
  };
}

function noCertificate(isKey: boolean): TaskSyncError {
  const what = isKey ? 'This holds a private key, which belongs to the server alone' : 'This is no certificate';
  return new TaskSyncError(
    'invalid-input',
    `${what}. Nothing was saved. Give the text between -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----, those lines included.`,
  );
}
