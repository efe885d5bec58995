import type { Account, Container } from '../../../src-shared/connector/connector.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { CaldavClient, Found } from './caldav-client.ts';
import type { DavResponse } from './caldav-wire.ts';
import { asFolder, hrefsIn, names } from './caldav-wire.ts';
import { child } from './xml.ts';

/**
 * Finding one's way from the address a person typed: a single list, a folder of lists, a principal, the root of a
 * server, or a host that knows the way (RFC 4791, 6.2; RFC 5397; RFC 6764, 6).
 */

const startProps = ['d:resourcetype', 'd:displayname', 'd:current-user-principal', 'c:calendar-home-set'] as const;
const listProps = [
  'd:resourcetype',
  'd:displayname',
  'c:supported-calendar-component-set',
  'd:current-user-privilege-set',
] as const;
const wellKnown = '/.well-known/caldav';

export async function findAccount(client: CaldavClient, username: string | null): Promise<Account> {
  const { found, principal } = await start(client);
  const path = principal ?? client.start;
  return { id: path, name: username ?? lastSegment(path) ?? path, server: found.server };
}

export async function findContainers(client: CaldavClient): Promise<readonly Container[]> {
  const { found, principal } = await start(client);
  const self = found.responses[0];
  if (self !== undefined && isCalendar(self)) return listsIn(client, await client.propfind(client.start, 0, listProps));
  const homes = homesIn(client, self) ?? (await homesBelow(client)) ?? (await homesOf(client, principal));
  const lists = await Promise.all(
    homes.map(async (home) => listsIn(client, await client.propfind(home, 1, listProps))),
  );
  return [...new Map(lists.flat().map((list) => [list.id, list])).values()];
}

interface Start {
  readonly found: Found;
  readonly principal: string | null;
}

/** The first answer that says who we are; the address itself, or what the host recommends. */
async function start(client: CaldavClient): Promise<Start> {
  const found = await tryPropfind(client, client.start);
  const known = found === null ? null : principalIn(client, found);
  if (found !== null && (known !== null || found.responses.some((self) => isCalendar(self) || homesIn(client, self)))) {
    return { found, principal: known };
  }
  const recommended = await tryPropfind(client, wellKnown);
  const principal = recommended === null ? null : principalIn(client, recommended);
  const best = principal === null ? (found ?? recommended) : recommended;
  if (best === null) throw notCaldav();
  return { found: best, principal };
}

/** null: nothing there that speaks WebDAV. */
async function tryPropfind(client: CaldavClient, path: string): Promise<Found | null> {
  try {
    return await client.propfind(path, 0, startProps);
  } catch (error) {
    if (error instanceof TaskSyncError && (error.code === 'not-found' || error.code === 'unsupported')) return null;
    throw error;
  }
}

function principalIn(client: CaldavClient, { responses }: Found): string | null {
  for (const { props } of responses) {
    const property = props.get(names.principal);
    if (child(property, names.unauthenticated) !== undefined) throw notSignedIn();
    const [href] = hrefsIn(property);
    if (href !== undefined) return client.canonicalHere(href);
  }
  return null;
}

function homesIn(client: CaldavClient, response: DavResponse | undefined): readonly string[] | null {
  const hrefs = hrefsIn(response?.props.get(names.homeSet));
  return hrefs.length === 0 ? null : hrefs.map((href) => client.canonicalHere(href));
}

/** The address may be a folder of lists itself, perhaps somebody else's. */
async function homesBelow(client: CaldavClient): Promise<readonly string[] | null> {
  if (client.start === '/') return null;
  try {
    const { responses } = await client.propfind(client.start, 1, ['d:resourcetype']);
    return responses.some(isCalendar) ? [client.start] : null;
  } catch (error) {
    if (error instanceof TaskSyncError && ['not-found', 'unsupported', 'forbidden'].includes(error.code)) return null;
    throw error;
  }
}

async function homesOf(client: CaldavClient, principal: string | null): Promise<readonly string[]> {
  if (principal === null) throw notCaldav();
  const { responses } = await client.propfind(principal, 0, ['c:calendar-home-set']);
  return responses.flatMap((response) => homesIn(client, response) ?? []);
}

function listsIn(client: CaldavClient, { responses }: Found): readonly Container[] {
  return responses
    .filter((response) => isCalendar(response) && holdsTasks(response))
    .map((response) => {
      const id = asFolder(client.canonical(response.href));
      const name = response.props.get(names.displayName)?.text.trim();
      return { id, name: name || (lastSegment(id) ?? id), writable: isWritable(response) };
    });
}

export function isCalendar({ props }: DavResponse): boolean {
  return child(props.get(names.resourceType), names.calendar) !== undefined;
}

/** Without the property a list holds anything (RFC 4791, 5.2.3). */
function holdsTasks({ props }: DavResponse): boolean {
  const components = props.get(names.components);
  return (
    components === undefined ||
    components.children.some(({ attributes }) => attributes.get('name')?.toUpperCase() === 'VTODO')
  );
}

/** Without the property nobody knows; then the server has to refuse. */
export function isWritable({ props }: DavResponse): boolean {
  const granted = props.get(names.privileges)?.children;
  if (granted === undefined) return true;
  const rights = granted.flatMap(({ children }) => children.map(({ name }) => name));
  return ['{DAV:}all', '{DAV:}write', '{DAV:}write-content'].some((right) => rights.includes(right));
}

function lastSegment(path: string): string | undefined {
  const segment = path.split('/').findLast((part) => part !== '');
  return segment === undefined ? undefined : decodeURIComponent(segment);
}

function notSignedIn(): TaskSyncError {
  return new TaskSyncError(
    'auth-expired',
    'CalDAV answered, but did not take notice of the sign-in. Nothing was lost; changes wait here. Check user name and password.',
  );
}

function notCaldav(): TaskSyncError {
  return new TaskSyncError(
    'unsupported',
    'There is no calendar server at this address. Nothing was changed. Check the address of the connection: your provider names it as the CalDAV address.',
  );
}
