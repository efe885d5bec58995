import type { Front } from '../kit/front.ts';
import type { Reply, ServiceRequest } from '../kit/routes.ts';
import { createServiceClock, type ServiceClock } from '../kit/service-clock.ts';
import { type SimulatedService, startSimulatedService } from '../kit/simulated-service.ts';
import { attachmentRoutes, fileStore } from './attachment-routes.ts';
import { batchRoute } from './batch-route.ts';
import { boardRoutes } from './board-routes.ts';
import { cardRoutes } from './card-routes.ts';
import { checklistRoutes } from './checklist-routes.ts';
import { commentRoutes } from './comment-routes.ts';
import { createLimits } from './limits.ts';
import type { Board, Member } from './records.ts';
import { plain } from './refusals.ts';
import { seedTrello } from './seed.ts';
import { createTrelloStore, type TrelloStore } from './store.ts';

export interface TrelloServiceOptions {
  /** Default: the computer's. */
  readonly clock?: Pick<ServiceClock, 'now'>;
  /** `team`: the board of a small team · `empty` (default): the same lists, labels, fields and people, without cards */
  readonly content?: 'team' | 'empty';
  /** A hundred requests in ten seconds, as there. Default: none are counted. */
  readonly limits?: boolean;
  /** Of one file; default 10 MB, as without paying. */
  readonly mostBytes?: number;
  /** Cards in one answer with all that belongs to them; default a thousand. Trello does not tell its limit. */
  readonly mostCards?: number;
  readonly latencyMs?: number;
  readonly port?: number;
  /** How it can be reached. Default: HTTP on 127.0.0.1. */
  readonly front?: Front;
}

export interface TrelloService {
  readonly http: SimulatedService;
  /** Where the API begins. */
  readonly url: string;
  readonly key: string;
  readonly token: string;
  readonly store: TrelloStore;
  /** The member that the token belongs to. */
  readonly me: Member;
  readonly board: Board;
  close(): Promise<void>;
}

/** A Trello with one board, on this computer. */
export async function startTrelloService(options: TrelloServiceOptions = {}): Promise<TrelloService> {
  const { now } = options.clock ?? createServiceClock();
  const [key, token] = ['0123456789abcdef0123456789abcdef', `ATTA${'5eed'.repeat(16)}`];
  const store = createTrelloStore(now);
  const { me, board } = seedTrello(store, options.content ?? 'empty');
  const limits = options.limits === true ? createLimits(now) : null;
  const access = { store, me: me.id };
  const routes = [
    ...boardRoutes(access, options.mostCards ?? 1_000),
    ...cardRoutes(access),
    ...checklistRoutes(access),
    ...commentRoutes(access),
    ...attachmentRoutes(access, options.mostBytes ?? 10_000_000),
  ];
  const guard = (request: ServiceRequest): Reply | null => {
    if (request.path.startsWith(fileStore)) return null;
    const refused = whyNotSignedIn(request, key, token);
    // The parts of a batch are counted, not the batch.
    return refused ?? (request.path === '/1/batch' ? null : (limits?.take(request.path) ?? null));
  };
  const http = await startSimulatedService({
    routes: [...routes, batchRoute(routes, () => limits?.take('/1/batch') ?? null)],
    guard,
    headers: () => ({ date: new Date(now()).toUTCString(), ...limits?.headers() }),
    notFound: plain(404, 'Cannot find that'),
    ...(options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs }),
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.front && { front: options.front }),
  });
  return { http, url: `${http.origin}/1`, key, token, store, me, board, close: http.close };
}

/** In the header or, but for files, in the address. */
function whyNotSignedIn({ headers, query, path }: ServiceRequest, key: string, token: string): Reply | null {
  const given = /^OAuth oauth_consumer_key="([^"]*)", oauth_token="([^"]*)"$/.exec(headers['authorization'] ?? '');
  const inQuery = !path.includes('/download/');
  if ((given?.[1] ?? (inQuery ? query.get('key') : null)) !== key) return plain(401, 'invalid key');
  return (given?.[2] ?? (inQuery ? query.get('token') : null)) === token ? null : plain(401, 'invalid token');
}
