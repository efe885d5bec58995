import type { IncomingMessage } from 'node:http';

/** `__Host-`: browsers take it only over TLS, from this very host, for no other. */
const cookieName = '__Host-task-sync';
/** The longest that browsers keep one; the host ends sessions sooner, by when they were used last. */
const mostSeconds = 400 * 24 * 60 * 60;

/** The session token that a browser sends along; null: none, or more than one. */
export function sessionOf(request: IncomingMessage): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((part) => part.trim().split('='));
  const [found, ...more] = pairs.filter(([name]) => name === cookieName);
  return more.length === 0 && found?.[1] ? found[1] : null;
}

export function sessionCookie(token: string): string {
  return `${cookieName}=${token}; Path=/; Max-Age=${mostSeconds}; HttpOnly; Secure; SameSite=Strict`;
}
