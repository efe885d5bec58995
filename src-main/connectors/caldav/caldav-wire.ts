import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { XmlElement } from './xml.ts';
import { child, escapeXml, parseXml, parseXmlParts } from './xml.ts';

/** What goes over the wire: WebDAV (RFC 4918), CalDAV (RFC 4791), sync-collection (RFC 6578), access rights (RFC 3744). */

const prefixes = {
  d: 'DAV:',
  c: 'urn:ietf:params:xml:ns:caldav',
  cs: 'http://calendarserver.org/ns/',
} as const;

type Prefixed = `${keyof typeof prefixes}:${string}`;

/** `d:href` → `{DAV:}href` */
export function nameOf(prefixed: Prefixed): string {
  const colon = prefixed.indexOf(':');
  const prefix = prefixed.slice(0, colon);
  const namespace = Object.entries(prefixes).find(([known]) => known === prefix)?.[1] ?? '';
  return `{${namespace}}${prefixed.slice(colon + 1)}`;
}

export const names = {
  multistatus: nameOf('d:multistatus'),
  response: nameOf('d:response'),
  propstat: nameOf('d:propstat'),
  prop: nameOf('d:prop'),
  status: nameOf('d:status'),
  href: nameOf('d:href'),
  syncToken: nameOf('d:sync-token'),
  error: nameOf('d:error'),
  displayName: nameOf('d:displayname'),
  resourceType: nameOf('d:resourcetype'),
  contentType: nameOf('d:getcontenttype'),
  etag: nameOf('d:getetag'),
  principal: nameOf('d:current-user-principal'),
  unauthenticated: nameOf('d:unauthenticated'),
  privileges: nameOf('d:current-user-privilege-set'),
  privilege: nameOf('d:privilege'),
  reports: nameOf('d:supported-report-set'),
  syncCollection: nameOf('d:sync-collection'),
  validSyncToken: nameOf('d:valid-sync-token'),
  collection: nameOf('d:collection'),
  calendar: nameOf('c:calendar'),
  homeSet: nameOf('c:calendar-home-set'),
  components: nameOf('c:supported-calendar-component-set'),
  calendarData: nameOf('c:calendar-data'),
  uidConflict: nameOf('c:no-uid-conflict'),
  ctag: nameOf('cs:getctag'),
} as const;

const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';
const namespaces = Object.entries(prefixes)
  .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  .join('');

export function propfindBody(props: readonly Prefixed[]): string {
  return `${declaration}<d:propfind${namespaces}>${prop(props)}</d:propfind>`;
}

/** @param token '' for everything */
export function syncCollectionBody(token: string): string {
  return `${declaration}<d:sync-collection${namespaces}><d:sync-token>${escapeXml(token)}</d:sync-token><d:sync-level>1</d:sync-level>${prop(memberProps)}</d:sync-collection>`;
}

export function multigetBody(paths: readonly string[]): string {
  const hrefs = paths.map((path) => `<d:href>${escapeXml(path)}</d:href>`).join('');
  return `${declaration}<c:calendar-multiget${namespaces}>${prop(objectProps)}${hrefs}</c:calendar-multiget>`;
}

/** Tasks whose UID contains the text: RFC 4791, 9.7.5 has no "equals". */
export function uidQueryBody(uid: string): string {
  return `${declaration}<c:calendar-query${namespaces}>${prop(objectProps)}<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VTODO"><c:prop-filter name="UID"><c:text-match collation="i;octet">${escapeXml(uid)}</c:text-match></c:prop-filter></c:comp-filter></c:comp-filter></c:filter></c:calendar-query>`;
}

/** The content type is asked for because most servers name the component in it, which saves fetching events. */
export const memberProps: readonly Prefixed[] = ['d:getetag', 'd:getcontenttype'];
const objectProps: readonly Prefixed[] = ['d:getetag', 'c:calendar-data'];

function prop(props: readonly Prefixed[]): string {
  return `<d:prop>${props.map((name) => `<${name}/>`).join('')}</d:prop>`;
}

export interface Multistatus {
  readonly responses: readonly DavResponse[];
  readonly syncToken: string | null;
}

