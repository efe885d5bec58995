import type { ClockView } from '../../../src-shared/api/views.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import { countingHttp } from '../../../src-shared/http/counting-http.ts';
import { readOnlyHttp } from '../../../src-shared/http/read-only-http.ts';
import type { CoreOptions } from '../core.ts';
import { openConnector } from '../engine/open-places.ts';

/** Beyond it what was measured is measured again: the clock may have been set since. */
const unusualMs = 120_000;
const longestMs = 10_000;

/** How far the clock of each service is from ours: as the last run measured it, else as one answer says. */
export async function readClocks(options: CoreOptions): Promise<readonly ClockView[]> {
  const { store } = options;
  const connections = await store.connections.list();
  const endpoints = (await store.profiles.list()).flatMap((profile) => profile.endpoints);
  return await Promise.all(
    connections.map(async (connection) => {
      const own = endpoints.filter((endpoint) => endpoint.connection === connection.name);
      const kept = await Promise.all(own.map(async ({ id }) => (await store.endpoints.get(id)).clockOffsetMs));
      const last = kept.find((offset) => offset !== null) ?? null;
      const isUsual = last !== null && Math.abs(last) < unusualMs;
      const aheadMs = isUsual ? last : ((await ask(options, connection)) ?? last);
      return { connection: connection.name, connector: connection.connector, aheadMs };
    }),
  );
}

/** Null: nobody answered. An answer that refuses us tells the time as well. */
async function ask(options: CoreOptions, connection: Connection): Promise<number | null> {
  const { clock, http } = options.ports;
  const counted = countingHttp(readOnlyHttp(http), clock);
  const stop = new AbortController();
  const late = clock.sleep(longestMs, stop.signal).then(() => stop.abort());
  late.catch(() => undefined);
  try {
    const { connector } = await openConnector(
      options,
      connection,
      { signal: stop.signal, isAwaited: () => true },
      counted,
    );
    await connector.check();
  } catch {
    // Why it does not work is said elsewhere.
  } finally {
    stop.abort();
  }
  return counted.clockOffsetMs;
}
