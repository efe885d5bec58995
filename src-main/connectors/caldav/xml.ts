import { XMLParser, XMLValidator } from 'fast-xml-parser';
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

const attributePrefix = '@';
const textName = '#text';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: attributePrefix,
  textNodeName: textName,
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
  maxNestedTags: 64,
  entityDecoder: {
    decode: decodeReferences,
    // Called for every DTD that the parser comes across, with or without entities in it.
    addInputEntities: refuseDtd,
    setExternalEntities: () => undefined,
    setXmlVersion: () => undefined,
    reset: () => undefined,
  },
});

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five names and the numbers of XML itself; nothing that a document defines. */
function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi,
    (whole, decimal: string | undefined, hexadecimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return named[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
      return isCharacter(code) ? String.fromCodePoint(code) : whole;
    },
  );
}

/** XML 1.0, 2.2 */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

function refuseDtd(): never {
  throw broken('defines its own building blocks, which could be an attack');
}

/** Not a character of XML, so that no text can hold it. */
const carriageReturn = '\uFFFF';

/**
 * Parses a document without DTD. Throws `invalid-response` for anything else: broken or cut off, with a DTD or entities
 * (SEC-19: they could read files here, or blow up to gigabytes), nested too deeply (SEC-18).
 */
export function parseXml(text: string): XmlElement {
  let nodes: unknown;
  try {
    // XML readers turn CRLF into LF, but the line ends of a task have to survive (S6).
    nodes = XMLValidator.validate(text) === true ? parser.parse(keepCarriageReturns(text)) : undefined;
  } catch (error) {
    // The parser's own message may quote the text, and with it a task: not even kept as a cause.
    if (error instanceof TaskSyncError) throw error;
  }
  const root = Array.isArray(nodes) ? elements(nodes, new Map()).at(0) : undefined;
  if (root === undefined) throw broken('is damaged or cut off');
  return root;
}

function broken(what: string): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    `CalDAV sent an answer that ${what}. Nothing was taken from it. If this happens again, check the address of the connection and what stands between.`,
    { applied: 'unknown' },
  );
}

function keepCarriageReturns(text: string): string {
  if (!text.includes('\r')) return text;
  // Inside a tag a line end is just white space.
  const plain = text.replace(/<[^!<>][^<>]*>/g, (tag) => (tag.includes('\r') ? tag.replaceAll('\r', ' ') : tag));
  return plain.replaceAll('\r', carriageReturn);
}

/** Namespace by prefix; '' is the default. */
type Prefixes = ReadonlyMap<string, string>;

/** From the parser's form, `[{ 'D:href': [...], ':@': { '@xmlns:D': 'DAV:' } }, { '#text': '…' }]`, to ours. */
function elements(nodes: readonly unknown[], outer: Prefixes): readonly XmlElement[] {
  const found: XmlElement[] = [];
  for (const node of nodes) {
    if (typeof node !== 'object' || node === null) continue;
    for (const [tag, content] of Object.entries(node)) {
      if (tag === ':@' || tag === textName || !Array.isArray(content)) continue;
      const attributes = ':@' in node ? attributesOf(node[':@']) : none;
      const prefixes = declared(attributes, outer);
      found.push({
        name: qualified(tag, prefixes),
        children: elements(content, prefixes),
        attributes,
        text: textIn(content),
      });
    }
  }
  return found;
}

const none: ReadonlyMap<string, string> = new Map();

function attributesOf(written: unknown): ReadonlyMap<string, string> {
  const entries = Object.entries(written ?? {});
  return new Map(entries.map(([name, value]) => [name.slice(attributePrefix.length), String(value)]));
}

function declared(attributes: ReadonlyMap<string, string>, outer: Prefixes): Prefixes {
  const own = [...attributes].filter(([name]) => /^xmlns(:|$)/.test(name));
  if (own.length === 0) return outer;
  return new Map([...outer, ...own.map(([name, uri]): [string, string] => [name.slice('xmlns:'.length), uri])]);
}

function qualified(tag: string, prefixes: Prefixes): string {
  const colon = tag.indexOf(':');
  const namespace = prefixes.get(colon === -1 ? '' : tag.slice(0, colon)) ?? '';
  return `{${namespace}}${tag.slice(colon + 1)}`;
}

function textIn(nodes: readonly unknown[]): string {
  let text = '';
  for (const node of nodes) {
    if (typeof node === 'object' && node !== null && textName in node) text += String(node[textName]);
  }
  return text.includes(carriageReturn) ? text.replaceAll(carriageReturn, '\r') : text;
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
