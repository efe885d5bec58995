import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { hostName } from './listen-address.ts';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** The names and addresses that it is for, as browsers write them; without wildcards. */
  readonly names: readonly string[];
}

/** Reads and checks it before anything is opened. Throws `invalid-input`. */
export async function readCertificate(certFile: string, keyFile: string, now: number): Promise<Certificate> {
  const cert = await readText(certFile, '--tls-cert');
  const key = await readText(keyFile, '--tls-key');
  const parsed = attempt(() => new X509Certificate(cert), 'The file of --tls-cert is no certificate (PEM).');
  const privateKey = attempt(
    () => createPrivateKey(key),
    'The file of --tls-key is no private key (PEM), or it is under a passphrase.',
  );
  if (!parsed.checkPrivateKey(privateKey)) throw refused('The key of --tls-key does not belong to the certificate.');
  if (parsed.validToDate.getTime() <= now) throw refused('The certificate of --tls-cert is no longer valid.');
  if (parsed.validFromDate.getTime() > now) throw refused('The certificate of --tls-cert is not valid yet.');
  return { cert, key, names: namesOf(parsed.subjectAltName ?? '') };
}

function namesOf(alternatives: string): readonly string[] {
  const names = [...alternatives.matchAll(/(?:DNS|IP Address):([^,\s"]+)/g)].map(([, name = '']) => hostName(name));
  return [...new Set(names)].filter((name) => !name.includes('*'));
}

async function readText(file: string, option: string): Promise<string> {
  return await readFile(file, 'utf8').catch((cause: unknown) => {
    throw refused(`The file of ${option} cannot be read.`, cause);
  });
}

function attempt<T>(work: () => T, sentence: string): T {
  try {
    return work();
  } catch {
    // What was wrong with it might quote it.
    throw refused(sentence);
  }
}

function refused(sentence: string, cause?: unknown): TaskSyncError {
  return new TaskSyncError('invalid-input', `${sentence} Nothing was opened.`, cause === undefined ? {} : { cause });
}
