import { Agent, request } from 'node:http';
import type { DavList } from './workspace.ts';

/** One record of a multistatus answer: its path, and its text as XML writes it. */
const record =
  /<(?:\w+:)?href>([^<]+)<\/(?:\w+:)?href>(?:(?!<\/(?:\w+:)?response>)[\s\S])*?(BEGIN:VCALENDAR[\s\S]*?END:VCALENDAR)/g;

interface Answer {
  readonly status: number;
  readonly body: string;
}

/**
 * The least that can be sent: no retries, no merging, nothing parsed that is not needed. It fills and counts lists for
 * tests, and is the floor that the benchmark compares a sync with.
 */
export interface BareDav {
  readonly requests: number;
  put(name: string, text: string): Promise<void>;
  get(name: string): Promise<string>;
  /** Paths of all records, by one PROPFIND. */
  list(): Promise<readonly string[]>;
  /** Their texts by path, by one REPORT; XML entities resolved. */
  multiget(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  close(): void;
}

export function bareDav(list: DavList, inFlight: number): BareDav {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const authorization = `Basic ${Buffer.from(`${list.user}:${list.password}`).toString('base64')}`;
  let requests = 0;

  const send = (method: string, url: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> => {
    requests += 1;
    return new Promise((resolve, reject) => {
      const length = Buffer.byteLength(body);
      const sent = request(
        url,
        { method, agent, headers: { authorization, 'content-length': length, ...headers } },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const status = answer.statusCode ?? 0;
            if (status >= 400) reject(new Error(`${method} answered ${status}`));
            else resolve({ status, body: Buffer.concat(chunks).toString() });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  };
  const xml = { 'content-type': 'application/xml; charset=utf-8' };

  return {
    get requests() {
      return requests;
    },
    put: async (name, text) => {
      await send('PUT', new URL(name, list.collection).href, { 'content-type': 'text/calendar; charset=utf-8' }, text);
    },
    get: async (name) => (await send('GET', new URL(name, list.collection).href)).body,
    list: async () => {
      const ask = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>';
      const { body } = await send('PROPFIND', list.collection, { ...xml, depth: '1' }, ask);
      return [...body.matchAll(/<(?:\w+:)?href>([^<]+\.ics)<\//g)].map((hit) => hit[1] ?? '');
    },
    multiget: async (paths) => {
      const hrefs = paths.map((path) => `<D:href>${path}</D:href>`).join('');
      const ask = `<C:calendar-multiget xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/></D:prop>${hrefs}</C:calendar-multiget>`;
      const { body } = await send('REPORT', list.collection, { ...xml, depth: '1' }, ask);
      return new Map([...body.matchAll(record)].map(([, path = '', text = '']) => [path, unescapeXml(text)]));
    },
    close: () => agent.destroy(),
  };
}

/** Runs `work` over all items with at most `inFlight` at a time; the first failure rejects. */
export async function inParallel<Item>(
  items: readonly Item[],
  inFlight: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

/** A task as a calendar program would write it; about 600 bytes. */
export function taskText(number: number, title = `Task ${number}`): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//example.org//bare//EN',
    'BEGIN:VTODO',
    `UID:bare-${number}@example.org`,
    'DTSTAMP:20260301T080000Z',
    'LAST-MODIFIED:20260301T080000Z',
    `SUMMARY:${title}`,
    ...Array.from(
      { length: 5 },
      (_, line) =>
        `${line === 0 ? 'DESCRIPTION:' : ' '}Line ${line} of what task ${number} is about\\, with a comma.\\n`,
    ),
    `STATUS:${['NEEDS-ACTION', 'IN-PROCESS', 'COMPLETED'][number % 3]}`,
    `PRIORITY:${[0, 1, 5, 9][number % 4]}`,
    `CATEGORIES:list-${number % 7},all`,
    `DUE;VALUE=DATE:202604${String(1 + (number % 28)).padStart(2, '0')}`,
    'END:VTODO',
    'END:VCALENDAR',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

export const taskName = (number: number): string => `bare-${number}.ics`;

function unescapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&apos;': "'",
    '&#13;': '\r',
    '&amp;': '&',
  };
  return text.replace(/&(?:lt|gt|quot|apos|#13|amp);/g, (entity) => entities[entity] ?? entity);
}
