import { randomUUID } from 'node:crypto';
import { bareDav } from '../servers/bare-dav.ts';
import type { RealServer } from '../servers/real-server.ts';
import type { DavList } from '../servers/workspace.ts';
import { type Draft, parseTitle, type Side, type SoakRecord } from './side.ts';

/** Radicale with a client that keeps to preconditions, as every good CalDAV program does. */
export function radicaleSide(name: string, server: RealServer): Side {
  const list: DavList = { collection: server.collection ?? '', user: server.user, password: server.password };
  const dav = bareDav(list, 2);
  const authorization = `Basic ${Buffer.from(`${list.user}:${list.password}`).toString('base64')}`;

  const send = (method: string, path: string, more: { headers?: Record<string, string>; body?: string } = {}) =>
    fetch(new URL(path, list.collection), { ...more, method, headers: { authorization, ...more.headers } });
  const read = async (path: string): Promise<{ text: string; etag: string } | null> => {
    const answer = await send('GET', path);
    if (answer.status === 404) return null;
    return { text: await answer.text(), etag: answer.headers.get('etag') ?? '' };
  };
  const put = async (path: string, text: string, condition: Record<string, string>): Promise<boolean> => {
    const headers = { 'content-type': 'text/calendar; charset=utf-8', ...condition };
    const { status, ok } = await send('PUT', path, { headers, body: text });
    if (!ok && status !== 412) throw new Error(`Radicale answered ${status} to our own PUT`);
    return ok;
  };

  return {
    name,
    hasLabels: true,
    hasPreconditions: true,
    all: async () => {
      const texts = await dav.multiget(await dav.list());
      return [...texts].map(([path, text]) => parse(path, text));
    },
    create: async (draft) => {
      const uid = randomUUID();
      await put(`${new URL(list.collection).pathname}${uid}.ics`, write(uid, draft), { 'if-none-match': '*' });
    },
    edit: async (path, change) => {
      for (;;) {
        const now = await read(path);
        const next = now && change(parse(path, now.text));
        if (!now || !next) return false;
        if (await put(path, rewrite(now.text, next), { 'if-match': now.etag })) return true;
      }
    },
    remove: async (path) => {
      for (;;) {
        const now = await read(path);
        if (!now) return null;
        const { status } = await send('DELETE', path, { headers: { 'if-match': now.etag } });
        if (status < 400) return parse(path, now.text);
        if (status !== 412 && status !== 404) throw new Error(`Radicale answered ${status} to our own DELETE`);
      }
    },
    snapshot: async (path) => {
      const now = await read(path);
      return now && unfold(now.text).replace(/^(DTSTAMP|LAST-MODIFIED|SEQUENCE)[:;].*\r?\n/gm, '');
    },
    close: async () => {
      dav.close();
      await server.stop();
    },
  };
}

const unfold = (text: string): string => text.replace(/\r?\n[ \t]/g, '');

function property(text: string, name: string): string {
  return new RegExp(`^${name}(?:;[^:\\r\\n]*)?:(.*?)\\r?$`, 'm').exec(unfold(text))?.[1] ?? '';
}

function parse(path: string, text: string): SoakRecord {
  return {
    id: path,
    ...parseTitle(property(text, 'SUMMARY')),
    lines: property(text, 'DESCRIPTION')
      .split('\\n')
      .filter((line) => line !== ''),
    labels: property(text, 'CATEGORIES')
      .split(',')
      .filter((label) => label !== ''),
  };
}

/** Only the properties that the soak knows; everything else stays byte for byte. */
function rewrite(text: string, record: Draft): string {
  const others = unfold(text).replace(/^(SUMMARY|DESCRIPTION|CATEGORIES|LAST-MODIFIED|DTSTAMP)[:;].*\r?\n/gm, '');
  return others.replace('END:VTODO', `${ownLines(record).join('\r\n')}\r\nEND:VTODO`);
}

function write(uid: string, draft: Draft): string {
  const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//example.org//soak//EN', 'BEGIN:VTODO', `UID:${uid}`];
  return [...head, `X-KEPT:as it was ${draft.key}`, ...ownLines(draft), 'END:VTODO', 'END:VCALENDAR', ''].join('\r\n');
}

function ownLines({ key, title, lines, labels }: Draft): readonly string[] {
  const now = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  return [
    `DTSTAMP:${now}`,
    `LAST-MODIFIED:${now}`,
    `SUMMARY:${key} ${title}`,
    `DESCRIPTION:${lines.join('\\n')}`,
    ...(labels.length > 0 ? [`CATEGORIES:${labels.join(',')}`] : []),
  ];
}
