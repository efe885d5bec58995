import { createHash } from 'node:crypto';
import type { Front } from '../kit/front.ts';
import type { Reply, Route, ServiceRequest } from '../kit/routes.ts';
import type { ServiceClock } from '../kit/service-clock.ts';
import { createServiceClock } from '../kit/service-clock.ts';
import type { SimulatedService } from '../kit/simulated-service.ts';
import { startSimulatedService } from '../kit/simulated-service.ts';
import { failure, loginOf, notFound } from './access.ts';
import { commentRoutes } from './comment-routes.ts';
import type { ListOptions } from './issue-routes.ts';
import { issueRoutes } from './issue-routes.ts';
import type { LimitOptions } from './limits.ts';
import { createLimiter } from './limits.ts';
import { repositoryRoutes } from './repository-routes.ts';
import { people, seedBoard, seedOrganisation } from './seed.ts';
import type { GithubStore, StoredRepository } from './store.ts';
import { createStore } from './store.ts';

export interface GithubServiceOptions extends ListOptions {
  readonly clock?: ServiceClock;
  readonly latencyMs?: number;
  readonly port?: number;
  /** How it can be reached. Default: HTTP on 127.0.0.1. */
  readonly front?: Front;
  /** A small team's board of about forty issues in `repository`; default: it is empty. */
  readonly seed?: boolean;
  /** GitHub's limits; default: none, as on an Enterprise Server. */
  readonly limits?: LimitOptions | true;
  /** How far the search is behind; default 2 s. */
  readonly searchLagMs?: number;
}

/** A GitHub on this computer, with one organisation, its people and two repositories. */
export interface GithubService extends SimulatedService {
  /** Edits on it are edits behind the client's back. */
  readonly store: GithubStore;
  readonly clock: ServiceClock;
  readonly repository: StoredRepository;
  /** Another one of the same organisation, for transfers. */
  readonly otherRepository: StoredRepository;
  /** Of an administrator of both. */
  readonly token: string;
  /** Of somebody who may only read the repositories and write issues of their own. */
  readonly readerToken: string;
}

export async function startGithubService(options: GithubServiceOptions = {}): Promise<GithubService> {
  const clock = options.clock ?? createServiceClock();
  const store = createStore(clock);
  const { repository, otherRepository } = seedOrganisation(store);
  if (options.seed) seedBoard(store, repository);
  const limiter = options.limits ? createLimiter(clock, options.limits === true ? {} : options.limits) : null;

  const routes = [
    ...issueRoutes(store, options),
    ...commentRoutes(store),
    ...repositoryRoutes(store, options.searchLagMs ?? 2_000),
  ];
  const conditional = (route: Route): Route => ({
    ...route,
    handle: async (request) => {
      const reply = withEntityTag(request, await route.handle(request));
      if (reply.status === 304) limiter?.refund(request, loginOf(store, request) ?? '');
      return reply;
    },
  });

  const service = await startSimulatedService({
    routes: [...routes, ...routes.flatMap(byNumber)].map(conditional),
    guard: (request) => {
      if (!request.headers['user-agent']) return failure(403, 'Request forbidden by administrative rules.');
      const login = loginOf(store, request);
      return login === null ? failure(401, 'Bad credentials') : (limiter?.refuse(request, login) ?? null);
    },
    headers: (request) => ({
      date: new Date(clock.now()).toUTCString(),
      'cache-control': 'private, max-age=60, s-maxage=60',
      ...limiter?.headers(request, loginOf(store, request) ?? ''),
    }),
    notFound,
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.front && { front: options.front }),
  });
  const tokens = { token: people[0].token, readerToken: people[5].token };
  const own = { store, clock, repository, otherRepository, ...tokens };
  return Object.defineProperties(own as GithubService, Object.getOwnPropertyDescriptors(service));
}

/** Links and redirects name repositories by their number: the same operations under another path. */
function byNumber(route: Route): readonly Route[] {
  const path = route.path.replace(/^\/repos\/\{owner\}\/\{repo\}/, '/repositories/{repository_id}');
  return path === route.path ? [] : [{ ...route, path }];
}

/** What was answered before is not sent again. The tag depends on who asks, as `Vary` says. */
function withEntityTag(request: ServiceRequest, reply: Reply): Reply {
  if (request.method !== 'GET' || reply.status !== 200) return reply;
  const seen = JSON.stringify([request.headers['authorization'], reply.headers?.['link'], reply.body]);
  const etag = `W/"${createHash('sha256').update(seen).digest('hex')}"`;
  const headers = { ...reply.headers, etag, vary: 'Accept, Authorization, Cookie, X-GitHub-OTP' };
  return request.headers['if-none-match'] === etag ? { status: 304, headers } : { ...reply, headers };
}
