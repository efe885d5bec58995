import { TaskSyncError } from '../errors.ts';

/**
 * One logical line of an iCalendar text (RFC 5545, 3.1) with the exact characters it came in: folds, line end, odd
 * spacing. Lines that nobody changes are written back from `raw`, so nothing in them can get lost (S6).
 */
export interface ContentLine {
  readonly raw: string;
  /** Upper case; '' for an empty line. */
  readonly name: string;
  /** As written, with the leading semicolon: `;TZID=Europe/Berlin`; '' when there are none. */
  readonly params: string;
  /** As written, unfolded, still escaped. */
  readonly value: string;
}

/** Cuts a text into logical lines; joining their `raw` gives the same text again. Throws `invalid-response`. */
export function parseContentLines(text: string): ContentLine[] {
  const lines: ContentLine[] = [];
  for (let start = 0; start < text.length; ) {
    let end = endOfLine(text, start);
    let folded = false;
    while (end < text.length && isFold(text.charCodeAt(end))) {
      end = endOfLine(text, end);
      folded = true;
    }
    const raw = text.slice(start, end);
    lines.push(parseContentLine(raw, folded));
    start = end;
  }
  return lines;
}

/** Where the next physical line begins. */
function endOfLine(text: string, start: number): number {
  const feed = text.indexOf('\n', start);
  return feed === -1 ? text.length : feed + 1;
}

function isFold(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function parseContentLine(raw: string, folded: boolean): ContentLine {
  const text = folded ? unfold(raw) : withoutLineEnd(raw);
  if (text === '') return { raw, name: '', params: '', value: '' };
  const colon = endOfParams(text);
  if (colon <= 0) throw brokenIcs('has a line that is neither a property nor the continuation of one');
  const semicolon = text.indexOf(';');
  const nameEnd = semicolon === -1 || semicolon > colon ? colon : semicolon;
  return {
    raw,
    name: text.slice(0, nameEnd).toUpperCase(),
    params: text.slice(nameEnd, colon),
    value: text.slice(colon + 1),
  };
}

/** The colon before the value: the first one outside quotes. */
function endOfParams(text: string): number {
  const colon = text.indexOf(':');
  const quote = text.indexOf('"');
  if (quote === -1 || quote > colon) return colon;
  let quoted = false;
  for (let index = quote; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x22) quoted = !quoted;
    else if (code === 0x3a && !quoted) return index;
  }
  return -1;
}

export function unfold(raw: string): string {
  return withoutLineEnd(raw).replace(/\r?\n[ \t]/g, '');
}

function withoutLineEnd(raw: string): string {
  if (!raw.endsWith('\n')) return raw;
  return raw.slice(0, raw.endsWith('\r\n') ? -2 : -1);
}

/** A new line as RFC 5545 wants it: folded at 75 octets, ended with CRLF. */
export function renderContentLine(name: string, params: string, value: string): ContentLine {
  return { raw: `${fold(`${name}${params}:${value}`)}\r\n`, name, params, value };
}

const mostOctets = 75;

/** Breaks at 75 octets of UTF-8, never inside a character. Without the line end after the last one. */
export function fold(text: string): string {
  if (text.length * 3 <= mostOctets) return text;
  let folded = '';
  let octets = 0;
  for (const character of text) {
    const size = octetsOf(character);
    if (octets + size > mostOctets) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** @param what completes "The task's calendar text …" */
export function brokenIcs(what: string): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    `The calendar text of this task ${what}. The task was left as it is at the calendar, and here. Open and save it once in the app that made it, or delete it there.`,
  );
}
