import type { Connector, PullPage } from '../../../src-shared/connector/connector.ts';
import type { ConnectionId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Clock } from '../../../src-shared/ports/ports.ts';
import type { Store } from '../store/store.ts';

/** Longest pause inside a run; beyond it the rest waits for the next run. */
export const longestPauseMs = 15 * 60_000;

/** When a service asked an account to wait, and until when, on our clock. */
interface Pause {
  readonly since: number;
  readonly until: number;
}

const pauseKey = (connection: ConnectionId): string => `pause.${connection}`;

/** Until when the service asked the account to wait; null: it did not, or that is over. */
export async function pausedUntil(store: Store, connection: ConnectionId, now: number): Promise<number | null> {
  const pause = await store.settings.get<Pause>(pauseKey(connection));
  return pause === null || now < pause.since || now >= pause.until ? null : pause.until;
}

export interface PausingOptions {
  readonly connection: { readonly id: ConnectionId; readonly name: string };
  readonly store: Store;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onWait?: (until: number | null) => void;
}

/**
 * A connector that sends nothing before the time its service asked us to wait for (L5): no other request of this run, none
 * of the next, and none of a program that starts anew. Throws `rate-limited` where the pause is longer than a run may wait.
 */
export async function pausing(connector: Connector, options: PausingOptions): Promise<Connector> {
  const { connection, store, clock, signal, onWait } = options;
  let pause = await store.settings.get<Pause>(pauseKey(connection.id));

  const remaining = (): number => {
    const now = clock.now();
    // A clock that was set back since must not make the pause longer (S27).
    return pause === null || now < pause.since ? 0 : pause.until - now;
  };
  const pass = async (): Promise<void> => {
    for (let wait = remaining(); wait > 0; wait = remaining()) {
      if (wait > longestPauseMs) throw stillPaused(connection.name, wait);
      onWait?.(clock.now() + wait);
      await clock.sleep(wait, signal).finally(() => onWait?.(null));
    }
  };
  const note = async (error: unknown): Promise<void> => {
    if (!(error instanceof TaskSyncError) || error.code !== 'rate-limited' || !error.retryAfterMs) return;
    // Kept back for people by ourselves: the service would answer, and must answer them.
    if (error.facts['isReserved'] === true) return;
    const now = clock.now();
    if (error.retryAfterMs <= remaining()) return;
    pause = { since: now, until: now + error.retryAfterMs };
    await store.transaction('pause', (tx) => tx.settings.set(pauseKey(connection.id), pause));
  };
  const send = async <T>(request: () => Promise<T>): Promise<T> => {
    await pass();
    try {
      return await request();
    } catch (error) {
      await note(error);
      throw error;
    }
  };

  const { pull, comments, attachments, ...requests } = connector;
  return {
    ...eachSent(requests, send),
    pull: (request) => pullPages(pull.call(connector, request), send),
    ...(comments === undefined ? {} : { comments: eachSent(comments, send) }),
    ...(attachments === undefined ? {} : { attachments: eachSent(attachments, send) }),
  };
}

type Send = <T>(request: () => Promise<T>) => Promise<T>;
type Requests = Readonly<Record<string, (...values: never[]) => Promise<unknown>>>;

function eachSent<T extends object>(requests: T, send: Send): T {
  const entries = Object.entries(requests as Requests).map(([name, request]) => [
    name,
    (...values: never[]) => send(() => request.apply(requests, values)),
  ]);
  return Object.fromEntries(entries) as T;
}

async function* pullPages(pages: AsyncIterable<PullPage>, send: Send): AsyncGenerator<PullPage> {
  const iterator = pages[Symbol.asyncIterator]();
  try {
    for (let next = await send(() => iterator.next()); !next.done; next = await send(() => iterator.next())) {
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

function stillPaused(name: string, retryAfterMs: number): TaskSyncError {
  return new TaskSyncError(
    'rate-limited',
    `${name} asked us to wait, and the time is not over yet. Nothing was sent; it goes on after that.`,
    { retryAfterMs },
  );
}
