/** The value that this share of all does not exceed (nearest rank); null: there is none. @param ordered ascending */
export function percentile(ordered: readonly number[], share: number): number | null {
  return ordered[Math.ceil(ordered.length * share) - 1] ?? null;
}