export interface DavResponse {
  /** As sent: a path or a whole address, encoded in the server's own way. */
  readonly href: string;
  /** Of the resource as a whole; null where the properties have their own. */
  readonly status: number | null;
  /** Those that were found (status 200). */
  readonly props: ReadonlyMap<string, XmlElement>;
}

export function readMultistatus(text: string): Multistatus {
  const responses: DavResponse[] = [];
  const root = parseXml(text, { name: names.response, take: (element) => responses.push(readResponse(element)) });
  return { responses, syncToken: syncTokenIn(root) };
}

/** Takes some of the responses of a long answer; it is read on when that is done. */
export type TakeResponses = (responses: readonly DavResponse[]) => Promise<void>;

/** An answer about any number of resources. @returns the sync token */
export async function readResponses(parts: Iterable<string>, take: TakeResponses): Promise<string | null> {
  const root = await parseXmlParts(parts, names.response, (elements) => take(elements.map(readResponse)));
  return syncTokenIn(root);
}

function syncTokenIn(root: XmlElement): string | null {
  if (root.name === names.multistatus) return child(root, names.syncToken)?.text.trim() || null;
  throw new TaskSyncError(
    'invalid-response',
    'CalDAV sent an answer that has nothing to do with the question. Nothing was taken from it. Check the address of the connection.',
  );
}

function readResponse(element: XmlElement): DavResponse {
  const props = new Map<string, XmlElement>();
  for (const propstat of element.children) {
    if (propstat.name !== names.propstat || (statusOf(propstat) ?? 200) !== 200) continue;
    for (const property of child(propstat, names.prop)?.children ?? []) props.set(property.name, property);
  }
  return { href: child(element, names.href)?.text.trim() ?? '', status: statusOf(element), props };
}

function statusOf(element: XmlElement): number | null {
  const code = /^\s*HTTP\/\S+\s+(\d{3})/.exec(child(element, names.status)?.text ?? '')?.[1];
  return code === undefined ? null : Number(code);
}

/** Names of the conditions that a refusal says were not met; none where its body is something else. */
export function readConditions(text: string): readonly string[] {
  try {
    const root = parseXml(text);
    return root.name === names.error ? root.children.map(({ name }) => name) : [];
  } catch {
    return [];
  }
}

/** Addresses inside a property such as `current-user-principal`. */
export function hrefsIn(property: XmlElement | undefined): readonly string[] {
  return (property?.children ?? []).filter(({ name }) => name === names.href).map(({ text }) => text.trim());
}

/**
 * An entity tag as a version. A proxy that compresses marks tags as weak (`W/"…"`), and a weak one never matches
 * (RFC 9110, 8.8.3.2); without the mark it is the server's own again.
 */
export function versionOf(etag: string | undefined): string | null {
  const tag = etag?.trim().replace(/^W\//, '') ?? '';
  if (tag === '') return null;
  return tag.startsWith('"') ? tag : `"${tag}"`;
}

/**
 * One spelling for one resource: servers differ in which characters they encode, and in whether they send the host.
 * Collections end with a slash, objects do not.
 */
export function canonicalPath(href: string, base: string): string {
  if (isCanonical.test(href)) return href;
  const url = URL.parse(href, base);
  return url === null ? '' : url.pathname.replace(/^\/+/, '/').split('/').map(canonicalSegment).join('/');
}

/** A path of characters that nobody encodes, without `.` and `..`: most are, and parsing an address takes its time. */
const isCanonical = /^(?:\/(?!\/|\.{1,2}(?:\/|$))[\w.!~*'()-]*)+$/;

/** Where we put a task of our own; nearly every client does the same. */
export function objectPath(container: string, uid: string): string {
  return `${container}${encodeURIComponent(uid)}.ics`;
}

/** The other way round; null for a path that no UID leads to. */
export function uidInPath(container: string, path: string): string | null {
  if (!path.startsWith(container) || !path.endsWith('.ics')) return null;
  try {
    return decodeURIComponent(path.slice(container.length, -'.ics'.length));
  } catch {
    return null;
  }
}

export function asFolder(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

function canonicalSegment(segment: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(segment));
  } catch {
    return segment;
  }
}
