import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiCall } from '../../../src-shared/api/contract.ts';
import { sendStatus } from './page-files.ts';
import { guardHeaders } from './page-headers.ts';

/** Where monitoring programs read how it goes; it has a token of its own, which opens nothing else (SEC-40). */
export const metricsPath = '/metrics';

export async function sendMetrics(call: ApiCall, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, token = ''] = /^Bearer ([\w-]{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
  const answer = await call('metrics.read', { token }).catch(() => null);
  if (answer === null) return sendStatus(response, 500);
  if (answer.state !== 'open') {
    if (answer.state === 'off') return sendStatus(response, 404);
    response.setHeader('www-authenticate', 'Bearer realm="Task Sync metrics"');
    return sendStatus(response, 401);
  }
  response.writeHead(200, {
    ...guardHeaders,
    'content-type': 'text/plain; version=0.0.4; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : answer.text);
}
