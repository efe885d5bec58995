const sessionKey = 'task-sync.session';

/**
 * The token of the printed address works once. It leaves the address bar at once, so that it is neither bookmarked nor
 * shown; what stays is the session, for this tab only.
 */
export function takeToken(): string | null {
  const match = /^#token=([^&]+)(?:&to=([^&]+))?$/.exec(location.hash);
  if (!match?.[1]) return null;
  // A screen may be named with it; the address without a token is a new one, and whoever reads the address hears of it.
  if (match[2]) location.replace(`#${decodeURIComponent(match[2])}`);
  else history.replaceState(null, '', `${location.pathname}${location.search}`);
  return decodeURIComponent(match[1]);
}

export function readSession(): string | null {
  try {
    return sessionStorage.getItem(sessionKey);
  } catch {
    return null;
  }
}

export function keepSession(session: string | null): void {
  try {
    if (session === null) sessionStorage.removeItem(sessionKey);
    else sessionStorage.setItem(sessionKey, session);
  } catch {
    // Storage is switched off: a reload needs a new address, everything else works.
  }
}
