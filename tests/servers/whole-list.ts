import { taskText } from './bare-dav.ts';
import type { DavList } from './workspace.ts';

/** Radicale takes a whole calendar in one PUT to the collection, which replaces it. */
export async function putWholeList(list: DavList, tasks: number): Promise<void> {
  const todos = Array.from(
    { length: tasks },
    (_, number) => /BEGIN:VTODO[\s\S]*END:VTODO/.exec(taskText(number))?.[0] ?? '',
  );
  const body = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//example.org//bare//EN',
    ...todos,
    'END:VCALENDAR',
    '',
  ].join('\r\n');
  await sendDav(list, 'PUT', list.collection, body);
}

export async function sendDav(list: DavList, method: string, url: string, body?: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${list.user}:${list.password}`).toString('base64')}`;
  const answer = await fetch(url, {
    method,
    headers: { authorization, 'content-type': 'text/calendar' },
    ...(body === undefined ? {} : { body }),
  });
  if (!answer.ok) throw new Error(`${method} answered ${answer.status}`);
}
