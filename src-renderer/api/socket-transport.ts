import type { ApiEvent } from '../../src-shared/api/contract.ts';
import type {
  AnswerMessage,
  ChallengeMessage,
  ClientMessage,
  HelloMessage,
  HostMessage,
} from '../../src-shared/api/messages.ts';
import { fromErrorData, TaskSyncError } from '../../src-shared/errors.ts';
import { type BrowserKey, proveBrowser, readBrowserKey } from './browser-key.ts';
import { isPairedHost } from './environment.ts';
import { keepSession, readSession, takeToken } from './session-token.ts';
import type { LineState, Transport } from './transport.ts';

interface PendingCall {
  resolve(output: unknown): void;
  reject(error: TaskSyncError): void;
}

const refusedCode = 4401;
const delays = [500, 1000, 2000, 4000, 8000, 15_000] as const;

/**
 * One WebSocket, opened again with growing pauses whenever it closes. What lets it in, in this order: the token of the address, the
 * session of the tab, the cookie of a paired device or the key of a remembered browser. Calls made before the first welcome wait for it;
 * calls made while the line is lost are refused at once, because a person is waiting for them.
 */
export function createSocketTransport(address: string): Transport {
  const listeners = new Set<(event: ApiEvent) => void>();
  const lineListeners = new Set<(state: LineState) => void>();
  const pending = new Map<number, PendingCall>();
  const waiting: ClientMessage[] = [];
  let oneTimeToken = takeToken();
  let state: LineState = 'connecting';
  let socket: WebSocket | null = null;
  let isLooking = false;
  let attempts = 0;
  let nextId = 1;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function become(next: LineState): void {
    if (state === next) return;
    state = next;
    for (const listener of lineListeners) listener(next);
  }

  function connect(): void {
    const token = oneTimeToken ?? readSession() ?? (isPairedHost ? '' : null);
    if (token === null) void connectByKey();
    else open({ kind: 'hello', token }, null);
  }

  async function connectByKey(): Promise<void> {
    isLooking = true;
    const known = await readBrowserKey();
    isLooking = false;
    if (known !== null) open({ kind: 'hello', token: '', browser: known.id }, known);
    else {
      become('refused');
      failAll();
    }
  }

  function open(hello: HelloMessage, known: BrowserKey | null): void {
    const opened = new WebSocket(address);
    socket = opened;
    opened.onopen = () => send(hello);
    opened.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as HostMessage;
      if (message.kind !== 'challenge') receive(message);
      else if (known) void proveBrowser(known, message.nonce).then((signature) => send({ kind: 'proof', signature }));
    };
    opened.onclose = (event) => closed(event.code, hello.token);
  }

  function closed(code: number, token: string): void {
    socket = null;
    if (code !== refusedCode) {
      failAll();
      become('lost');
      timer = setTimeout(connect, delays[Math.min(attempts++, delays.length - 1)]);
    } else if (token === '') {
      failAll();
      become('refused');
    } else {
      // An old address in a tab that still has its session, or an old session in a browser that is remembered.
      if (token === oneTimeToken) oneTimeToken = null;
      else keepSession(null);
      connect();
    }
  }

  function receive(message: Exclude<HostMessage, ChallengeMessage>): void {
    if (message.kind === 'welcome') {
      oneTimeToken = null;
      attempts = 0;
      // A paired device has a cookie instead, which no script can read, and a remembered browser its key.
      if (message.session !== '') keepSession(message.session);
      for (const call of waiting.splice(0)) send(call);
      become('open');
    } else if (message.kind === 'answer') settle(message);
    else for (const listener of listeners) listener(message.event);
  }

  function settle(answer: AnswerMessage): void {
    const call = pending.get(answer.id);
    pending.delete(answer.id);
    if (answer.ok) call?.resolve(answer.output);
    else call?.reject(fromErrorData(answer.error));
  }

  function failAll(): void {
    waiting.length = 0;
    for (const call of pending.values()) call.reject(unreachable());
    pending.clear();
  }

  function send(message: ClientMessage): void {
    socket?.send(JSON.stringify(message));
  }

  window.addEventListener('online', () => {
    if (state !== 'lost' || socket !== null || isLooking) return;
    clearTimeout(timer);
    connect();
  });
  connect();

  return {
    call(name, input) {
      if (state === 'lost' || state === 'refused') return Promise.reject(unreachable());
      return new Promise((resolve, reject) => {
        const id = nextId++;
        pending.set(id, { resolve, reject });
        const message: ClientMessage = { kind: 'call', id, name, input };
        if (state === 'open') send(message);
        else waiting.push(message);
      });
    },
    subscribe: (listener) => addTo(listeners, listener),
    line: () => state,
    onLine: (listener) => addTo(lineListeners, listener),
  };
}

function addTo<Listener>(set: Set<Listener>, listener: Listener): () => void {
  set.add(listener);
  return () => set.delete(listener);
}

function unreachable(): TaskSyncError {
  return new TaskSyncError(
    'unavailable',
    'Task Sync cannot be reached at the moment, so this was not done. The page reconnects by itself; then try again.',
    { applied: 'unknown' },
  );
}
