import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Answer, Call } from '../kit/client.ts';
import { createClient } from '../kit/client.ts';
import type { Multistatus, TakeResponses } from './caldav-wire.ts';
import {
  canonicalPath,
  memberProps,
  multigetBody,
  names,
  propfindBody,
  readConditions,
  readMultistatus,
  readResponses,
  syncCollectionBody,
  uidQueryBody,
} from './caldav-wire.ts';

/** The requests a CalDAV connection makes. All paths are canonical (`canonicalPath`) and belong to the connection's host. */
export interface CaldavClient {
  /** Where the connection begins, and the address everything is relative to. */
  readonly start: string;
  readonly address: string;
  canonical(href: string): string;
  /** The same, for what may be on another host, which is refused: the sign-in is bound to this one (SEC-28). */
  canonicalHere(href: string): string;
  propfind(path: string, depth: 0 | 1, props: Parameters<typeof propfindBody>[0]): Promise<Found>;
  /** Everything in the collection, which may be a lot. */
  members(container: string, take: TakeResponses): Promise<void>;
  /** Throws `stale-version` when the server does not know the token any more. @returns the next token */
  changes(container: string, token: string, take: TakeResponses): Promise<string | null>;
  objects(container: string, paths: readonly string[]): Promise<Multistatus>;
  objectsWithUid(container: string, uid: string): Promise<Multistatus>;
  get(path: string): Promise<Answer>;
  put(path: string, text: string, precondition: Readonly<Record<string, string>>): Promise<Written>;
  delete(path: string, version: string | null): Promise<Answer>;
}

export interface Found extends Multistatus {
  /** Of the server software. */
  readonly server: string | null;
}

export interface Written {
  readonly answer: Answer;
  /** What a refusal says was not met. */
  readonly conditions: readonly string[];
}

export function createCaldavClient(context: ConnectContext): CaldavClient {
  const address = addressOf(context.url);
  const client = createClient({
    context,
    baseUrl: address,
    service: 'CalDAV',
    authorization: async () => {
      const credentials = `${context.username ?? ''}:${await context.secret()}`;
      return { authorization: `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}` };
    },
  });
  const origin = new URL(address).origin;
  const canonical = (href: string): string => canonicalPath(href, address);

  const send = (call: Call): Promise<Answer> => client.send({ ...call, path: `${origin}${call.path}` });
  const ask = (method: string, path: string, depth: 0 | 1, body: string, expect: readonly number[] = []) =>
    send({
      method,
      path,
      headers: {
        depth: String(depth),
        'content-type': 'application/xml; charset=utf-8',
        accept: 'text/xml, application/xml',
      },
      body,
      expect,
    });
  const report = async (path: string, depth: 0 | 1, body: string): Promise<Multistatus> =>
    read(await ask('REPORT', path, depth, body));
  /** With a turn for everybody else between two parts. */
  const readParts = (answer: Answer, take: TakeResponses): Promise<string | null> =>
    readResponses(requireMultistatus(answer).parts(), async (responses) => {
      await take(responses);
      await context.clock.sleep(0);
    });

  return {
    start: canonical(address),
    address,
    canonical,
    canonicalHere: (href) => {
      const host = URL.parse(href, address);
      if (host !== null && host.origin === origin) return canonical(href);
      throw elsewhere(host?.host ?? '');
    },
    propfind: async (path, depth, props) => {
      const answer = await ask('PROPFIND', path, depth, propfindBody(props));
      return { ...read(answer), server: answer.headers['server'] ?? null };
    },
    members: async (container, take) => {
      const answer = await ask('PROPFIND', container, 1, propfindBody(memberProps));
      await readParts(answer, take);
    },
    changes: async (container, token, take) => {
      const answer = await ask('REPORT', container, 0, syncCollectionBody(token), [403, 409, 410, 412]);
      if (answer.status < 300) return await readParts(answer, take);
      throw refusedToken(answer);
    },
    objects: (container, paths) => report(container, 1, multigetBody(paths)),
    objectsWithUid: (container, uid) => report(container, 1, uidQueryBody(uid)),
    get: (path) => send({ method: 'GET', path, headers: { accept: 'text/calendar' }, expect: [404, 410] }),
    put: async (path, text, precondition) => {
      const answer = await send({
        method: 'PUT',
        path,
        headers: { 'content-type': 'text/calendar; charset=utf-8', ...precondition },
        body: text,
        expect: [403, 404, 409, 410, 412],
      });
      return { answer, conditions: answer.status < 300 ? [] : readConditions(answer.text()) };
    },
    delete: (path, version) =>
      send({
        method: 'DELETE',
        path,
        headers: version === null ? {} : { 'if-match': version },
        expect: [404, 410, 412],
      }),
  };
}

function addressOf(url: string | null): string {
  const parsed = url === null ? null : URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new TaskSyncError(
      'invalid-input',
      'The address of the calendar server is missing or is not a web address. Nothing was sent. It has to start with https:// and a host name.',
    );
  }
  // The kit binds the sign-in to the origin; everything else is written out in full.
  return `${parsed.origin}${parsed.pathname}`;
}

function read(answer: Answer): Multistatus {
  return readMultistatus(requireMultistatus(answer).text());
}

function requireMultistatus(answer: Answer): Answer {
  if (answer.status === 207) return answer;
  throw new TaskSyncError(
    'invalid-response',
    'The address answers, but not as a calendar server does: perhaps with a web page or a sign-in form. Nothing was taken from it. Check the address of the connection.',
    { facts: { status: answer.status } },
  );
}

function refusedToken(answer: Answer): TaskSyncError {
  const facts = { status: answer.status };
  if (answer.status === 403 && !readConditions(answer.text()).includes(names.validSyncToken)) {
    return new TaskSyncError(
      'forbidden',
      'CalDAV does not allow this account to read the task list. Nothing was changed. Ask for permission there, or sign in as somebody else.',
      { facts },
    );
  }
  return new TaskSyncError(
    'stale-version',
    'CalDAV no longer knows where we stopped reading. Nothing was lost; the whole list is read again.',
    { facts },
  );
}

function elsewhere(host: string): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    `CalDAV keeps these task lists on another server${host === '' ? '' : `, ${host}`}. It was not followed, because the sign-in belongs to the address of the connection alone. If you trust that server, make it the address of the connection.`,
    { facts: { host } },
  );
}
