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
  // Only this makes the parser decode numeric references; there is nothing else to expand, as a DTD is refused.
  htmlEntities: true,
  processEntities: { enabled: true, maxExpandedLength: Number.MAX_SAFE_INTEGER },
});

/** Not a character of XML, so that no text can hold it. */
const carriageReturn = '\uFFFF';

/**
 * Parses a document without DTD. Throws `invalid-response` for anything else: broken or cut off, with a DTD or entities
 * (SEC-19: they could read files here, or blow up to gigabytes), nested too deeply (SEC-18).
 */
export function parseXml(text: string): XmlElement {
  if (/<!(doctype|entity)/i.test(text) && /<!(doctype|entity)/i.test(withoutData(text))) {
    throw broken('defines its own building blocks, which could be an attack');
  }
  let nodes: unknown;
  try {
    // XML readers turn CRLF into LF, but the line ends of a task have to survive (S6).
    nodes = XMLValidator.validate(text) === true ? parser.parse(keepCarriageReturns(text)) : undefined;
  } catch {
    // The parser's message may quote the text, and with it a task: not even kept as a cause.
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

/** Without CDATA and comments, which may hold anything. One pass, however often they are opened (SEC-20). */
function withoutData(text: string): string {
  let rest = '';
  let start = 0;
  for (const { 0: opening, index } of text.matchAll(/<!\[CDATA\[|<!--/g)) {
    if (index < start) continue;
    rest += text.slice(start, index);
    const end = text.indexOf(opening === '<!--' ? '-->' : ']]>', index);
    // Never closed: that is not XML, which is for the validator to say.
    if (end === -1) return rest;
    start = end + 3;
  }
  return rest + text.slice(start);
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
