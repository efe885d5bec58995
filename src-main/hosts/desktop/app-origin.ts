/** The one origin of our pages. `file:` is never loaded, so the file system has no privileges to give away. */
export const appScheme = 'app';
export const appHost = 'task-sync';
export const appUrl = `${appScheme}://${appHost}/`;

/** Exact origin: `app://task-sync:1/`, `app://user@task-sync/` and `app://task-sync.example.org/` are strangers. */
export function isAppUrl(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    url.protocol === `${appScheme}:` &&
    url.hostname === appHost &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}
