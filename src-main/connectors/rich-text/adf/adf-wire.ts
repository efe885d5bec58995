/**
 * Atlassian Document Format, version 1, as it comes: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 * Nothing is taken for granted: nodes are kept even when they are of no known kind or not well formed.
 */
export interface AdfDocument {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly AdfNode[];
}

export interface AdfNode {
  readonly type: string;
  readonly attrs?: AdfAttributes;
  readonly content?: readonly AdfNode[];
  readonly marks?: readonly AdfMark[];
  readonly text?: string;
}

export interface AdfMark {
  readonly type: string;
  readonly attrs?: AdfAttributes;
}

export type AdfAttributes = Readonly<Record<string, unknown>>;

/** The parts of a node as far as they are what they should be. */
export function contentOf(node: AdfNode): readonly AdfNode[] {
  return Array.isArray(node.content) ? node.content.filter(isNode) : [];
}

export function isNode(value: unknown): value is AdfNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function marksOf(node: AdfNode): readonly AdfMark[] {
  return Array.isArray(node.marks) ? node.marks.filter(isNode) : [];
}

export function textAttribute(node: AdfNode | AdfMark, name: string): string {
  const value = attributesOf(node)[name];
  return typeof value === 'string' ? value : '';
}

export function numberAttribute(node: AdfNode, name: string, absent: number): number {
  const value = attributesOf(node)[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : absent;
}

export function attributesOf(node: AdfNode | AdfMark): AdfAttributes {
  return typeof node.attrs === 'object' && node.attrs !== null ? node.attrs : {};
}

/** The text in a node, at most so many characters. Without recursion, as a node may be nested without end. */
export function excerptOf(node: AdfNode, most: number): string {
  const parts: string[] = [];
  const waiting: AdfNode[] = [node];
  for (let length = 0; length < most; ) {
    const next = waiting.pop();
    if (next === undefined) break;
    const text = typeof next.text === 'string' ? next.text : textAttribute(next, 'text');
    if (text.trim() !== '') parts.push(text.trim());
    length += text.length;
    waiting.push(...contentOf(next).slice(0, most).reverse());
  }
  const text = parts.join(' ').replace(/\s+/g, ' ');
  return text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;
}

/** Short, and the same for the same node: how a placeholder names the node it stands for. FNV-1a, twice 32 bits. */
export function fingerprint(node: AdfNode): string {
  const waiting: unknown[] = [node];
  let [one, other] = [0x811c9dc5, 0x01234567];
  while (waiting.length > 0) {
    const value = waiting.pop();
    const text = typeof value === 'object' && value !== null ? Object.keys(value).join() : String(value);
    for (let at = 0; at < text.length; at++) {
      one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
      other = Math.imul(other ^ text.charCodeAt(at), 0x01000193);
    }
    one = Math.imul(one ^ 0xff, 0x01000193);
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) waiting.push(part);
  }
  return (one >>> 0).toString(36) + (other >>> 0).toString(36);
}
