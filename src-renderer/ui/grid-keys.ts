interface Key {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

interface Extent {
  /** Rows that a page key passes. */
  readonly page: number;
  readonly count: number;
}

/** The row that a key leads to, or null when it is not a key that moves. Nothing current: down begins at the first row. */
export function gridTarget(
  { key, altKey, ctrlKey, metaKey }: Key,
  current: number | null,
  { page, count }: Extent,
): number | null {
  if (count === 0 || altKey || metaKey || (ctrlKey && key.length === 1)) return null;
  const step = stepOf(key, page);
  if (step === null) return null;
  const from = current ?? (step > 0 ? -1 : 0);
  return Math.max(0, Math.min(count - 1, from + step));
}

function stepOf(key: string, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return 1;
    case 'ArrowUp':
    case 'k':
      return -1;
    case 'PageDown':
      return page;
    case 'PageUp':
      return -page;
    case 'Home':
      return Number.NEGATIVE_INFINITY;
    case 'End':
      return Number.POSITIVE_INFINITY;
    default:
      return null;
  }
}
