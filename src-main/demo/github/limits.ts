import type { Reply, ServiceRequest } from '../kit/routes.ts';
import type { ServiceClock } from '../kit/service-clock.ts';
import { documentation } from './access.ts';

export interface LimitOptions {
  /** Requests of one account; default 5,000, as GitHub has it. */
  readonly perHour?: number;
  readonly searchesPerMinute?: number;
  /** New issues and comments. */
  readonly contentPerMinute?: number;
  /** How a secondary limit says how long to wait: in a header, or in words only. */
  readonly secondary?: 'header' | 'words';
}

export interface Limiter {
  /** Null: go on. */
  refuse(request: ServiceRequest, login: string): Reply | null;
  /** An answer that was no news is free of charge. */
  refund(request: ServiceRequest, login: string): void;
  headers(request: ServiceRequest, login: string): Readonly<Record<string, string>>;
}

interface Window {
  used: number;
  resetAt: number;
}

/** GitHub's limits: so many requests an hour, searches a minute, and new contents a minute (a secondary limit). */
export function createLimiter(clock: ServiceClock, options: LimitOptions): Limiter {
  const windows = new Map<string, Window>();
  const rules = {
    core: { most: options.perHour ?? 5_000, ms: 3_600_000 },
    search: { most: options.searchesPerMinute ?? 30, ms: 60_000 },
    content: { most: options.contentPerMinute ?? 80, ms: 60_000 },
  };
  type Rule = keyof typeof rules;

  const windowOf = (rule: Rule, login: string): Window => {
    const key = `${rule} ${login}`;
    const known = windows.get(key);
    if (known !== undefined && known.resetAt > clock.now()) return known;
    const opened = { used: 0, resetAt: clock.now() + rules[rule].ms };
    windows.set(key, opened);
    return opened;
  };
  const ruleOf = ({ path }: ServiceRequest): Rule => (path.startsWith('/search/') ? 'search' : 'core');
  const isContent = ({ method, path }: ServiceRequest): boolean =>
    method === 'POST' && /\/(issues|comments)$/.test(path);

  return {
    refuse: (request, login) => {
      const rule = ruleOf(request);
      const primary = windowOf(rule, login);
      if (primary.used >= rules[rule].most) {
        const message = `API rate limit exceeded for user ID ${login}.`;
        return { status: 403, body: { message, documentation_url: documentation, status: '403' } };
      }
      primary.used++;
      if (!isContent(request)) return null;
      const secondary = windowOf('content', login);
      if (++secondary.used <= rules.content.most) return null;
      const message =
        'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.';
      const seconds = Math.ceil((secondary.resetAt - clock.now()) / 1_000);
      const headers = options.secondary === 'words' ? {} : { headers: { 'retry-after': String(seconds) } };
      return { status: 403, ...headers, body: { message, documentation_url: documentation, status: '403' } };
    },
    refund: (request, login) => {
      windowOf(ruleOf(request), login).used--;
    },
    headers: (request, login) => {
      const rule = ruleOf(request);
      const { used, resetAt } = windowOf(rule, login);
      return {
        'x-ratelimit-limit': String(rules[rule].most),
        'x-ratelimit-remaining': String(Math.max(0, rules[rule].most - used)),
        'x-ratelimit-used': String(used),
        'x-ratelimit-reset': String(Math.ceil(resetAt / 1_000)),
        'x-ratelimit-resource': rule,
      };
    },
  };
}
