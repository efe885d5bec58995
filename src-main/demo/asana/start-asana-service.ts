import type { Front } from '../kit/front.ts';
import type { ServiceRequest } from '../kit/routes.ts';
import { createServiceClock, type ServiceClock } from '../kit/service-clock.ts';
import { type SimulatedService, startSimulatedService } from '../kit/simulated-service.ts';
import { type AsanaStore, createAsanaStore } from './asana-store.ts';
import { attachmentRoutes } from './attachment-routes.ts';
import type { Caller, Desk } from './desk.ts';
import { startFileHost } from './file-host.ts';
import { createLimits } from './limits.ts';
import { placeRoutes } from './place-routes.ts';
import { noSuchRoute, notAuthorized } from './refusals.ts';
import { type Places, seedPlaces } from './seed-places.ts';
import { seedTasks } from './seed-tasks.ts';
import { storyRoutes } from './story-routes.ts';
import { createTaskChanges, type TaskChanges } from './task-changes.ts';
import { taskRoutes } from './task-routes.ts';
import { createViews } from './views.ts';

export interface AsanaServiceOptions {
  readonly clock?: ServiceClock;
  readonly latencyMs?: number;
  readonly port?: number;
  /** How it can be reached. Default: HTTP on 127.0.0.1. */
  readonly front?: Front;
  /** About forty tasks of a software team. Default: the project and its fields, and no tasks. */
  readonly seed?: boolean;
  /** Requests that a token may send in a minute: 150 in free workspaces, 1,500 in paid ones. Default: as many as it likes. */
  readonly limits?: 'free' | 'paid';
  /** How late events come. In reality up to a minute; default: at once. */
  readonly eventLagMs?: number;
}

export interface AsanaService extends SimulatedService {
  /** What a person types as the address of the connection. */
  readonly url: string;
  /** Of an administrator, and of somebody who may only look. */
  readonly token: string;
  readonly viewerToken: string;
  readonly clock: ServiceClock;
  readonly store: AsanaStore;
  readonly changes: TaskChanges;
  readonly places: Places;
  /** Where files are, at another origin. */
  readonly files: SimulatedService;
}

const perMinute = { free: 150, paid: 1_500 } as const;

/** Asana's REST API 1.0 on this computer, as far as a connector for its tasks needs it. */
export async function startAsanaService(options: AsanaServiceOptions = {}): Promise<AsanaService> {
  const { clock = createServiceClock(), latencyMs = 0, port, front, seed = false, limits, eventLagMs = 0 } = options;
  const now = (): number => clock.now();
  const store = createAsanaStore(now, { eventLagMs });
  const changes = createTaskChanges(store);
  const places = seedPlaces(store);
  const tokens = { token: '2/asana-demo-admin-4c1f7e', viewerToken: '2/asana-demo-viewer-9b20d3' } as const;
  const callers = new Map<string, Caller>([
    [tokens.token, { user: places.users.admin, mayWrite: true }],
    [tokens.viewerToken, { user: places.users.viewer, mayWrite: false }],
  ]);
  const tokenOf = ({ headers }: ServiceRequest): string =>
    /^bearer (.+)$/i.exec(headers['authorization'] ?? '')?.[1] ?? '';
  const desk: Desk = {
    ...{ store, now, views: createViews(store) },
    caller: (request) => {
      const caller = callers.get(tokenOf(request));
      if (caller === undefined) throw notAuthorized();
      return caller;
    },
  };
  const files = await startFileHost(store.attachments, now, { latencyMs, ...(front && { front }) });
  const count = createLimits(now, limits === undefined ? null : perMinute[limits]);
  const service = await startSimulatedService({
    routes: [
      ...taskRoutes(desk, changes),
      ...placeRoutes(desk),
      ...storyRoutes(desk),
      ...attachmentRoutes(desk, files),
    ],
    guard: (request) => {
      desk.caller(request);
      count(tokenOf(request));
      return null;
    },
    headers: () => ({ date: new Date(now()).toUTCString() }),
    notFound: noSuchRoute().reply,
    latencyMs,
    ...(port === undefined ? {} : { port }),
    ...(front && { front }),
  });
  if (seed) seedTasks(store, changes, places);
  return {
    ...{ ...tokens, clock, store, changes, places, files: files.service, url: `${service.origin}/` },
    ...{ origin: service.origin, faults: service.faults, onExchange: service.onExchange },
    get latencyMs() {
      return service.latencyMs;
    },
    set latencyMs(ms) {
      service.latencyMs = ms;
    },
    close: async () => {
      await Promise.all([service.close(), files.service.close()]);
    },
  };
}
