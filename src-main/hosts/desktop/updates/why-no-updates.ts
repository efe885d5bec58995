import type { UpdatesView } from '../../../../src-shared/api/views.ts';

export interface Packaging {
  readonly isPackaged: boolean;
  readonly platform: NodeJS.Platform;
  /** The file that an AppImage was started from. */
  readonly appImage: string | undefined;
  readonly keys: readonly string[];
  /** What electron-builder left beside the program; null: nothing. */
  readonly appUpdateFile: string | null;
}

/**
 * Why this program does not update itself; null: it does. Fails closed: whatever could not be verified afterwards is not
 * begun. electron-updater 6 would install anything on Windows where no publisher is named.
 */
export function whyNoUpdates(packaging: Packaging): UpdatesView['off'] {
  const { isPackaged, platform, appImage, keys, appUpdateFile } = packaging;
  if (!isPackaged) return 'development';
  // What a system's own package manager installed is its to replace.
  if (platform === 'linux' && !appImage) return 'system';
  if (keys.length === 0 || appUpdateFile === null) return 'unverifiable';
  if (platform === 'win32' && !/^publisherName:\s*(\S|\n\s*-\s*\S)/m.test(appUpdateFile)) return 'unverifiable';
  return null;
}
