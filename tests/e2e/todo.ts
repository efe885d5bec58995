import type { CaldavServer } from '../fakes/caldav-server.ts';

/** A task as a calendar server keeps it (RFC 5545). */
export function todo(uid: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}:${value}`);
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//example.org//e2e//EN',
    'BEGIN:VTODO',
    `UID:${uid}`,
    'DTSTAMP:20260301T090000Z',
    ...lines,
    'END:VTODO',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}

/** Somebody else gives a task another title, at the server itself. */
export function retitle(server: CaldavServer, title: string, next: string): void {
  const collection = server.collection();
  const found = [...collection.objects].find(([, object]) => titleOf(object.text) === title);
  if (!found) throw new Error(`The server has no task ${title}`);
  const [name, { text }] = found;
  collection.put(name, text.replace(/^SUMMARY:.*$/m, `SUMMARY:${next}`));
}

/** Somebody else changes the only task of a server, at the server itself. */
export function change(server: CaldavServer, fields: Readonly<Record<string, string>>): void {
  const collection = server.collection();
  const [[name, { text }] = ['', { text: '' }]] = collection.objects;
  const others = text.replace(
    new RegExp(`^(${Object.keys(fields).join('|')}):.*\\r?\\n(?:[ \\t].*\\r?\\n)*`, 'gm'),
    '',
  );
  const lines = Object.entries(fields).map(([key, value]) => `${key}:${value}\r\n`);
  collection.put(name, others.replace('END:VTODO', `${lines.join('')}END:VTODO`));
}

export function titlesOf(server: CaldavServer): string[] {
  return [...server.collection().objects.values()].map(({ text }) => titleOf(text));
}

function titleOf(text: string): string {
  return (/^SUMMARY:(.*?)\r?$/m.exec(text)?.[1] ?? '').replaceAll('\\,', ',');
}
