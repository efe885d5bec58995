import type { Backup, BackupReason } from './backup.ts';

const days = 7;
const weeks = 4;
/** Made before something: the last ones, however many a day saw. */
const safetyCopies = 7;
const safety: readonly BackupReason[] = ['migration', 'bulk', 'restore'];

type Dated = Pick<Backup, 'name' | 'at' | 'reason'>;

/**
 * Which may go: all but the last of each of the last seven days and four weeks that have one, the last safety copies, and those
 * that a person made. Days are counted by the backups that there are, not by the clock: one that was set ahead removes nothing.
 */
export function superfluousBackups<T extends Dated>(all: readonly T[]): readonly T[] {
  const automatic = all.filter(({ reason }) => reason !== 'you').toSorted(newestFirst);
  const kept = new Set<T>([
    ...newestOfEach(automatic, dayOf).slice(0, days),
    ...newestOfEach(automatic, weekOf).slice(0, weeks),
    ...automatic.filter(({ reason }) => safety.includes(reason)).slice(0, safetyCopies),
  ]);
  return automatic.filter((backup) => !kept.has(backup));
}

export function newestFirst(a: Dated, b: Dated): number {
  if (a.at !== b.at) return a.at > b.at ? -1 : 1;
  return a.name > b.name ? -1 : 1;
}

function newestOfEach<T extends Dated>(sorted: readonly T[], key: (backup: T) => string | number): readonly T[] {
  return [...Map.groupBy(sorted, key).values()].flatMap(([newest]) => newest ?? []);
}

function dayOf({ at }: Dated): string {
  return at.slice(0, 10);
}

const dayMs = 24 * 3_600_000;

/** Weeks begin on Monday; 1970 began on a Thursday. */
function weekOf({ at }: Dated): number {
  return Math.floor((Date.parse(at) / dayMs + 3) / 7);
}
