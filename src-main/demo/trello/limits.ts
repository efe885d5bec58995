import type { Reply } from '../kit/routes.ts';

/** developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits */
const limits = [
  {
    kind: 'api-token',
    most: 100,
    intervalMs: 10_000,
    error: 'API_TOKEN_LIMIT_EXCEEDED',
    message: 'Rate limit exceeded',
  },
  { kind: 'api-key', most: 300, intervalMs: 10_000, error: 'API_KEY_LIMIT_EXCEEDED', message: 'Rate limit exceeded' },
] as const;
const ofMembers = {
  most: 100,
  intervalMs: 900_000,
  error: 'RATE_LIMIT_EXCEEDED',
  message: 'Exceeded rate limit to /1/member',
};

export interface Limits {
  /** Counts a request. Its answer when it is one too many; null: go on. */
  take(path: string): Reply | null;
  /** What every answer says of them. Not in Trello's guide, but there. */
  headers(): Readonly<Record<string, string>>;
}

export function createLimits(now: () => number): Limits {
  const windows = new Map<string, { startedAt: number; used: number }>();
  const windowOf = (kind: string, intervalMs: number): { startedAt: number; used: number } => {
    const known = windows.get(kind);
    if (known !== undefined && now() - known.startedAt < intervalMs) return known;
    const fresh = { startedAt: now(), used: 0 };
    windows.set(kind, fresh);
    return fresh;
  };
  const exceeds = (kind: string, most: number, intervalMs: number): boolean => {
    const window = windowOf(kind, intervalMs);
    window.used += 1;
    return window.used > most;
  };
  const tooMany = ({ error, message }: { error: string; message: string }): Reply => ({
    status: 429,
    body: { error, message },
  });

  return {
    take: (path) => {
      const over = limits.filter(({ kind, most, intervalMs }) => exceeds(kind, most, intervalMs));
      const [first] = over;
      if (first !== undefined) return tooMany(first);
      if (!path.startsWith('/1/members/')) return null;
      return exceeds('members', ofMembers.most, ofMembers.intervalMs) ? tooMany(ofMembers) : null;
    },
    headers: () =>
      Object.fromEntries(
        limits.flatMap(({ kind, most, intervalMs }) => [
          [`x-rate-limit-${kind}-interval-ms`, String(intervalMs)],
          [`x-rate-limit-${kind}-max`, String(most)],
          [`x-rate-limit-${kind}-remaining`, String(Math.max(0, most - windowOf(kind, intervalMs).used))],
        ]),
      ),
  };
}
