import type { ErrorData } from '../errors.ts';
import type { ApiEvent, ApiName } from './contract.ts';

/** The three message shapes that travel over IPC and WebSocket alike; JSON-safe. */
export interface CallMessage {
  readonly kind: 'call';
  /** Chosen by the caller, unique on its connection. */
  readonly id: number;
  readonly name: ApiName;
  readonly input: unknown;
}

export type AnswerMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly output: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: false; readonly error: ErrorData };

export interface EventMessage {
  readonly kind: 'event';
  readonly event: ApiEvent;
}

/** First message of a WebSocket client; answered by `welcome` or by closing the socket with code 4401. */
export interface HelloMessage {
  readonly kind: 'hello';
  /** The one-time token of the printed address, or the session token that an earlier welcome gave; empty: a cookie says who it is. */
  readonly token: string;
}

export interface WelcomeMessage {
  readonly kind: 'welcome';
  /** For reconnecting and for a reload of the page; kept in the page's session storage only. Empty: the cookie is enough. */
  readonly session: string;
}

export type ClientMessage = HelloMessage | CallMessage;
export type HostMessage = WelcomeMessage | AnswerMessage | EventMessage;
