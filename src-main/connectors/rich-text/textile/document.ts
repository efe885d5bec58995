/**
 * What Textile and Markdown have in common, as data. Both parsers yield it, both printers take it, and parsing what was
 * printed gives the same document again: that is why converting twice changes nothing.
 *
 * Whatever one side has and the other has not stays literal: `text` when its characters mean themselves, `raw` when they
 * mean something to somebody (an address, a macro, a tag) and must go over untouched.
 */
export type Block =
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | List
  | Table
  | { readonly kind: 'rule' }
  | { readonly kind: 'raw'; readonly text: string };

export interface List {
  readonly kind: 'list';
  readonly ordered: boolean;
  /** First number; 1 for a list that is not ordered. */
  readonly start: number;
  readonly items: readonly (readonly Block[])[];
}

export interface Table {
  readonly kind: 'table';
  readonly align: readonly Align[];
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

export type Align = 'left' | 'center' | 'right' | 'none';
export type Cell = readonly Inline[];
export type SpanKind = 'strong' | 'em' | 'del';

export type Inline =
  /** A line feed in it is a line break. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: SpanKind; readonly content: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly label: string; readonly href: string; readonly title: string }
  | { readonly kind: 'image'; readonly src: string; readonly alt: string };

/** A block and the lines it came from, `to` exclusive. */
export interface Placed<T extends Block = Block> {
  readonly block: T;
  readonly from: number;
  readonly to: number;
}

/** Key order is fixed by the parsers, so text decides. */
export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
