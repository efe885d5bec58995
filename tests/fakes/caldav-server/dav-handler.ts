import type { CalendarCollection, StoredObject } from './calendar-store.ts';
import type { DavRequest } from './dav-xml.ts';
import {
  errorBody,
  escapeText,
  multistatus,
  nodeIn,
  propResponse,
  readRequest,
  statusResponse,
  textsIn,
} from './dav-xml.ts';

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Asked {
  readonly method: string;
  /** Decoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly user: string;
}

export interface Behaviour {
  syncCollection: boolean;
  ctag: boolean;
  /** Most members in one answer to sync-collection; the rest follows with 507. */
  syncPageSize: number;
  /** Whether `getcontenttype` names the component. */
  namesComponents: boolean;
  /** Objects are listed under this other, equally valid encoding of their path. */
  encodeHref: (path: string) => string;
  /** What the server makes of a text it is sent; some rewrite it. */
  store: (text: string) => string;
  /** Whether a PUT answers with an entity tag. */
  etagOnPut: boolean;
  /** Listings leave these out, as a server in trouble may. */
  hidden: (path: string) => boolean;
}

export interface DavPlace {
  readonly collections: Map<string, CalendarCollection>;
  readonly behaviour: Behaviour;
  /** Used by MKCALENDAR. */
  makeCollection(path: string): CalendarCollection;
}

const xml = { 'content-type': 'application/xml; charset=utf-8' };

export function handle(place: DavPlace, asked: Asked): Reply {
  const { path, method, user } = asked;
  const home = `/${user}/`;
  if (path === '/.well-known/caldav') return { status: 301, headers: { location: '/' } };
  if (path === '/' || path === `/principals/${user}/` || path === home) return folder(place, asked, home);
  const folderPath = path.slice(0, path.lastIndexOf('/') + 1);
  const collection = place.collections.get(path.endsWith('/') ? path : folderPath) ?? place.collections.get(`${path}/`);
  if (method === 'MKCALENDAR') {
    if (collection !== undefined) return { status: 405 };
    place.makeCollection(path.endsWith('/') ? path : `${path}/`);
    return { status: 201 };
  }
  if (collection === undefined || !path.startsWith(home)) return { status: method === 'PUT' ? 409 : 404 };
  if (path.length <= collection.path.length) return onCollection(place, asked, collection);
  return onObject(place, asked, collection, path.slice(collection.path.length));
}

function folder(
  { collections, behaviour }: DavPlace,
  { method, path, headers, body, user }: Asked,
  home: string,
): Reply {
  if (method === 'OPTIONS') return { status: 200, headers: { dav: '1, 3, access-control, calendar-access' } };
  if (method !== 'PROPFIND') return { status: 405 };
  const { props } = readRequest(body);
  const principal = `/principals/${user}/`;
  const own = propResponse(path, [
    `<resourcetype><collection/>${path === principal ? '<principal/>' : ''}</resourcetype>`,
    `<current-user-principal><href>${principal}</href></current-user-principal>`,
    ...(path === principal ? [`<CAL:calendar-home-set><href>${home}</href></CAL:calendar-home-set>`] : []),
    `<displayname>${user}</displayname>`,
  ]);
  const members =
    path === home && headers['depth'] === '1' ? [...collections.values()].filter((c) => c.path.startsWith(home)) : [];
  return {
    status: 207,
    headers: xml,
    body: multistatus([own, ...members.map((collection) => collectionResponse(collection, behaviour, props))]),
  };
}

