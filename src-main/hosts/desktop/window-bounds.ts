import type { WindowBounds } from './desktop-settings.ts';

/** The smallest window that the layout is made for (ux.md 2.20). */
export const smallest = { width: 360, height: 480 };
const usual = { width: 1280, height: 800 };
/** So much of the title bar must be on a screen for a person to get hold of the window. */
const graspable = { width: 100, height: 32 };

/**
 * Where to open: where it was, unless that place is gone (a screen was unplugged) or too small; else the system decides.
 * @param screens the work areas of the screens there are now
 */
export function placeWindow(
  remembered: WindowBounds | undefined,
  screens: readonly WindowBounds[],
): Partial<WindowBounds> & { readonly width: number; readonly height: number } {
  if (remembered === undefined) return usual;
  const width = Math.max(remembered.width, smallest.width);
  const height = Math.max(remembered.height, smallest.height);
  const reachable = screens.some((screen) => {
    const across = Math.min(remembered.x + width, screen.x + screen.width) - Math.max(remembered.x, screen.x);
    const titleBarInside = remembered.y >= screen.y && remembered.y + graspable.height <= screen.y + screen.height;
    return across >= graspable.width && titleBarInside;
  });
  return reachable ? { x: remembered.x, y: remembered.y, width, height } : { width, height };
}
