import type { Connection } from '../../../src-shared/domain/connection.ts';
import { type ErrorCode, TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { Secret } from '../../../src-shared/secret.ts';
import type { Ports } from '../core.ts';
import { type Grant, hasEnded, parseGrant, printGrant } from './grant.ts';
import { loggedHttp } from './logged-http.ts';
import { openOAuthClient, type Tokens } from './oauth-client.ts';
import { noSecret, signInEnded } from './sign-in-errors.ts';

/**
 * The credential of one connection while the program runs. All runs, tests and previews of the connection use the same
 * one, so that there is one renewal for all of them, and what the kit keeps for an account hangs on it.
 */
export interface Account {
  /** A password or token as it was stored, or an access token that is good by our clock. Throws `auth-expired`. */
  secret(): Promise<Secret>;
  /**
   * After the service refused an access token: true when there is another one by now, renewed by this call or by
   * somebody else meanwhile. False: this one cannot be renewed. Throws `auth-expired` when a person has to sign in.
   */
  renew(refused: Secret): Promise<boolean>;
  /** Lets go of what the store of secrets has. A renewed token that could not be stored is kept: nobody else has it. */
  lock(): void;
  /** Resolves when no renewal is under way; its answer must not be lost. */
  idle(): Promise<void>;
}

type AccountPorts = Pick<Ports, 'clock' | 'http' | 'secrets' | 'logger' | 'requests'>;

/** A lost answer is best asked for again at once: services accept the old token for a short while (Auth0: its reuse interval). */
const attempts = 2;
const pauseMs = 1_000;

export function createAccount(ports: AccountPorts, connection: Pick<Connection, 'id' | 'name'>): Account {
  const { secrets, clock, logger } = ports;
  let known: Grant | null = null;
  /** Renewed, but not stored yet because the disk refused: the only copy of a token that cannot be had again. */
  let unsaved: Grant | null = null;
  let renewing: Promise<Grant> | null = null;

  const read = async (): Promise<Secret | Grant> => {
    if (unsaved !== null) await save(unsaved);
    const secret = await secrets.get(connection.id);
    if (secret === null) throw noSecret(connection.name);
    known = parseGrant(secret);
    return known ?? new Secret(secret);
  };

  /** On the disk before anything uses it (SEC-32): the service has forgotten the old one by now. */
  const save = async (grant: Grant): Promise<void> => {
    unsaved = grant;
    await secrets.set(connection.id, printGrant(grant));
    unsaved = null;
    known = grant;
  };

  const refuse = async (grant: Grant, error = signInEnded(connection.name)): Promise<never> => {
    await save({ ...grant, refused: error.message });
    logger.warn('sign-in.ended', { connection: connection.id });
    throw error;
  };

  /** Asks until the service says something definite. */
  const ask = async (grant: Grant, refreshToken: Secret): Promise<Tokens> => {
    const { clientId, clientSecret, tokenUrl } = grant;
    const client = await openOAuthClient({
      ...{ service: connection.name, http: loggedHttp(ports, connection.name), clock },
      endpoints: { tokenUrl },
      app: { clientId, clientSecret },
    });
    for (let attempt = 1; ; attempt++) {
      try {
        return await client.renew(refreshToken);
      } catch (error) {
        const { code, applied } = toTaskSyncError(error);
        logger.warn('sign-in.renewal-failed', { connection: connection.id, code, attempt });
        const isLost = code === 'unavailable' && applied === 'unknown';
        if (attempt >= attempts || !(isLost || isDefinite(code))) throw error;
        await clock.sleep(pauseMs);
      }
    }
  };

  /** Alone in this process and, by the lease, on this data. @param refused the access token that is not good any more */
  const renewAlone = (refused: Secret): Promise<Grant> => {
    const work = async (): Promise<Grant> => {
      const grant = await read();
      if (grant instanceof Secret) throw noSecret(connection.name);
      // Somebody was quicker: another profile, or another program on this data.
      if (!grant.accessToken.isSame(refused) && !hasEnded(grant, clock.now())) return grant;
      if (grant.refused !== null) throw new TaskSyncError('auth-expired', grant.refused);
      if (grant.refreshToken === null) return await refuse(grant);
      try {
        const tokens = await ask(grant, grant.refreshToken);
        const renewed: Grant = { ...grant, ...tokens, refreshToken: tokens.refreshToken ?? grant.refreshToken };
        await save(renewed);
        logger.info('sign-in.renewed', { connection: connection.id });
        return renewed;
      } catch (error) {
        const { code, facts, message } = toTaskSyncError(error);
        if (!isDefinite(code)) throw error;
        const isApp = facts['error'] === 'invalid_client' || facts['error'] === 'incorrect_client_credentials';
        return await refuse(grant, isApp ? new TaskSyncError('auth-expired', message) : undefined);
      }
    };
    renewing ??= (secrets.exclusively?.(work) ?? work()).finally(() => {
      renewing = null;
    });
    return renewing;
  };

  return {
    async secret() {
      const isFresh = known !== null && known.refused === null && !hasEnded(known, clock.now());
      const secret = isFresh && known !== null ? known : await read();
      if (secret instanceof Secret) return secret;
      if (secret.refused !== null) throw new TaskSyncError('auth-expired', secret.refused);
      if (!hasEnded(secret, clock.now())) return secret.accessToken;
      try {
        return (await renewAlone(secret.accessToken)).accessToken;
      } catch (error) {
        // It is renewed a little early: while the sign-in is away, the rest of its life is still good.
        const isGood = secret.expiresAt !== null && clock.now() < secret.expiresAt;
        if (isGood && toTaskSyncError(error).code === 'unavailable') return secret.accessToken;
        throw error;
      }
    },

    async renew(refused) {
      const secret = await read();
      if (secret instanceof Secret) return false;
      if (secret.accessToken.isSame(refused) && secret.refreshToken === null) return false;
      return !(await renewAlone(refused)).accessToken.isSame(refused);
    },

    lock() {
      known = null;
    },

    async idle() {
      await renewing?.catch(() => undefined);
    },
  };
}

/**
 * Nothing but a person helps. Services say it in several ways: `invalid_grant` is the standard's, `unauthorized_client`
 * Atlassian's, `bad_refresh_token` GitHub's.
 */
function isDefinite(code: ErrorCode): boolean {
  return code === 'auth-expired' || code === 'invalid-input' || code === 'forbidden';
}