function collectionResponse(collection: CalendarCollection, behaviour: Behaviour, props: readonly string[]): string {
  const values: Readonly<Record<string, string | null>> = {
    resourcetype: '<resourcetype><collection/><CAL:calendar/></resourcetype>',
    displayname: `<displayname>${escapeText(collection.displayName)}</displayname>`,
    getctag: behaviour.ctag ? `<srv:getctag>ctag-${collection.revision}</srv:getctag>` : null,
    'sync-token': behaviour.syncCollection ? `<sync-token>${token(collection.revision)}</sync-token>` : null,
    'current-user-principal': `<current-user-principal><href>/principals${collection.path.replace(/[^/]+\/$/, '')}</href></current-user-principal>`,
    'supported-report-set': `<supported-report-set>${behaviour.syncCollection ? report('<sync-collection/>') : ''}${report('<CAL:calendar-multiget/>')}${report('<CAL:calendar-query/>')}</supported-report-set>`,
    'supported-calendar-component-set':
      collection.components === null
        ? null
        : `<CAL:supported-calendar-component-set>${collection.components.map((name) => `<CAL:comp name="${name}"/>`).join('')}</CAL:supported-calendar-component-set>`,
    'current-user-privilege-set': `<current-user-privilege-set><privilege><read/></privilege>${collection.writable ? '<privilege><write/></privilege>' : ''}</current-user-privilege-set>`,
  };
  return response(collection.path, values, props);
}

function report(name: string): string {
  return `<supported-report><report>${name}</report></supported-report>`;
}

function response(path: string, values: Readonly<Record<string, string | null>>, props: readonly string[]): string {
  const found = props.map((name) => values[name] ?? null).filter((value) => value !== null);
  return propResponse(
    encodeURI(path),
    found,
    props.filter((name) => (values[name] ?? null) === null),
  );
}

function onCollection(place: DavPlace, asked: Asked, collection: CalendarCollection): Reply {
  const { behaviour } = place;
  const { method, headers, body } = asked;
  if (method === 'DELETE') {
    place.collections.delete(collection.path);
    return { status: 204 };
  }
  const request = readRequest(body);
  if (method === 'PROPFIND') {
    const members = headers['depth'] === '1' ? listed(collection, behaviour) : [];
    const responses = members.map(([name, object]) =>
      objectResponse(collection, name, object, behaviour, request.props),
    );
    return {
      status: 207,
      headers: xml,
      body: multistatus([collectionResponse(collection, behaviour, request.props), ...responses]),
    };
  }
  if (method !== 'REPORT') return { status: 405 };
  if (request.kind === 'sync-collection')
    return behaviour.syncCollection
      ? syncReport(collection, behaviour, request)
      : { status: 403, headers: xml, body: errorBody('supported-report') };
  if (request.kind === 'calendar-multiget')
    return { status: 207, headers: xml, body: multistatus(multiget(collection, behaviour, request)) };
  if (request.kind === 'calendar-query')
    return { status: 207, headers: xml, body: multistatus(query(collection, behaviour, request)) };
  return { status: 400 };
}

function listed(collection: CalendarCollection, behaviour: Behaviour): readonly (readonly [string, StoredObject])[] {
  return [...collection.objects].filter(([name]) => !behaviour.hidden(`${collection.path}${name}`));
}

function objectResponse(
  collection: CalendarCollection,
  name: string,
  object: StoredObject,
  behaviour: Behaviour,
  props: readonly string[],
): string {
  const values: Readonly<Record<string, string | null>> = {
    getetag: `<getetag>${escapeText(object.etag)}</getetag>`,
    getcontenttype: `<getcontenttype>text/calendar; charset=utf-8${behaviour.namesComponents ? `; component=${object.component.toLowerCase()}` : ''}</getcontenttype>`,
    resourcetype: '<resourcetype/>',
    'calendar-data': `<CAL:calendar-data>${escapeText(object.text)}</CAL:calendar-data>`,
  };
  const found = props.map((prop) => values[prop] ?? null).filter((value) => value !== null);
  return propResponse(behaviour.encodeHref(`${collection.path}${name}`), found);
}

function token(revision: number): string {
  return `https://caldav.example.org/sync/${revision}`;
}

