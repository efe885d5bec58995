/**
 * Switches that would open a side door into the packaged program: no sandbox, a debugger that anything on this computer
 * can connect to, a weaker page, foreign code. Chromium reads them before our first line runs, so all we can do is stop.
 */
const refused = new Set([
  'allow-running-insecure-content',
  'disable-gpu-sandbox',
  'disable-setuid-sandbox',
  'disable-site-isolation-trials',
  'disable-web-security',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
  'js-flags',
  'load-extension',
  'no-sandbox',
  'remote-allow-origins',
  'remote-debugging-address',
  'remote-debugging-pipe',
  'remote-debugging-port',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
]);

/** The first refused switch of a command line, or null. Chromium takes `--name`, `-name` and, on Windows, `/name`. */
export function refusedSwitch(argv: readonly string[]): string | null {
  for (const argument of argv) {
    const name = /^(?:--?|\/)([a-z-]+)(?:=|$)/i.exec(argument)?.[1]?.toLowerCase();
    if (name !== undefined && refused.has(name)) return name;
  }
  return null;
}

/** Given by the entry that starts Task Sync at login: begin in the background. */
export const hiddenSwitch = '--hidden';
