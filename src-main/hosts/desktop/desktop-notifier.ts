import { Notification } from 'electron';
import type { Notifier } from '../../../src-shared/ports/ports.ts';

/** Messages of the system; a click opens the window where it says. One message a tag: a newer one takes the place of the older. */
export function createDesktopNotifier(open: (route?: string) => void): Notifier {
  const shown = new Map<string, Notification>();
  return {
    notify: ({ tag, title, body, route }) => {
      if (!Notification.isSupported()) return;
      shown.get(tag)?.close();
      const notification = new Notification({ title, body });
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
      notification.show();
    },
    withdraw: (tag) => {
      shown.get(tag)?.close();
      shown.delete(tag);
    },
  };
}
