import type { Reply, ServiceRequest } from '../kit/routes.ts';

interface Window {
  readonly ms: number;
  readonly most: number;
}

/** Writes of one issue, as Atlassian documents them since 2026 (developer.atlassian.com/cloud/jira/platform/rate-limiting). */
const perIssue: readonly Window[] = [
  { ms: 2_000, most: 20 },
  { ms: 30_000, most: 100 },
];
/** Everything of one account; the real numbers differ by endpoint. */
const burst: Window = { ms: 1_000, most: 100 };

/** Says 429 as Jira Cloud does: with how long to wait, and why. */
export function createLimits(now: () => number): (request: ServiceRequest) => Reply | null {
  const times = new Map<string, number[]>();
  const excess = (key: string, windows: readonly Window[]): Window | null => {
    const at = now();
    const longest = Math.max(...windows.map(({ ms }) => ms));
    const recent = (times.get(key) ?? []).filter((time) => time > at - longest);
    times.set(key, recent);
    const full = windows.find(({ ms, most }) => recent.filter((time) => time > at - ms).length >= most) ?? null;
    if (full === null) recent.push(at);
    return full;
  };
  return ({ method, params, origin }) => {
    const issue = params['issueIdOrKey'];
    const written = method === 'GET' || issue === undefined ? null : excess(`issue ${issue}`, perIssue);
    if (written !== null) return tooMany(written, 'jira-per-issue-on-write');
    const all = excess(origin, [burst]);
    return all === null ? null : tooMany(all, 'jira-burst-based');
  };
}

function tooMany({ ms, most }: Window, reason: string): Reply {
  return {
    status: 429,
    headers: {
      ...{ 'retry-after': String(Math.ceil(ms / 1_000)), 'ratelimit-reason': reason },
      ...{ 'x-ratelimit-limit': String(most), 'x-ratelimit-remaining': '0' },
    },
    body: { errorMessages: ['Rate limit exceeded.'], errors: {} },
  };
}
