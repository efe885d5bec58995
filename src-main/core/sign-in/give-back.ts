import { toTaskSyncError } from '../../../src-shared/errors.ts';
import type { Ports } from '../core.ts';
import { parseGrant } from './grant.ts';
import { loggedHttp } from './logged-http.ts';
import { openOAuthClient } from './oauth-client.ts';

/**
 * Ends a sign-in at the service, too, where it can be told (SEC-26). Here it is gone already: a service that is away must not
 * keep a connection from being removed.
 */
export async function giveBack(ports: Ports, connection: string, secret: string): Promise<void> {
  const grant = parseGrant(secret);
  if (grant?.revocationUrl === undefined) return;
  const { tokenUrl, revocationUrl, clientId, clientSecret, refreshToken, accessToken } = grant;
  try {
    const client = await openOAuthClient({
      ...{ service: connection, http: loggedHttp(ports, connection), clock: ports.clock },
      endpoints: { tokenUrl, revocationUrl },
      app: { clientId, clientSecret },
    });
    await client.revoke(refreshToken ?? accessToken);
  } catch (error) {
    ports.logger.warn('sign-in.not-given-back', { code: toTaskSyncError(error).code });
  }
}
