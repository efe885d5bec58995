import { useSyncExternalStore } from 'react';
import { type Density, usePreferences } from './preferences-store.ts';

const finger = matchMedia('(pointer: coarse)');

/** The height of a list's row in CSS pixels, as `--row` in the theme: by the density that was chosen, and by what points. */
export function useRowHeight(): number {
  const { density, textSize } = usePreferences();
  return rowHeight(density, useIsFinger(), textSize);
}

/** Whether what points is as thick as a finger: `--target` in the theme is larger then. */
export function useIsFinger(): boolean {
  return useSyncExternalStore(watchFinger, () => finger.matches);
}

/** A line of larger text still fits. */
export function rowHeight(density: Density, isFinger: boolean, textSize: number): number {
  const roomy = density === 'comfortable' || (density === 'auto' && isFinger);
  const height = roomy ? 44 : density === 'compact' ? 28 : 36;
  return Math.max(height, Math.ceil((20 * textSize) / 100) + 6);
}

function watchFinger(listener: () => void): () => void {
  finger.addEventListener('change', listener);
  return () => finger.removeEventListener('change', listener);
}
