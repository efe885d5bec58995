import { type RefObject, useEffect, useState } from 'react';

/** Whether the keyboard is inside the element. */
export function useHasFocus(of: RefObject<Element | null>): boolean {
  const [hasFocus, setHasFocus] = useState(false);
  useEffect(() => {
    const come = () => setHasFocus(of.current?.contains(document.activeElement) ?? false);
    // When it goes on to something else, that comes right after.
    const go = (event: FocusEvent) => event.relatedTarget === null && setHasFocus(false);
    document.addEventListener('focusin', come);
    document.addEventListener('focusout', go);
    return () => {
      document.removeEventListener('focusin', come);
      document.removeEventListener('focusout', go);
    };
  }, [of]);
  return hasFocus;
}
