import { Notification } from 'electron';
import type { Notifier } from '../../../src-shared/ports/ports.ts';

/** Messages of the system; a click opens the window where it says. One message a tag: a newer one takes the place of the older. */
export function createDesktopNotifier(open: (route?: string) => void, platform: NodeJS.Platform): Notifier {
  // The other systems ignore buttons.
  const hasActions = platform === 'darwin' || platform === 'win32';
  const shown = new Map<string, Notification>();
  return {
    notify: ({ tag, title, body, route, actions = [], withoutActions }) => {
      if (!Notification.isSupported()) return;
      shown.get(tag)?.close();
      const text = hasActions || withoutActions === undefined ? body : `${body}\n${withoutActions}`;
      const buttons = hasActions ? actions.map(({ label }) => ({ type: 'button' as const, text: label })) : [];
      const notification = new Notification({ title, body: text, ...(buttons.length > 0 ? { actions: buttons } : {}) });
      // Kept until it is gone: a collected notification no longer hears its click.
      shown.set(tag, notification);
      const forget = (): void => {
        if (shown.get(tag) === notification) shown.delete(tag);
      };
      notification.on('close', forget);
      notification.on('click', () => {
        forget();
        open(route);
      });
      notification.on('action', ({ actionIndex }) => {
        const action = actions[actionIndex];
        notification.close();
        if (action?.run) action.run();
        else open(route);
      });
      notification.show();
    },
    withdraw: (tag) => {
      shown.get(tag)?.close();
      shown.delete(tag);
    },
  };
}
