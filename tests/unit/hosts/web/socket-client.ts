import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ApiEvent } from '../../../../src-shared/api/contract.ts';
import type { AnswerMessage, HostMessage } from '../../../../src-shared/api/messages.ts';
import { fromErrorData } from '../../../../src-shared/errors.ts';
import type { TransportUnderTest } from '../../../contract/transport-contract.ts';

export interface SocketClient extends TransportUnderTest {
  readonly session: string;
  readonly socket: WebSocket;
}

/** A socket as a page of this host opens it, unless told otherwise. */
export function openSocket(port: number, headers: Readonly<Record<string, string>> = {}): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${port}/api`, { headers: { origin: `http://127.0.0.1:${port}`, ...headers } });
}

/** The token in an address that the host printed. */
export function tokenOf(link: string): string {
  return new URL(link).hash.replace('#token=', '');
}

/** Says hello and gives the welcome's session, or the close code. */
export async function sayHello(socket: WebSocket, token: string): Promise<{ session: string } | { closed: number }> {
  if (socket.readyState !== WebSocket.OPEN) await once(socket, 'open');
  const answer = new Promise<{ session: string } | { closed: number }>((resolve) => {
    socket.once('message', (data) => resolve({ session: (JSON.parse(String(data)) as { session: string }).session }));
    socket.once('close', (code) => resolve({ closed: code }));
  });
  socket.send(JSON.stringify({ kind: 'hello', token }));
  return answer;
}

/** A signed-in client for the transport contract. */
export async function connectSocket(port: number, token: string): Promise<SocketClient> {
  return await talkOver(openSocket(port), token);
}

export async function talkOver(socket: WebSocket, token: string): Promise<SocketClient> {
  const hello = await sayHello(socket, token);
  if ('closed' in hello) throw new Error(`closed with ${hello.closed}`);
  const pending = new Map<number, (answer: AnswerMessage) => void>();
  const listeners = new Set<(event: ApiEvent) => void>();
  let nextId = 1;
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as HostMessage;
    if (message.kind === 'answer') pending.get(message.id)?.(message);
    if (message.kind === 'event') for (const listener of listeners) listener(message.event);
  });
  return {
    session: hello.session,
    socket,
    call: async (name, input) => {
      const id = nextId++;
      const answered = new Promise<AnswerMessage>((resolve) => pending.set(id, resolve));
      socket.send(JSON.stringify({ kind: 'call', id, name, input }));
      const answer = await answered;
      if (answer.ok) return answer.output;
      throw fromErrorData(answer.error);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.close();
      await once(socket, 'close');
    },
  };
}
