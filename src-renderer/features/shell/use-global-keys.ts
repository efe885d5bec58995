import { useEffect } from 'react';
import { usePreferences } from '../../stores/preferences-store.ts';

/** Single keys of a screen that does not use the table of commands yet. A key's function is called unless someone is typing, or a dialog is open. */
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
