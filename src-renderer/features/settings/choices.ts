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

/** The same of days, with `ever` at the end for what is kept for ever. */
export function dayOptions(
  usual: readonly number[],
  chosen: number | null,
  text: (days: number | null) => string,
): ReturnType<typeof numberOptions> {
  const numbers = numberOptions(usual, chosen ?? usual[0] ?? 1, text);
  return [...numbers, { value: daysValue(null), label: text(null) }];
}

export function daysValue(days: number | null): string {
  return days === null ? 'ever' : String(days);
}

export function daysOf(value: string): number | null {
  return value === 'ever' ? null : Number(value);
}

/** Every half hour of the day, as `22:30`. */
export const halfHours: readonly string[] = Array.from({ length: 48 }, (_, index) =>
  [Math.floor(index / 2), (index % 2) * 30].map((part) => String(part).padStart(2, '0')).join(':'),
);
