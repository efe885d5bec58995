/** The usual numbers, and the one that is chosen if it is another. Pure. */
export function numberOptions(
  usual: readonly number[],
  chosen: number,
  text: (value: number) => string,
): readonly { readonly value: string; readonly label: string }[] {
  return [...new Set([...usual, chosen])]
    .sort((a, b) => a - b)
    .map((value) => ({ value: String(value), label: text(value) }));
}

/** Every half hour of the day, as `22:30`. */
export const halfHours: readonly string[] = Array.from({ length: 48 }, (_, index) =>
  [Math.floor(index / 2), (index % 2) * 30].map((part) => String(part).padStart(2, '0')).join(':'),
);
