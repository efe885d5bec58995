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
  /** A browser of this computer that was remembered, by its id; it is answered by `challenge`. */
  readonly browser?: string;
}

/** Asks a remembered browser to show that it has its key. */
export interface ChallengeMessage {
  readonly kind: 'challenge';
  /** Asked once. */
  readonly nonce: string;
}

export interface ProofMessage {
  readonly kind: 'proof';
  /** Of `proofText`, by ECDSA over P-256 with SHA-256; base64url. */
  readonly signature: string;
}

/** With the origin in it, so that what was signed for one host is worth nothing at another. */
export function proofText(origin: string, nonce: string): string {
  return `task-sync browser\n${origin}\n${nonce}`;
}

export interface WelcomeMessage {
  readonly kind: 'welcome';
  /** For reconnecting and for a reload of the page; kept in the page's session storage only. Empty: the cookie or the key is enough. */
  readonly session: string;
}

export type ClientMessage = HelloMessage | ProofMessage | CallMessage;
export type HostMessage = ChallengeMessage | WelcomeMessage | AnswerMessage | EventMessage;
