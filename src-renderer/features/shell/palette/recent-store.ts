const recentKey = 'task-sync.palette';
const most = 6;

/** What was chosen in the palette last, newest first. */
export function readRecent(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(recentKey) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

export function keepRecent(id: string): void {
  try {
    localStorage.setItem(
      recentKey,
      JSON.stringify([id, ...readRecent().filter((other) => other !== id)].slice(0, most)),
    );
  } catch {
    // Storage is switched off: nothing is remembered.
  }
}
