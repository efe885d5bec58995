import type { Inline, SpanKind } from './document.ts';

/** How one of the two languages writes what `document.ts` can hold; the shared parser and printer do the rest. */
export interface Syntax extends InlineSyntax {
  /** `# Title` or `h1. Title` */
  readonly heading: { read(line: string): { level: number; text: string } | null; print(level: number): string };
  /** Markdown only: underlined headings, and lines indented by four are code. */
  readonly underlines: boolean;
  /** A heading needs no blank line before it. */
  readonly headingInterrupts: boolean;
  /** Bullets of lists that nest by indentation. */
  readonly bullets: RegExp;
  /** Textile only: lists that nest by repeating the bullet, tables with `_.` headings, `bq.` and `p.`. */
  readonly signatures: boolean;
  /** Code goes between tags. Not inside quotations and lists, where Redmine would show their marks as code. */
  readonly codeTags: boolean;
  /** The line with its first characters written so that they start nothing. */
  escapeLine(line: string): string;
}

export interface InlineSyntax {
  /** Longest first. */
  readonly markers: readonly { readonly mark: string; readonly kind: SpanKind }[];
  readonly printMark: Readonly<Record<SpanKind, string>>;
  /** A character written in a roundabout way at this place, or null. */
  readonly unescape: (source: string, at: number) => { readonly text: string; readonly length: number } | null;
  /** What only this language has, at this place. `before`: the character in front, empty at the start. */
  readonly token: (source: string, at: number, before: string) => Token | null;
  /** Content that makes the two marks around it mean something else. */
  readonly refuses: (content: string, nodes: readonly Inline[]) => boolean;
  /** The text written so that nothing in it starts a span, a link or the like. */
  readonly escape: (text: string) => string;
  /** One punctuation mark, written so that it does not belong to what stands before it. */
  readonly escapeMark: (mark: string) => string;
  readonly printCode: (text: string, following: string, isCareful: boolean) => string;
  /** `following`: the text behind it, as it will be written. */
  readonly printLink: (link: Extract<Inline, { kind: 'link' }>, following: string) => string;
  readonly printImage: (image: Extract<Inline, { kind: 'image' }>) => string;
}

export interface Token {
  readonly node: Inline;
  readonly length: number;
}

/** Runs a sticky pattern at one place. */
export function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

export const wordCharacter = /[\p{L}\p{N}_]/u;
