/** Reads "90", "1h 30m", "1.5 h", "1,5 Std." or "1:30" as minutes; an empty text is null, anything else undefined. */
export function parseMinutes(text: string): number | null | undefined {
  const trimmed = text.trim().toLowerCase().replaceAll(',', '.');
  if (trimmed === '') return null;
  const clock = /^(\d+):([0-5]\d)$/.exec(trimmed);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const parts = /^(?:(\d+(?:\.\d+)?)\s*(?:h(?:ours?)?|std\.?|stunden?))?\s*(?:(\d+)\s*(?:m|min|minutes?)?)?$/.exec(
    trimmed,
  );
  if (!parts) return undefined;
  return Math.round(Number(parts[1] ?? 0) * 60) + Number(parts[2] ?? 0);
}
