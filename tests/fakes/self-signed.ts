import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

export interface SelfSigned {
  readonly cert: string;
  readonly key: string;
}

const day = 24 * 60 * 60 * 1000;
const ecdsaWithSha256 = '2a8648ce3d040302';
const commonNameId = '550403';
const subjectAltName = '551d11';
const basicConstraints = '551d13';

export interface CertificateOptions {
  /** Days from now. */
  readonly from?: number;
  readonly to?: number;
  readonly commonName?: string;
  /** Who signs it; default: nobody but itself. */
  readonly issuer?: Authority;
}

/** A certificate that may sign others. */
export interface Authority extends SelfSigned {
  readonly commonName: string;
}

/** An authority that no system knows. */
export function makeAuthority(commonName: string): Authority {
  return {
    ...makeCertificate([extension(basicConstraints, sequence(der(0x01, Buffer.of(0xff))))], { commonName }),
    commonName,
  };
}

/** A certificate for these names and IPv4 addresses, valid from a day before to so many days after now. */
export function makeSelfSigned(names: readonly string[], options: CertificateOptions = {}): SelfSigned {
  return makeCertificate(
    names.length === 0 ? [] : [extension(subjectAltName, sequence(...names.map(alternative)))],
    options,
  );
}

function makeCertificate(
  extensions: readonly Buffer[],
  { from = -1, to = 30, commonName = 'Task Sync test', issuer }: CertificateOptions,
): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(objectId(ecdsaWithSha256));
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    nameOf(issuer?.commonName ?? commonName),
    sequence(time(Date.now() + from * day), time(Date.now() + to * day)),
    nameOf(commonName),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions.length === 0 ? [] : [der(0xa3, sequence(...extensions))]),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', content, issuer?.key ?? privateKey)]);
  const body = sequence(content, algorithm, der(0x03, signature)).toString('base64');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${body.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(objectId(commonNameId), der(0x0c, Buffer.from(commonName)))));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), der(0x04, value));
}

function alternative(name: string): Buffer {
  return isIPv4(name) ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name));
}

function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return der(0x18, Buffer.from(`${digits}Z`));
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** Tag, length, value. */
function der(tag: number, value: Buffer): Buffer {
  const size = value.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}