function syncReport(collection: CalendarCollection, behaviour: Behaviour, { root, props }: DavRequest): Reply {
  const [given = ''] = textsIn(root, 'sync-token');
  const since = given === '' ? 0 : Number(/\/(\d+)$/.exec(given)?.[1] ?? -1);
  if (given !== '' && (since < collection.oldestRevision || since > collection.revision)) {
    return { status: 403, headers: xml, body: errorBody('valid-sync-token') };
  }
  const nameOf = (name: string): string => `${collection.path}${name}`;
  const changed = listed(collection, behaviour).map(([name, object]) => ({
    revision: object.revision,
    xml: () => objectResponse(collection, name, object, behaviour, props),
  }));
  const removed = [...collection.removed].map(([name, revision]) => ({
    revision,
    xml: () => statusResponse(behaviour.encodeHref(nameOf(name)), 404),
  }));
  const changes = [...changed, ...(given === '' ? [] : removed)]
    .filter(({ revision }) => revision > since)
    .sort((a, b) => a.revision - b.revision);
  const page = changes.slice(0, behaviour.syncPageSize);
  const isPartial = page.length < changes.length;
  const upTo = isPartial ? (page.at(-1)?.revision ?? since) : collection.revision;
  const responses = page.map((change) => change.xml());
  if (isPartial) responses.push(statusResponse(encodeURI(collection.path), 507));
  return { status: 207, headers: xml, body: multistatus(responses, `<sync-token>${token(upTo)}</sync-token>`) };
}

function multiget(
  collection: CalendarCollection,
  behaviour: Behaviour,
  { root, props }: DavRequest,
): readonly string[] {
  return textsIn(root, 'href').map((href) => {
    const path = decodeURIComponent(new URL(href, 'http://localhost').pathname);
    const name = path.startsWith(collection.path) ? path.slice(collection.path.length) : '';
    const object = collection.objects.get(name);
    return object === undefined
      ? statusResponse(href, 404)
      : objectResponse(collection, name, object, behaviour, props);
  });
}

/** Understands one filter only: the UID of a VTODO contains a text. */
function query(collection: CalendarCollection, behaviour: Behaviour, { root, props }: DavRequest): readonly string[] {
  const filter = nodeIn(nodeIn(nodeIn(nodeIn(root, 'filter'), 'comp-filter'), 'comp-filter'), 'prop-filter');
  const [text = ''] = textsIn(filter, 'text-match');
  return listed(collection, behaviour)
    .filter(([, { uid, component }]) => component === 'VTODO' && uid.includes(text))
    .map(([name, object]) => objectResponse(collection, name, object, behaviour, props));
}

function onObject({ behaviour }: DavPlace, asked: Asked, collection: CalendarCollection, name: string): Reply {
  const { method, headers, body } = asked;
  const object = collection.objects.get(name);
  const match = headers['if-match'];
  if (match !== undefined && match !== object?.etag && method !== 'GET') return { status: 412 };
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (object === undefined) return { status: 404 };
      return {
        status: 200,
        headers: { 'content-type': 'text/calendar; charset=utf-8', etag: object.etag },
        body: object.text,
      };
    case 'PUT': {
      if (!collection.writable) return { status: 403, headers: xml, body: errorBody('need-privileges') };
      if (headers['if-none-match'] === '*' && object !== undefined) return { status: 412 };
      if (!/^BEGIN:VCALENDAR/.test(body))
        return { status: 403, headers: xml, body: errorBody('CAL:valid-calendar-data') };
      const text = behaviour.store(body);
      const uid = /^UID[^:\r\n]*:(.*?)\r?$/im.exec(text)?.[1] ?? '';
      const holder = collection.byUid(uid);
      if (holder !== undefined && holder !== name)
        return { status: 409, headers: xml, body: errorBody('CAL:no-uid-conflict') };
      const stored = collection.put(name, text);
      return { status: object === undefined ? 201 : 204, headers: behaviour.etagOnPut ? { etag: stored.etag } : {} };
    }
    case 'DELETE':
      if (!collection.writable) return { status: 403, headers: xml, body: errorBody('need-privileges') };
      return { status: collection.delete(name) ? 204 : 404 };
    default:
      return { status: 405 };
  }
}
