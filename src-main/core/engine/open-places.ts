import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { Endpoint, Profile } from '../../../src-shared/domain/profile.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { countingHttp } from '../../../src-shared/http/counting-http.ts';
import { readOnlyHttp } from '../../../src-shared/http/read-only-http.ts';
import type { Http } from '../../../src-shared/ports/ports.ts';
import type { CoreOptions } from '../core.ts';
import { isDoubtful } from '../store/restored.ts';
import { filterContextOf, noContext, scopeOf } from './endpoint-scope.ts';
import { pausing } from './pausing-connector.ts';
import { type Place, sharedKey } from './run-context.ts';

/** A connector signed in with a connection's own credentials, for one run or one test. */
export async function openConnector(
  options: CoreOptions,
  connection: Connection,
  signal: AbortSignal,
  http: Http = options.ports.http,
) {
  const { ports } = options;
  const descriptor = descriptorOf(options, connection.connector);
  const connector = await descriptor.connect({
    http,
    url: connection.url,
    username: connection.username,
    secret: async () => {
      const secret = await ports.secrets.get(connection.id);
      if (secret !== null) return secret;
      throw new TaskSyncError(
        'auth-expired',
        `There is no password or token stored for ${connection.name}. Sign in again.`,
      );
    },
    options: connection.options,
    signal,
    clock: ports.clock,
    logger: ports.logger,
  });
  return { descriptor, connector };
}

export function descriptorOf(options: CoreOptions, id: string): ConnectorDescriptor {
  const descriptor = options.connectors.find((one) => one.id === id);
  if (descriptor) return descriptor;
  const known = options.connectors.map((one) => one.id).join(', ');
  throw new TaskSyncError('invalid-input', `There is no connector “${id}”. Known: ${known}.`);
}

/** Opens every endpoint of the profile. One that cannot be opened is out of this run, and says why. */
export async function openPlaces(
  options: CoreOptions,
  profile: Profile,
  signal: AbortSignal,
  mode: 'sync' | 'preview',
): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const endpoint of profile.endpoints) places.push(await openPlace(options, profile, endpoint, signal, mode));
  return places;
}

async function openPlace(
  options: CoreOptions,
  profile: Profile,
  endpoint: Endpoint,
  signal: AbortSignal,
  mode: 'sync' | 'preview',
): Promise<Place> {
  const connection = await options.store.connections.byName(endpoint.connection);
  if (!connection) {
    throw new TaskSyncError(
      'invalid-input',
      `The profile uses the connection “${endpoint.connection}”, which does not exist. Add it, or change the profile.`,
    );
  }
  const { ports } = options;
  const guarded = mode === 'preview' || endpoint.direction === 'pull' ? readOnlyHttp(ports.http) : ports.http;
  const http = countingHttp(guarded, ports.clock);
  const descriptor = descriptorOf(options, connection.connector);
  const state = await options.store.endpoints.get(endpoint.id);
  const tally = { observed: 0, created: 0, updated: 0, closed: 0, deleted: 0, comments: 0, attachments: 0 };
  const address = `${connection.connector} ${originOf(connection.url)} ${endpoint.container}`;
  const isKnownAsShared = (await options.store.settings.get(sharedKey(endpoint.id))) !== null;
  // What we did after the copy was made that was put back is as if another installation had done it.
  const isShared = isKnownAsShared || (await isDoubtful(options.store, profile.id));
  const isAsked = endpoint.filter !== undefined || profile.rules !== undefined;
  const filterContext = isAsked ? await filterContextOf(options, endpoint.timeZone) : noContext;
  const filter = parseFilter(endpoint.filter ?? '', 'profile');
  const { schema } = state;
  const place = {
    ...{ endpoint, address, descriptor, http, schema, failure: null, isShared, tally, filterContext },
    ...{ filter, scope: scopeOf({ endpoint, schema, filter, filterContext }, profile) },
  };
  try {
    const { connector } = await openConnector(options, connection, signal, http);
    const { store } = options;
    return { ...place, connector: await pausing(connector, { connection, store, clock: ports.clock, signal }) };
  } catch (error) {
    return { ...place, connector: null, failure: toTaskSyncError(error) };
  }
}

function originOf(url: string | null): string {
  return url !== null && URL.canParse(url) && new URL(url).origin !== 'null' ? new URL(url).origin : (url ?? '');
}
