import type { BudgetView, ConnectionView } from '../../../src-shared/api/views.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { toTaskSyncError } from '../../../src-shared/errors.ts';
import { standingOf } from '../engine/standings.ts';
import { parseGrant } from '../sign-in/grant.ts';
import type { ApiContext } from './api-context.ts';

/** Profiles in which the connection has a place. */
export function usersOf(profiles: readonly Profile[], name: string): readonly Profile[] {
  return profiles.filter(({ endpoints }) => endpoints.some(({ connection }) => connection === name));
}

export async function viewConnection(
  context: ApiContext,
  connection: Connection,
  profiles: readonly Profile[],
): Promise<ConnectionView> {
  const { options } = context;
  const { id, name, connector, url, username, options: own, signIn, readOnly } = connection;
  const field = options.connectors.find((one) => one.id === connector)?.config.find(({ kind }) => kind === 'secret');
  const stored = signIn || field ? await readStored(context, id) : { secret: null };
  const isRefused = stored.secret !== null && (parseGrant(stored.secret)?.refused ?? null) !== null;
  const isMissing = stored.secret === null && (signIn !== undefined || field?.required === true);
  const users = usersOf(profiles, name);
  const trouble = stored.trouble ?? (await troubleOf(context, connection, users));
  const needsSignIn = isRefused || isMissing || (trouble?.code !== undefined && isForPerson(trouble.code));
  const budget = budgetOf(context, connection);
  return {
    ...{ id, name, connector, url, username, options: own, profiles: users.map((one) => one.name) },
    hasSecret: stored.secret !== null,
    ...(signIn === undefined ? {} : { signIn: { kind: signIn.kind, clientId: signIn.clientId } }),
    ...(needsSignIn ? { needsSignIn: true as const } : {}),
    ...(readOnly ? { readOnly } : {}),
    state: needsSignIn
      ? 'needs-sign-in'
      : trouble
        ? 'failing'
        : (await hasWorked(context, connection, users))
          ? 'works'
          : 'untested',
    ...(trouble ? { trouble } : {}),
    ...(budget ? { budget } : {}),
  };
}

interface Trouble {
  readonly code: string | null;
  readonly message: string;
  readonly since: string;
}

/** What the last test or the last runs met, whichever is newer. */
async function troubleOf(
  { options }: ApiContext,
  connection: Connection,
  users: readonly Profile[],
): Promise<Trouble | null> {
  const { tested } = standingOf(options, connection.id);
  if (tested && !tested.ok) {
    return { code: tested.code, message: tested.message ?? '', since: new Date(tested.at).toISOString() };
  }
  for (const profile of users) {
    const own = new Set(profile.endpoints.filter((one) => one.connection === connection.name).map((one) => one.id));
    const problems = await options.store.problems.open({ profile: profile.id });
    const whole = problems.find(
      ({ task, remoteId, endpoint }) => task === null && remoteId === null && own.has(endpoint),
    );
    if (whole && !(tested && Date.parse(whole.since) < tested.at)) return whole;
  }
  return null;
}

async function hasWorked({ options }: ApiContext, connection: Connection, users: readonly Profile[]): Promise<boolean> {
  if (connection.testedAt !== undefined || standingOf(options, connection.id).tested?.ok) return true;
  for (const { id } of users) if ((await options.store.runs.list({ profile: id, limit: 1 })).length > 0) return true;
  return false;
}

function budgetOf({ options }: ApiContext, { id }: Connection): BudgetView | null {
  const { budget } = standingOf(options, id);
  if (budget === null || budget.resetsAt <= options.ports.clock.now()) return null;
  const { limit, remaining, resetsAt } = budget;
  return { limit, remaining, resetsAt: new Date(resetsAt).toISOString() };
}

interface Stored {
  /** Null: there is none. Its value is told to nobody. */
  readonly secret: string | null;
  /** It is there and cannot be read. */
  readonly trouble?: Trouble;
}

/** A locked store says nothing about a single secret: that it is there is then assumed. */
async function readStored({ options }: ApiContext, id: string): Promise<Stored> {
  const { secrets, clock } = options.ports;
  const state = await secrets.state();
  if (state === 'locked') return { secret: '' };
  if (state === 'unset') return { secret: null };
  try {
    return { secret: await secrets.get(id) };
  } catch (error) {
    const { code, message } = toTaskSyncError(error);
    return { secret: '', trouble: { code, message, since: new Date(clock.now()).toISOString() } };
  }
}

/** Nothing but signing in, or unlocking, helps. */
function isForPerson(code: string | null): boolean {
  return code === 'auth-expired' || code === 'no-keychain';
}
