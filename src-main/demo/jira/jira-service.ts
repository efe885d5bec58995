import { createHash } from 'node:crypto';
import type { Front } from '../kit/front.ts';
import type { Reply, ServiceRequest } from '../kit/routes.ts';
import type { ServiceClock } from '../kit/service-clock.ts';
import { createServiceClock } from '../kit/service-clock.ts';
import type { SimulatedService } from '../kit/simulated-service.ts';
import { startSimulatedService } from '../kit/simulated-service.ts';
import { attachmentOf, attachmentRoutes, fileReply } from './attachment-routes.ts';
import { commentRoutes } from './comment-routes.ts';
import { createContext, refused } from './context.ts';
import { issueRoutes } from './issue-routes.ts';
import { createLimits } from './limits.ts';
import type { Deployment } from './model.ts';
import { projectRoutes } from './project-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { seedProject } from './seed.ts';
import { createSite } from './site.ts';
import { JiraStore } from './store.ts';
import { transitionRoutes } from './transition-routes.ts';

export interface JiraServiceOptions {
  /** Default: cloud. */
  readonly deployment?: Deployment;
  readonly clock?: ServiceClock;
  readonly latencyMs?: number;
  readonly port?: number;
  /** How it can be reached. Default: HTTP on 127.0.0.1. */
  readonly front?: Front;
  /** A team's board of forty issues, or of so many, in the project WEB. Default: nothing, not even a project. */
  readonly seed?: boolean | number;
  /** Default: no. */
  readonly limits?: boolean;
  /** How long the search does not see a change; Cloud only. Default: 0. */
  readonly searchLagMs?: number;
  /** Of the account that signs in. */
  readonly timeZone?: string;
  /** Most bytes of a file. Default: 10 MB. */
  readonly maxFileBytes?: number;
}

export interface SimulatedJira extends SimulatedService {
  readonly store: JiraStore;
  readonly clock: ServiceClock;
  /** Null: Data Center signs in with the token alone. */
  readonly username: string | null;
  readonly token: string;
  /** Where files are, in Cloud. */
  readonly media: SimulatedService;
}

/** Made of nothing but the kind, so that it is the same every time and looks like none of the real ones. */
function tokenOf(deployment: Deployment): string {
  return `simulated-${createHash('sha256').update(`jira ${deployment}`).digest('hex').slice(0, 24)}`;
}

export async function startJiraService(options: JiraServiceOptions = {}): Promise<SimulatedJira> {
  const { deployment = 'cloud', clock = createServiceClock(), timeZone = 'America/New_York' } = options;
  const site = createSite(deployment, timeZone);
  const store = new JiraStore({ site, clock, searchLagMs: options.searchLagMs ?? 0 });
  const context = createContext(store, clock.now);
  const token = tokenOf(deployment);
  const username = deployment === 'cloud' ? (site.me.email ?? null) : null;
  const wanted =
    username === null ? `Bearer ${token}` : `Basic ${Buffer.from(`${username}:${token}`).toString('base64')}`;
  const limit = options.limits ? createLimits(clock.now) : () => null;
  const { latencyMs, front } = options;
  const common = { ...(latencyMs === undefined ? {} : { latencyMs }), ...(front && { front }) };
  const headers = () => ({ date: new Date(clock.now()).toUTCString() });

  const media = await startSimulatedService({
    ...{ ...common, headers, notFound: { status: 404 } },
    routes: [
      {
        ...{ method: 'GET', path: '/file/{id}' },
        // Stores of files refuse what is signed twice.
        handle: ({ params, headers: sent }) => {
          if (sent['authorization'] !== undefined) return { status: 400 };
          return fileReply(attachmentOf(context, params['id'] ?? '').attachment);
        },
      },
    ],
  });

  const guard = (request: ServiceRequest): Reply | null => {
    if (request.headers['authorization'] !== wanted) {
      return refused(401, 'You are not authenticated. Authentication required to perform this operation.').reply;
    }
    return limit(request);
  };
  const service = await startSimulatedService({
    ...{ ...common, guard, headers },
    ...(options.port === undefined ? {} : { port: options.port }),
    notFound: { status: 404, body: { errorMessages: ['Not found'], errors: {} } },
    routes: [
      ...searchRoutes(context),
      ...issueRoutes(context),
      ...transitionRoutes(context),
      ...commentRoutes(context),
      ...attachmentRoutes(context, () => media.origin, options.maxFileBytes ?? 10_000_000),
      ...projectRoutes(context),
    ],
  });
  const { seed = false } = options;
  if (seed !== false) seedProject(store, clock.now(), seed === true ? undefined : seed);

  return {
    ...{
      origin: service.origin,
      faults: service.faults,
      onExchange: service.onExchange,
      store,
      clock,
      username,
      token,
      media,
    },
    get latencyMs() {
      return service.latencyMs;
    },
    set latencyMs(ms) {
      service.latencyMs = ms;
      media.latencyMs = ms;
    },
    close: async () => {
      await Promise.all([service.close(), media.close()]);
    },
  };
}
