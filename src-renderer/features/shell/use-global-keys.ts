import { useEffect, useState } from 'react';
import { usePreferences } from '../../stores/preferences-store.ts';
import { goTo } from '../../stores/route-store.ts';
import type { Route } from '../../stores/routes.ts';

const places: Readonly<Record<string, Route>> = {
  t: { kind: 'tasks', task: null, search: '' },
  c: { kind: 'conflicts', conflict: null },
  p: { kind: 'profiles' },
  h: { kind: 'history', run: null },
  n: { kind: 'connections', adding: false },
};

/** How long after G the second key still counts. */
const chordMs = 1500;

/** `G` and a letter goes somewhere, `?` opens the help. Screens listen for their own keys with `useKeys`. */
export function useGlobalKeys() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    let pressedG = Number.NEGATIVE_INFINITY;
    function onKeyDown(event: KeyboardEvent): void {
      if (!isSingleKey(event)) return;
      const place = places[event.key.toLowerCase()];
      if (event.timeStamp - pressedG < chordMs && place) {
        event.preventDefault();
        event.stopPropagation();
        goTo(place);
      }
      if (event.key === '?') setOpen(true);
      pressedG = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    }
    // Before anyone else: the C of "G C" must not also be somebody's C.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false) };
}

/** Single keys of one screen. A key's function is called unless someone is typing, or a dialog is open. */
export function useKeys(keys: Readonly<Record<string, (() => void) | undefined>>): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const act = keys[event.key];
      if (!act || !isSingleKey(event)) return;
      event.preventDefault();
      act();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [keys]);
}

function isSingleKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (!usePreferences.getState().singleKeys && event.key.length === 1) return false;
  const target = event.target instanceof Element ? event.target : null;
  return !target?.closest(
    'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]',
  );
}
