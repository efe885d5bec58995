import { XMLParser } from 'fast-xml-parser';

/** The fake's own reading and writing of WebDAV XML, independent of the connector's. */

export type XmlNode = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  parseTagValue: false,
  isArray: (name) => name === 'href',
});

export interface DavRequest {
  /** propfind, sync-collection, calendar-multiget, calendar-query, mkcalendar */
  readonly kind: string;
  /** Local names of the properties that are asked for. */
  readonly props: readonly string[];
  readonly root: XmlNode;
}

export function readRequest(body: string): DavRequest {
  const document: XmlNode = body.trim() === '' ? { propfind: { allprop: '' } } : parser.parse(body);
  const kind = Object.keys(document).find((name) => name !== '?xml') ?? '';
  const root = nodeIn(document, kind);
  return { kind, props: Object.keys(nodeIn(root, 'prop')), root };
}

export function nodeIn(node: XmlNode, name: string): XmlNode {
  const value = node[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

export function textsIn(node: XmlNode, name: string): readonly string[] {
  const value = node[name];
  const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.map((item) => {
    const text: unknown = typeof item === 'object' && item !== null && '#text' in item ? item['#text'] : item;
    return typeof text === 'object' ? '' : String(text);
  });
}

export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Prefixes that no client should rely on. */
export const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespaces = 'xmlns="DAV:" xmlns:CAL="urn:ietf:params:xml:ns:caldav" xmlns:srv="http://calendarserver.org/ns/"';

export function multistatus(responses: readonly string[], tail = ''): string {
  return `${head}<multistatus ${namespaces}>${responses.join('')}${tail}</multistatus>`;
}

export function propResponse(path: string, found: readonly string[], missing: readonly string[] = []): string {
  const absent =
    missing.length === 0
      ? ''
      : `<propstat><prop>${missing.map((name) => `<${name}/>`).join('')}</prop><status>HTTP/1.1 404 Not Found</status></propstat>`;
  return `<response><href>${escapeText(path)}</href><propstat><prop>${found.join('')}</prop><status>HTTP/1.1 200 OK</status></propstat>${absent}</response>`;
}

export function statusResponse(path: string, status: number): string {
  return `<response><href>${escapeText(path)}</href><status>HTTP/1.1 ${status} ${status === 404 ? 'Not Found' : 'Status'}</status></response>`;
}

export function errorBody(condition: string): string {
  return `${head}<error ${namespaces}><${condition}/></error>`;
}
