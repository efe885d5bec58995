import type { ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { RunId } from '../../../src-shared/domain/ids.ts';
import type { Endpoint, Profile } from '../../../src-shared/domain/profile.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { countingHttp } from '../../../src-shared/http/counting-http.ts';
import { readOnlyHttp } from '../../../src-shared/http/read-only-http.ts';
import type { Http, RequestEntry } from '../../../src-shared/ports/ports.ts';
import { Secret } from '../../../src-shared/secret.ts';
import type { CoreOptions } from '../core.ts';
import { requestJournalOf } from '../request-journal.ts';
import { accountsOf } from '../sign-in/accounts.ts';
import { httpOf } from '../sign-in/own-certificate.ts';
import { noSecret } from '../sign-in/sign-in-errors.ts';
import { isDoubtful } from '../store/restored.ts';
import { withFacts } from '../with-facts.ts';
import { filterContextOf, noContext, scopeOf } from './endpoint-scope.ts';
import { pausing } from './pausing-connector.ts';
import { type Place, sharedKey } from './run-context.ts';
import { standingOf } from './standings.ts';

/** What a connector is opened for. */
export interface Opening {
  readonly signal: AbortSignal;
  /** Whether a person waits for it. */
  readonly isAwaited: () => boolean;
  /** Absent: not in a run. */
  readonly run?: RunId;
  /** Told until when requests have to wait, and null when they go on. */
  readonly onWait?: (until: number | null) => void;
  /** Told of every request that was sent. */
  readonly onRequest?: (entry: RequestEntry) => void;
  /** Instead of the stored one, for a connection that is only tried. */
  readonly secret?: string | null;
}

/** A connector signed in with a connection's own credentials, for one run or one test. */
export async function openConnector(options: CoreOptions, connection: Connection, opening: Opening, http: Http) {
  const { ports } = options;
  const { signal, isAwaited, run = null, onWait } = opening;
  const descriptor = descriptorOf(options, connection.connector);
  const isStored = opening.secret === undefined;
  const accounts = accountsOf(options);
  const account = isStored ? accounts.of(connection) : triedAccount(connection, opening.secret ?? null);
  const standing = standingOf(options, connection.id);
  const journal = requestJournalOf(options);
  const { signIn, readOnly } = connection;
  const trusted = httpOf(http, connection);
  let given: Secret | null = null;
  const connector = await descriptor.connect({
    // Whoever asks, and whatever it is opened for: over such a connection nothing is written (SEC-33).
    http: readOnly ? readOnlyHttp(trusted, () => mayOnlyRead(connection.name)) : trusted,
    url: connection.url,
    username: connection.username,
    secret: async () => {
      given = await account.secret();
      return given.reveal();
    },
    options: connection.options,
    signal,
    clock: ports.clock,
    logger: withFacts(ports.logger, { run, connection: connection.id }),
    account: isStored && needsSecret(descriptor) ? await accounts.countedAs(connection) : account,
    isAwaited,
    nextRequest: journal.next,
    onRequest: (entry) => {
      journal.note(entry, { connection, run });
      opening.onRequest?.(entry);
    },
    onAllowance: ({ limit, remaining, resetMs }) => {
      standing.budget = { limit, remaining, resetsAt: ports.clock.now() + resetMs };
    },
    ...(onWait === undefined ? {} : { onWait }),
    ...(signIn === undefined
      ? {}
      : { signedIn: signIn.kind, renew: async () => given !== null && account.renew(given) }),
    ...(signIn?.apiUrl ? { apiUrl: signIn.apiUrl } : {}),
  });
  return { descriptor, connector };
}

/** Whatever needs none leaves the keychain alone. */
function needsSecret({ config }: ConnectorDescriptor): boolean {
  return config.some(({ key }) => key === 'secret');
}

function triedAccount({ name }: Connection, secret: string | null) {
  return {
    secret: async () => {
      if (secret === null) throw noSecret(name);
      return new Secret(secret);
    },
    renew: async () => false,
  };
}

function mayOnlyRead(name: string): TaskSyncError {
  return new TaskSyncError(
    'forbidden',
    `The connection “${name}” only reads. Nothing was sent. Allow it to write in Connections, if that is what you want.`,
  );
}

export function descriptorOf(options: CoreOptions, id: string): ConnectorDescriptor {
  const descriptor = options.connectors.find((one) => one.id === id);
  if (descriptor) return descriptor;
  const known = options.connectors.map((one) => one.id).join(', ');
  throw new TaskSyncError('invalid-input', `There is no connector “${id}”. Known: ${known}.`);
}

export interface OpeningPlaces extends Omit<Opening, 'onWait'> {
  readonly mode: 'sync' | 'preview';
  /** Told which endpoint has to wait, until when, and null when it goes on. */
  readonly onWait?: (endpoint: string, until: number | null) => void;
}

/** Opens every endpoint of the profile. One that cannot be opened is out of this run, and says why. */
export async function openPlaces(
  options: CoreOptions,
  profile: Profile,
  opening: OpeningPlaces,
): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const endpoint of profile.endpoints) places.push(await openPlace(options, profile, endpoint, opening));
  return places;
}

/**
 * Every endpoint as far as it is known without asking anybody: no service is reached and no password is read. For what a
 * person wants to know between two runs.
 */
export async function knownPlaces(options: CoreOptions, profile: Profile): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const endpoint of profile.endpoints) {
    places.push((await describePlace(options, profile, endpoint, 'preview')).place);
  }
  return places;
}

async function openPlace(
  options: CoreOptions,
  profile: Profile,
  endpoint: Endpoint,
  { mode, onWait: tell, ...rest }: OpeningPlaces,
): Promise<Place> {
  const { place, connection } = await describePlace(options, profile, endpoint, mode);
  try {
    const onWait = (until: number | null): void => tell?.(endpoint.name, until);
    const opening: Opening = { ...rest, onWait };
    const { connector } = await openConnector(options, connection, opening, place.http);
    const { store, ports } = options;
    const { signal } = opening;
    return { ...place, connector: await pausing(connector, { connection, store, clock: ports.clock, signal, onWait }) };
  } catch (error) {
    return { ...place, failure: toTaskSyncError(error) };
  }
}

/** The place with its door closed. */
async function describePlace(
  options: CoreOptions,
  profile: Profile,
  endpoint: Endpoint,
  mode: OpeningPlaces['mode'],
): Promise<{ readonly place: Place; readonly connection: Connection }> {
  const connection = await options.store.connections.byName(endpoint.connection);
  if (!connection) {
    throw new TaskSyncError(
      'invalid-input',
      `The profile uses the connection “${endpoint.connection}”, which does not exist. Add it, or change the profile.`,
    );
  }
  const { ports } = options;
  const guarded =
    mode === 'preview' || endpoint.direction === 'pull' || connection.readOnly ? readOnlyHttp(ports.http) : ports.http;
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
  const place: Place = {
    ...{ endpoint, address, descriptor, http, schema, failure: null, isShared, tally, filterContext },
    ...{ filter, scope: scopeOf({ endpoint, schema, filter, filterContext }, profile), connector: null },
  };
  return { place, connection };
}

function originOf(url: string | null): string {
  return url !== null && URL.canParse(url) && new URL(url).origin !== 'null' ? new URL(url).origin : (url ?? '');
}
