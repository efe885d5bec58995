import { type KeyboardEvent, useRef, useState } from 'react';
import { reader } from '../../i18n/t.ts';
import { nextMark, type Spot } from './next-mark.ts';

/** One mark of a chart is in the tab order; the arrow keys move to the others, and each says its value when it has the focus. */
export function useMarks(marks: readonly Spot[]) {
  const [current, setCurrent] = useState(-1);
  const elements = useRef<(HTMLElement | SVGElement | null)[]>([]);
  const active = current >= 0 && current < marks.length ? current : marks.length - 1;
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = nextMark(marks, active, mirrored(event.key));
    if (next === active || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setCurrent(next);
    elements.current[next]?.focus();
  };
  const markProps = (index: number) => ({
    ref: (element: HTMLElement | SVGElement | null) => {
      elements.current[index] = element;
    },
    tabIndex: index === active ? 0 : -1,
    onFocus: () => setCurrent(index),
  });
  return { onKeyDown, markProps };
}

/** In a page that is read from right to left, the chart is too. */
function mirrored(key: string): string {
  if (reader.direction === 'ltr') return key;
  return key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key;
}
