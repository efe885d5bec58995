import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../../../src-shared/ports/ports.ts';
import type { DeviceRegister } from './device-register.ts';
import { sendStatus } from './page-files.ts';
import { guardHeaders } from './page-headers.ts';
import type { PairingDesk, Redeemed } from './pairing-desk.ts';
import { sessionCookie } from './session-cookie.ts';

export const pairPath = '/pair';

interface PairOptions {
  readonly register: DeviceRegister;
  readonly desk: PairingDesk;
  readonly logger: Logger;
}

const mostBytes = 1024;
const statuses: Readonly<Record<Redeemed, number>> = { paired: 200, wrong: 403, gone: 410, later: 429 };

/** A code for a session. The only request that changes something, so it is JSON, which no form and no other page can send. */
export async function pair(request: IncomingMessage, response: ServerResponse, options: PairOptions): Promise<void> {
  const { register, desk, logger } = options;
  if (request.headers['content-type'] !== 'application/json') {
    sendStatus(response, 415);
    return;
  }
  const asked = parse(await readBody(request));
  if (asked === null) {
    sendStatus(response, 400);
    return;
  }
  const outcome = desk.redeem(asked.code);
  if (outcome !== 'paired') {
    logger.warn('pairing-refused', { outcome });
    reply(response, outcome, {});
    return;
  }
  try {
    const { token } = await register.add(asked.name);
    reply(response, outcome, { 'set-cookie': sessionCookie(token) });
  } catch {
    logger.error('pairing-failed', {});
    sendStatus(response, 500);
  }
}

function reply(response: ServerResponse, outcome: Redeemed, headers: Readonly<Record<string, string>>): void {
  response.writeHead(statuses[outcome], {
    ...guardHeaders,
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(`${JSON.stringify({ outcome })}\n`);
}

/** Null: too long, or broken off. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of request as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > mostBytes) return null;
      parts.push(part);
    }
  } catch {
    return null;
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(text: string | null): { readonly code: string; readonly name: string } | null {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('code' in value) || !('name' in value)) return null;
  return typeof value.code === 'string' && typeof value.name === 'string'
    ? { code: value.code, name: value.name }
    : null;
}
