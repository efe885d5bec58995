const dayMs = 24 * 3_600_000;
/** After one that failed. */
const retryMs = 3_600_000;
/** Backups are restored on trial this often. */
const trialMs = 30 * dayMs;

export interface Past {
  /** When the newest backup that nobody asked for was made, in milliseconds since 1970; null: there is none. */
  readonly newestAt: number | null;
  /** When the last attempt failed; null: it did not. */
  readonly failedAt: number | null;
}

/** When the next daily backup is due: at once if a day has passed, or if the clock was put back since the last one. */
export function nextBackupAt({ newestAt, failedAt }: Past, now: number): number {
  const isFromAhead = newestAt !== null && newestAt > now;
  const due = newestAt === null || isFromAhead ? now : newestAt + dayMs;
  return failedAt === null || failedAt > now ? Math.max(due, now) : Math.max(due, failedAt + retryMs, now);
}

export function isTrialDue(triedAt: number, now: number): boolean {
  return now < triedAt || now - triedAt >= trialMs;
}
