/** By their ids, whose first digits are the second in which something was made. */
export function newestFirst<T>(page: readonly T[], idOf: (one: T) => string): readonly T[] {
  return page
    .map((one) => ({ one, id: idOf(one) }))
    .sort((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0))
    .map(({ one }) => one);
}
