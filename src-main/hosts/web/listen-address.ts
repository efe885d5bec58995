import { isIP } from 'node:net';

export interface ListenAddress {
  /** An IP address, without brackets. */
  readonly address: string;
  readonly port: number;
}

const usualPort = 8443;

/** `192.168.1.20`, `192.168.1.20:8443`, `[fd00::20]:8443`, `0.0.0.0`. Null: none of these. */
export function parseListen(text: string): ListenAddress | null {
  if (isIP(text) !== 0) return { address: text, port: usualPort };
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? '';
  const number = port === undefined ? usualPort : Number(port);
  if (isIP(address) !== (bracketed === undefined ? 4 : 6) || number > 65_535) return null;
  return { address, port: number };
}

/** As a browser writes it: an IPv6 address in its short form and in brackets. */
export function hostName(name: string): string {
  return isIP(name) === 6 ? new URL(`http://[${name}]`).hostname : name.toLowerCase();
}

export function isEverywhere({ address }: ListenAddress): boolean {
  return ['0.0.0.0', '[::]'].includes(hostName(address));
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}
