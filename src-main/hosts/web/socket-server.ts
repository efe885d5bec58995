import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Api, ApiCall, ApiInput } from '../../../src-shared/api/contract.ts';
import type {
  AnswerMessage,
  CallMessage,
  ClientMessage,
  HelloMessage,
  HostMessage,
} from '../../../src-shared/api/messages.ts';
import { validateInput } from '../../../src-shared/api/validate.ts';
import { toErrorData } from '../../../src-shared/errors.ts';
import type { Clock, Logger } from '../../../src-shared/ports/ports.ts';
import { createOutbox, type Outbox } from './socket-outbox.ts';

/** Whom a hello comes from. */
export interface Guest {
  /** For the page to come back with; empty: it has a cookie, or a key. */
  readonly session: string;
  /** What it may ask for. */
  readonly call: ApiCall;
  /** Of a paired device or a remembered browser; null: a tab that was opened with a printed address. */
  readonly device: string | null;
}

/** It has to show first that it has its key. */
export interface Challenge {
  readonly nonce: string;
  prove(signature: string): Guest | 'wrong';
}

type Admission = Guest | Challenge | 'unknown' | 'wrong';

export interface SocketServerOptions {
  /** Its events go to all guests. */
  readonly api: Pick<Api, 'subscribe'>;
  /** `unknown`: shows nothing that could be wrong, so it is no guess. */
  readonly admit: (hello: HelloMessage, request: IncomingMessage) => Admission;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long a socket may stay silent before its hello. Default 5 s. */
  readonly helloTimeoutMs?: number;
}

export interface SocketServer {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends the sockets of these devices and browsers. Nothing that they send from now on is heard. */
  cut(devices: readonly string[]): void;
  /** Ends all sockets. */
  close(): void;
}

export const socketPath = '/api';

/** 4401 tells the page that its token is worth nothing, so that it does not come back with it; the others may come back. */
const closeCodes = { refused: 4401, silent: 4408, protocol: 1008, crowded: 1013 } as const;

/** A task's text may have 5 million characters, in JSON and UTF-8. */
const mostBytes = 32 * 1024 * 1024;
const mostHelloBytes = 1024;
/** Sockets that have not said hello yet. */
const mostStrangers = 32;
/** Wrong tokens that are answered at once; each further one waits twice as long. */
const freeMistakes = 3;
const longestPauseMs = 5_000;

/** Speaks the API's messages over WebSockets: first hello and welcome, then calls, answers and events. */
export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { api, admit, clock, logger, helloTimeoutMs = 5_000 } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: mostBytes, perMessageDeflate: false });
  const guests = new Map<WebSocket, { readonly outbox: Outbox; readonly guest: Guest }>();
  const closing = new AbortController();
  let mistakes = 0;

  const unsubscribe = api.subscribe((event) => {
    for (const { outbox } of guests.values()) outbox.announce(event);
  });

  const turnAway = (socket: WebSocket): void => socket.close(closeCodes.refused, 'sign in with a fresh address');

  const refuse = async (socket: WebSocket): Promise<void> => {
    mistakes++;
    logger.warn('socket-refused', { mistakes });
    const pauseMs = Math.min(longestPauseMs, mistakes <= freeMistakes ? 0 : 100 * 2 ** (mistakes - freeMistakes));
    await clock.sleep(pauseMs, closing.signal).catch(() => undefined);
    turnAway(socket);
  };

  /** Until the hello; afterwards `talk` listens. */
  const greet = (socket: WebSocket, request: IncomingMessage): void => {
    const silence = setTimeout(() => socket.close(closeCodes.silent, 'no hello'), helloTimeoutMs);
    socket.once('close', () => clearTimeout(silence));
    const hear = (judge: (message: ClientMessage | null) => Admission): void => {
      socket.once('message', (raw, isBinary) => {
        const message = isBinary || sizeOf(raw) > mostHelloBytes ? null : parseMessage(raw);
        const admission = judge(message);
        if (typeof admission === 'object' && 'nonce' in admission) {
          hear((proof) => (proof?.kind === 'proof' ? admission.prove(proof.signature) : 'wrong'));
          socket.send(JSON.stringify({ kind: 'challenge', nonce: admission.nonce } satisfies HostMessage));
          return;
        }
        clearTimeout(silence);
        if (admission === 'unknown') turnAway(socket);
        else if (admission === 'wrong') void refuse(socket);
        else welcome(socket, admission);
      });
    };
    hear((message) => (message?.kind === 'hello' ? admit(message, request) : 'wrong'));
  };

  const welcome = (socket: WebSocket, guest: Guest): void => {
    mistakes = 0;
    const outbox = createOutbox(socket);
    guests.set(socket, { outbox, guest });
    outbox.send({ kind: 'welcome', session: guest.session });
    socket.on('message', (data, binary) => talk(socket, data, binary));
  };

  const talk = (socket: WebSocket, raw: RawData, isBinary: boolean): void => {
    const present = guests.get(socket);
    // It was cut off.
    if (!present) return;
    const { outbox, guest } = present;
    const message = isBinary ? null : parseMessage(raw);
    if (message?.kind === 'call') {
      void answer(guest.call, message, logger).then((reply) => {
        if (guests.has(socket)) outbox.send(reply);
      });
    } else socket.close(closeCodes.protocol, 'not a call');
  };

  return {
    accept: (request, socket, head) => {
      server.handleUpgrade(request, socket, head, (guest) => {
        guest.on('close', () => guests.delete(guest));
        // A frame that is too large or broken: ws closes the socket itself and says with which code.
        guest.on('error', () => logger.warn('socket-broken', {}));
        if (server.clients.size - guests.size > mostStrangers) guest.close(closeCodes.crowded, 'too many connections');
        else greet(guest, request);
      });
    },
    cut: (devices) => {
      for (const [socket, { guest }] of guests) {
        if (guest.device === null || !devices.includes(guest.device)) continue;
        guests.delete(socket);
        turnAway(socket);
      }
    },
    close: () => {
      closing.abort();
      unsubscribe();
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

async function answer(call: ApiCall, { id, name, input }: CallMessage, logger: Logger): Promise<AnswerMessage> {
  try {
    const checked: unknown = validateInput(name, input);
    return { kind: 'answer', id, ok: true, output: await call(name, checked as ApiInput<typeof name>) };
  } catch (error) {
    const data = toErrorData(error);
    if (data.code === 'bug') logger.error('call-failed', { call: name, cause: nameOf(error) });
    return { kind: 'answer', id, ok: false, error: data };
  }
}

/** The kind of an unexpected error; its message might hold anything. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function sizeOf(raw: RawData): number {
  return Array.isArray(raw) ? raw.reduce((sum, part) => sum + part.length, 0) : raw.byteLength;
}

/** Null: not one of the messages that a page may send. The input of a call is checked by the contract itself. */
function parseMessage(raw: RawData): ClientMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(raw.toString());
  } catch {
    return null;
  }
  return isClientMessage(value) ? value : null;
}

function isClientMessage(value: unknown): value is ClientMessage {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'hello') {
    const isNamed = !('browser' in value) || typeof value.browser === 'string';
    return isNamed && 'token' in value && typeof value.token === 'string';
  }
  if (value.kind === 'proof') return 'signature' in value && typeof value.signature === 'string';
  if (value.kind !== 'call' || !('id' in value) || !('name' in value)) return false;
  return Number.isSafeInteger(value.id) && typeof value.name === 'string';
}
