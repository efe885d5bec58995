import { SaxesParser } from 'saxes';
import { TaskSyncError } from '../../../src-shared/errors.ts';

export interface XmlElement {
  /** Namespace and local name, `{DAV:}href`: prefixes are each server's own choice. */
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** By name as written. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Its own text, white space and line ends as sent. */
  readonly text: string;
}

/** Elements inside elements; more could only be an attack (SEC-18). */
const deepest = 64;

/**
 * What a parser has to report and a reader can live with: one task with a control character in its text must not keep a
 * hundred others waiting (L4). The text stays as it was sent.
 */
const harmless: readonly string[] = [
  'disallowed character.',
  'disallowed character in entity name.',
  'undefined entity.',
  'malformed character entity.',
  'the string "]]>" is disallowed in char data.',
];

/** An element while it is read. */
interface Open {
  readonly name: string;
  readonly children: XmlElement[];
  readonly attributes: ReadonlyMap<string, string>;
  text: string;
}

/** Takes each element of this name out of the tree as soon as it is complete: a list of 100,000 is never whole in memory. */
export interface Each {
  readonly name: string;
  readonly take: (element: XmlElement) => void;
}

/**
 * Parses a document without DTD. Throws `invalid-response` for anything else: broken or cut off, with a DTD or entities
 * (SEC-19: they could read files here, or blow up to gigabytes), nested too deeply (SEC-18).
 */
export function parseXml(text: string, each?: Each): XmlElement {
  // XML readers turn CRLF into LF, but the line ends of a task have to survive (S6).
  const carriageReturn = unusedCharacter(text);
  const reader = createReader(each, (part) =>
    part.includes(carriageReturn) ? part.replaceAll(carriageReturn, '\r') : part,
  );
  reader.write(keepCarriageReturns(text, carriageReturn));
  return reader.end();
}

/**
 * The same for a document that comes in parts, between which others can have a turn: a list of 100,000 takes seconds.
 * Elements of this name are handed over as soon as a part has completed them. Line ends in it become LF, as XML has it, so it
 * is for addresses and versions, not for texts of tasks.
 */
export async function parseXmlParts(
  parts: Iterable<string>,
  name: string,
  take: (elements: readonly XmlElement[]) => Promise<void>,
): Promise<XmlElement> {
  let complete: XmlElement[] = [];
  const reader = createReader({ name, take: (element) => complete.push(element) }, (part) => part);
  for (const part of parts) {
    reader.write(part);
    await take(complete);
    complete = [];
  }
  return reader.end();
}

interface Reader {
  write(part: string): void;
  /** The root, once everything was written. */
  end(): XmlElement;
}

function createReader(each: Each | undefined, restore: (text: string) => string): Reader {
  const open: Open[] = [];
  let root: XmlElement | undefined;

  const parser = new SaxesParser({ xmlns: true, position: false });
  const add = (part: string): void => {
    const element = open.at(-1);
    if (element) element.text += restore(part);
  };
  parser.on('doctype', () => {
    throw broken('defines its own building blocks, which could be an attack');
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (open.length === deepest) throw broken('is damaged or cut off');
    const entries = Object.entries(attributes).map(([name, { value }]): [string, string] => [name, value]);
    const element: Open = {
      name: `{${uri}}${local}`,
      children: [],
      attributes: entries.length === 0 ? none : new Map(entries),
      text: '',
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    const element = open.pop();
    if (!each || element?.name !== each.name) return;
    open.at(-1)?.children.pop();
    each.take(element);
  });
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('error', ({ message }) => {
    if (!harmless.includes(message)) throw broken('is damaged or cut off');
  });
  return {
    write: (part) => void parser.write(part),
    end: () => {
      parser.close();
      if (root === undefined) throw broken('is damaged or cut off');
      return root;
    },
  };
}

const none: ReadonlyMap<string, string> = new Map();

function broken(what: string): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    `CalDAV sent an answer that ${what}. Nothing was taken from it. If this happens again, check the address of the connection and what stands between.`,
    { applied: 'unknown' },
  );
}

/** From the area that Unicode leaves to private use; a text that holds the whole of it is longer than any answer may be. */
function unusedCharacter(text: string): string {
  for (let code = 0xe000; ; code++) {
    const character = String.fromCharCode(code);
    const asReference = new RegExp(`&#(?:x0*${code.toString(16)}|0*${code});`, 'i');
    if (!text.includes(character) && !asReference.test(text)) return character;
  }
}

/** Outside the root element and inside a tag a line end is just white space. */
function keepCarriageReturns(text: string, standIn: string): string {
  if (!text.includes('\r')) return text;
  const start = /^(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->)*/.exec(text)?.[0].length ?? 0;
  const end = text.lastIndexOf('>');
  const root = text
    .slice(start, end)
    .replace(/<[^!<>][^<>]*(?:>|$)/g, (tag) => (tag.includes('\r') ? tag.replaceAll('\r', ' ') : tag))
    .replaceAll('\r', standIn);
  return `${text.slice(0, start)}${root}${text.slice(end)}`;
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
