import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';
import styles from './virtual-list.module.css';

interface Props<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly estimate: number;
  readonly children: (item: Item) => ReactNode;
}

/** A list of any length inside a page that scrolls; rows may have any height. Only what is near the screen exists. */
export function VirtualList<Item>({ label, items, keyOf, estimate, children }: Props<Item>) {
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  const getScrollElement = useCallback(() => list.current?.closest<HTMLElement>('[data-scroller]') ?? null, []);
  // What stands above the list may grow or shrink; the list has to know where it begins.
  useLayoutEffect(() => {
    const scroller = getScrollElement();
    if (!list.current || !scroller) return;
    const top = list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    setMargin(Math.round(top));
  });
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement,
    estimateSize: () => estimate,
    getItemKey: (index) => keyOfIndex(items, index, keyOf),
    overscan: 12,
    scrollMargin: margin,
    useFlushSync: false,
  });
  return (
    <ul ref={list} aria-label={label} className={cx(styles.list)} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map((row) => {
        const item = items[row.index];
        return (
          item !== undefined && (
            <li
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              aria-setsize={items.length}
              aria-posinset={row.index + 1}
              className={cx(styles.item)}
              style={{ transform: `translateY(${row.start - margin}px)` }}
            >
              {children(item)}
            </li>
          )
        );
      })}
    </ul>
  );
}

function keyOfIndex<Item>(items: readonly Item[], index: number, keyOf: (item: Item) => string): string {
  const item = items[index];
  return item === undefined ? String(index) : keyOf(item);
}
