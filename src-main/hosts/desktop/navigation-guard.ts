import type { App, WebContents } from 'electron';
import { isAppUrl } from './app-origin.ts';

/**
 * Keeps every page where it is (SEC-13): nothing but our own origin is ever shown, no window opens another, no page
 * embeds one. Call before the first window exists.
 * @param openLink what to do with a link that the page wanted to open elsewhere; it has to judge the address itself
 */
export function guardNavigation(app: App, openLink: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, openLink));
}

function guardContents(contents: WebContents, openLink: (url: string) => void): void {
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!isAppUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}
