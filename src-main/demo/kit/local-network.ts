import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Clock, Http, HttpRequest, HttpResponse, HttpUpload } from '../../../src-shared/ports/ports.ts';
import type { Fault } from './faults.ts';
import type { Front, Outgoing, Serve } from './front.ts';

/** `refuse`: no connection can be made. */
export type LocalFault = Fault | { readonly kind: 'refuse' };

/** Services and whoever asks them in one program: no sockets, no timers, and time goes by the given clock. */
export interface LocalNetwork extends Front, Http {
  /** What goes wrong with a request at the moment; asked once for each. Null: what the service itself says. */
  weather: ((request: HttpRequest) => LocalFault | null) | null;
}

export function createLocalNetwork(clock: Pick<Clock, 'sleep'>): LocalNetwork {
  const doors = new Map<string, Serve>();
  let lastPort = 40_000;
  const network: LocalNetwork = {
    weather: null,
    open: async (serve, port = ++lastPort) => {
      const origin = `http://127.0.0.1:${port}`;
      if (doors.has(origin)) throw new Error(`${origin} is taken.`);
      doors.set(origin, serve);
      return { origin, close: async () => void doors.delete(origin) };
    },
    send: async (request) => {
      const url = URL.parse(request.url);
      if (url === null) throw new TaskSyncError('invalid-input', 'This is not a web address. Nothing was sent.');
      if (request.signal?.aborted) throw cancelled('no');
      const serve = doors.get(url.origin);
      const fault = network.weather?.(request) ?? undefined;
      if (serve === undefined || fault?.kind === 'refuse') throw broken(url.host, 'no', 'it refused the connection');
      const body = await bytesOf(request.body);
      const { sleep, late } = patience(clock, request, url.host);
      const { method } = request;
      const headers = sentHeaders(request, url, body);
      const served = serve({ method, url, headers, body, sleep, ...(fault && { fault }) });
      return received(await Promise.race([served, late]), request, url.host);
    },
  };
  return network;
}

const totalTimeoutMs = 120_000;
const streamTimeoutMs = 3_600_000;
const mostBytes = 50_000_000;

interface Patience {
  /** Time of the service; when it is longer than whoever asked waits, that one gives up, and the service goes on. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly late: Promise<never>;
}

function patience(clock: Pick<Clock, 'sleep'>, { body, asStream, timeoutMs, signal }: HttpRequest, host: string) {
  const isLong = asStream === true || isUpload(body);
  let left = timeoutMs ?? (isLong ? streamTimeoutMs : totalTimeoutMs);
  const { promise: late, reject } = Promise.withResolvers<never>();
  // Nobody looks at it when the answer came first.
  late.catch(() => {});
  const giveUp = (): void => reject(cancelled('unknown'));
  const result: Patience = {
    late,
    sleep: async (ms) => {
      signal?.addEventListener('abort', giveUp, { once: true });
      await clock.sleep(Math.min(ms, left));
      if (ms > left) reject(broken(host, 'unknown', 'it did not answer in time'));
      await clock.sleep(Math.max(0, ms - left));
      left = Math.max(0, left - ms);
      signal?.removeEventListener('abort', giveUp);
    },
  };
  return result;
}

function sentHeaders({ headers, body: given }: HttpRequest, { host }: URL, body: Buffer): Record<string, string> {
  const sent: Record<string, string> = { host, 'accept-encoding': 'identity' };
  for (const [name, value] of Object.entries(headers)) sent[name.toLowerCase()] = value;
  if (given !== undefined) sent['content-length'] = String(body.length);
  return sent;
}

function isUpload(body: HttpRequest['body']): body is HttpUpload {
  return typeof body === 'object' && 'chunks' in body;
}

/** The service sees a request only when all of it has come. */
async function bytesOf(body: HttpRequest['body']): Promise<Buffer> {
  if (body === undefined) return Buffer.alloc(0);
  if (!isUpload(body)) return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.chunks) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (bytes.length === body.size) return bytes;
  throw new TaskSyncError(
    'invalid-response',
    'A file has another size than its service said, so it was not copied. It is tried again later.',
    { facts: { announced: body.size, read: bytes.length } },
  );
}

function received(outgoing: Outgoing, { method, asStream, maxBytes }: HttpRequest, host: string): HttpResponse {
  if (outgoing.kind === 'lost') throw broken(host, 'unknown');
  const { status, isCut } = outgoing;
  const headers = Object.fromEntries(
    Object.entries(outgoing.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const whole = method === 'HEAD' ? null : outgoing.body;
  const bytes = (isCut ? whole?.subarray(0, Math.floor(whole.length / 2)) : whole) ?? new Uint8Array();
  if (bytes.length > (maxBytes ?? mostBytes)) throw tooLarge(host);
  if (asStream && status >= 200 && status < 300) {
    return { status, headers, body: new Uint8Array(), stream: pieces(bytes, isCut ? broken(host, 'unknown') : null) };
  }
  if (isCut) throw broken(host, 'unknown');
  return { status, headers, body: bytes };
}

const pieceLength = 16_384;

async function* pieces(bytes: Uint8Array, end: TaskSyncError | null): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += pieceLength) yield bytes.subarray(from, from + pieceLength);
  if (end !== null) throw end;
}

function broken(host: string, applied: 'no' | 'unknown', what = 'the connection broke'): TaskSyncError {
  const fate = applied === 'no' ? 'Nothing was sent.' : 'Whether the request arrived is not known.';
  return new TaskSyncError('unavailable', `Cannot reach ${host}: ${what}. ${fate} It is tried again later.`, {
    ...{ applied, facts: { host } },
  });
}

function cancelled(applied: 'no' | 'unknown'): TaskSyncError {
  return new TaskSyncError('cancelled', 'Stopped as asked.', { applied });
}

function tooLarge(host: string): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    `${host} sent more than is accepted in one answer. Nothing was taken from it.`,
    { applied: 'unknown', facts: { host } },
  );
}
