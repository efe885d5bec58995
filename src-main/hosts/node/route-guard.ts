import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { isNearer, type Reach, reaches, reachOf } from './reach.ts';

/** What is known of a request before its host is looked up. */
export interface Route {
  readonly isEncrypted: boolean;
  /** Name of the host that gave us the address; undefined: the person did. */
  readonly from: string | undefined;
}

/** Every address of a name. */
export type Resolve = (name: string) => Promise<readonly LookupAddress[]>;

/**
 * Decides by the address that a connection would really go to, which is not known before its name is looked up (SEC-29,
 * SEC-34):
 * - unencrypted only within a private network;
 * - a name that led away from this computer does not lead to it later (DNS rebinding); one that always did is the person's own;
 * - an address that a service gave us leads no nearer than that service is.
 */
export interface RouteGuard {
  /** For a host that is an IP address; names are checked by `lookup`. */
  check(host: string, route: Route): void;
  lookup(route: Route): LookupFunction;
}

export function createRouteGuard(resolve: Resolve): RouteGuard {
  /** Of each name when it was first looked up. */
  const first = new Map<string, Reach>();

  const limitFor = (host: string, nearest: Reach, { from }: Route): Reach => {
    if (from !== undefined) return isAddress(from) ? reachOf(from) : (first.get(from) ?? 'outside');
    const known = first.get(host) ?? nearest;
    // Inside and outside of an office, a name may well lead to different addresses.
    return known === 'here' ? 'here' : 'network';
  };
  const judge = (host: string, addresses: readonly string[], route: Route): void => {
    const found = addresses.map(reachOf);
    const nearest = reaches.findLast((reach) => found.includes(reach)) ?? 'outside';
    if (!route.isEncrypted && found.includes('outside')) throw unencrypted(host);
    if (isNearer(nearest, limitFor(host, nearest, route))) throw tooNear(host, route.from);
    if (route.from === undefined && !first.has(host)) first.set(host, nearest);
  };

  return {
    check: (host, route) => {
      if (isAddress(host)) judge(host, [host], route);
    },
    lookup: (route) => (host, options, callback) => {
      resolve(host).then(
        (all) => {
          const fitting = all.filter(({ family }) => !options.family || options.family === family);
          try {
            judge(
              host,
              all.map(({ address }) => address),
              route,
            );
          } catch (error) {
            callback(error as Error, []);
            return;
          }
          const [chosen = { address: '', family: 0 }] = fitting;
          if (options.all) callback(null, fitting);
          else callback(null, chosen.address, chosen.family);
        },
        (error: Error) => callback(error, []),
      );
    },
  };
}

export const resolveName: Resolve = (name) => process.getBuiltinModule('node:dns').promises.lookup(name, { all: true });

function isAddress(host: string): boolean {
  return process.getBuiltinModule('node:net').isIP(host) !== 0;
}

function unencrypted(host: string): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    `${host} is on the internet, and over http:// everybody on the way could read the password. Nothing was sent. Use an address that begins with https://; http:// is for this computer and private networks.`,
    { facts: { host } },
  );
}

function tooNear(host: string, from: string | undefined): TaskSyncError {
  const what =
    from === undefined
      ? `The name ${host} suddenly leads to this computer itself, as in an attack`
      : `${from} gave an address that leads into the network of this computer, ${host}`;
  return new TaskSyncError(
    'invalid-response',
    `${what}. It was not followed, and nothing was sent. If you expect this, check the network and start Task Sync again.`,
    { applied: 'no', facts: { host } },
  );
}
