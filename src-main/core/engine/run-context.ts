import type { Connector, ContainerSchema } from '../../../src-shared/connector/connector.ts';
import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import { attachmentsField } from '../../../src-shared/domain/attachment.ts';
import { commentsField } from '../../../src-shared/domain/comment.ts';
import type { EndpointId, RunId, TaskId, Timestamp } from '../../../src-shared/domain/ids.ts';
import type { Endpoint, Profile } from '../../../src-shared/domain/profile.ts';
import type { Problem, Progress } from '../../../src-shared/domain/run.ts';
import type { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Filter } from '../../../src-shared/filter/filter.ts';
import type { FilterContext } from '../../../src-shared/filter/match-filter.ts';
import type { CountingHttp } from '../../../src-shared/http/counting-http.ts';
import type { ScriptRunner } from '../../../src-shared/ports/script-runner.ts';
import type { Scope } from '../../../src-shared/sync/scope.ts';
import type { Ports } from '../core.ts';
import type { Store } from '../store/store.ts';
import type { Choice } from './choice.ts';

/** What one pass of one profile works with. */
export interface RunContext {
  readonly store: Store;
  readonly ports: Ports;
  readonly profile: Profile;
  readonly run: RunId;
  readonly signal: AbortSignal;
  /** A person waits for it: parked writes are tried again now. */
  readonly byHand: boolean;
  /** Of marked tasks those that are left to the next run (`EditHold`). Absent: none. */
  readonly leaveOut?: (tasks: readonly TaskId[]) => ReadonlySet<TaskId>;
  readonly places: readonly Place[];
  /** Tasks that a person put aside: nothing of them is taken over, planned or sent. Absent: none. */
  readonly skipped?: ReadonlySet<TaskId>;
  /** An older copy of the data was put back, and not everything has been compared since (S23). */
  readonly isPastLost: boolean;
  /** What of the plan a person chose in a preview; absent: all of it. */
  readonly choice?: Choice;
  /** The scripts of the profile, with one limit for the whole run. */
  readonly scripts: ScriptRunner;
  report(progress: Omit<Progress, 'run' | 'profile'>): void;
}

/** One endpoint during a run. */
export interface Place {
  readonly endpoint: Endpoint;
  /** Provider, server and container: the same text in every installation. */
  readonly address: string;
  readonly descriptor: ConnectorDescriptor;
  /** Null when it could not even be opened; `failure` says why. */
  readonly connector: Connector | null;
  readonly http: CountingHttp;
  readonly filter: Filter;
  /** The day and the person that the filter asks about; the same during the whole run. */
  readonly filterContext: FilterContext;
  schema: ContainerSchema | null;
  /** The filter, for remote values; follows the schema. */
  scope: Scope;
  /** Why this endpoint is out of this run: unreachable, sign-in needed. Its writes wait. */
  failure: TaskSyncError | null;
  /** Another installation of ours works here too, or worked here before: it may have made what we are about to make. */
  isShared: boolean;
  readonly tally: {
    observed: number;
    created: number;
    updated: number;
    closed: number;
    deleted: number;
    comments: number;
    attachments: number;
  };
}

/** Parts of a task that have plans of their own: a plan of its fields says nothing of their problems. */
export const ownPlans = [commentsField, attachmentsField] as const;

/** Setting that holds when records made by another installation were first seen at an endpoint. */
export const sharedKey = (endpoint: EndpointId): string => `shared.${endpoint}`;

export function timestamp(ports: Pick<Ports, 'clock'>, plusMs = 0): Timestamp {
  return new Date(ports.clock.now() + plusMs).toISOString();
}

/** A problem of a whole endpoint, or with `task` of one record there. */
export function problemAt(
  context: RunContext,
  place: Place,
  of: Pick<Problem, 'code' | 'message'> & Partial<Problem>,
): Problem {
  return {
    profile: context.profile.id,
    endpoint: place.endpoint.id,
    endpointName: place.endpoint.name,
    task: null,
    title: null,
    remoteId: null,
    field: null,
    since: timestamp(context.ports),
    retryAt: null,
    ...of,
  };
}

export function placeOf(context: RunContext, endpoint: EndpointId): Place | undefined {
  return context.places.find((place) => place.endpoint.id === endpoint);
}

/** Lets timers, sockets and the window have their turn between two stretches of work. */
export async function breathe(context: Pick<RunContext, 'ports' | 'signal'>): Promise<void> {
  await context.ports.clock.sleep(0);
  context.signal.throwIfAborted();
}
