/** Ends of addresses that people copy from a page of theirs, and that are not part of where the service is. */
const pageEnds: readonly RegExp[] = [
  /\/(browse|projects|issues|secure|jira|login|my|users|settings)(\/.*)?$/,
  /\/index\.(php|html)\/?$/,
];

/**
 * The address of a service from what a person typed or copied: with its protocol, without a page, query or fragment. CalDAV
 * addresses keep their path, because it names the account or the list.
 */
export function normaliseAddress(typed: string, connector: string): string {
  const text = typed.trim();
  if (text === '') return '';
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${protocolFor(text)}://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol)) return text;
  url.search = '';
  url.hash = '';
  if (connector !== 'caldav') for (const end of pageEnds) url.pathname = url.pathname.replace(end, '/');
  // A name and password in it stay, for the core to refuse them in words.
  return url.pathname === '/' && url.username === '' ? url.origin : url.href;
}

function protocolFor(text: string): 'http' | 'https' {
  return /^(localhost|127\.|\[::1\]|10\.|192\.168\.)/i.test(text) ? 'http' : 'https';
}
