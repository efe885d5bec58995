/**
 * What a body says, as data: what the Markdown parser and the readers of the other formats yield, and what all printers
 * take. The words are those of mdast (https://github.com/syntax-tree/mdast), the inline part is flat: leaves that carry
 * their marks, as in Atlassian's and ProseMirror's documents. That makes comparing and restoring simple.
 */
export type Block =
  | Paragraph
  | Heading
  | Code
  | Quote
  | List
  | Table
  | Details
  | Wrapper
  | (Sourced & { readonly kind: 'rule' })
  /** Nothing that Markdown could show, such as an empty paragraph. It stays where it is. */
  | (Sourced & { readonly kind: 'blank' });

export interface Sourced {
  /** Absent: it is new, or no part of the source matches it. */
  readonly source?: Source;
}

export interface Source {
  /** Its place in the table that the reader of the format keeps. */
  readonly at: number;
  /** Nothing in it was edited, so it goes back as it is. Otherwise it lends its attributes only. */
  readonly isWhole: boolean;
}

export interface Paragraph extends Sourced {
  readonly kind: 'paragraph';
  readonly content: readonly Leaf[];
}

export interface Heading extends Sourced {
  readonly kind: 'heading';
  readonly level: number;
  readonly content: readonly Leaf[];
}

export interface Code extends Sourced {
  readonly kind: 'code';
  readonly language: string;
  readonly text: string;
}

export const alerts = ['NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION'] as const;
export type Alert = (typeof alerts)[number];

export interface Quote extends Sourced {
  readonly kind: 'quote';
  /** GitHub's `> [!NOTE]`; null: a plain quotation. */
  readonly alert: Alert | null;
  readonly blocks: readonly Block[];
}

export interface List extends Sourced {
  readonly kind: 'list';
  readonly ordered: boolean;
  /** First number; 1 for a list that is not ordered. */
  readonly start: number;
  readonly items: readonly Item[];
}

export interface Item extends Sourced {
  /** null: no check box. */
  readonly checked: boolean | null;
  readonly blocks: readonly Block[];
}

export interface Table extends Sourced {
  readonly kind: 'table';
  readonly align: readonly Align[];
  /** The first row is the heading. Without one, Markdown shows an empty heading row. */
  readonly hasHeader: boolean;
  readonly rows: readonly Row[];
  /** Rows or columns came or went, or cells that were covered got text: spans would not fit any more. */
  readonly isReshaped?: boolean;
}

export interface Row extends Sourced {
  readonly cells: readonly Cell[];
}

export interface Cell extends Sourced {
  readonly content: readonly Leaf[];
  /** Covered by a cell that spans it. */
  readonly isCovered?: boolean;
}

export type Align = 'left' | 'center' | 'right' | 'none';

/** `<details>`, which GitHub folds. */
export interface Details extends Sourced {
  readonly kind: 'details';
  readonly summary: string;
  readonly blocks: readonly Block[];
}

/** A block with blocks in it that Markdown has no word for, between `<!-- begin name -->` and `<!-- end name -->`. */
export interface Wrapper extends Sourced {
  readonly kind: 'wrapper';
  readonly name: string;
  readonly blocks: readonly Block[];
}

export const markKinds = ['strong', 'em', 'del', 'underline', 'sub', 'sup'] as const;
export type MarkKind = (typeof markKinds)[number];

export interface Link {
  readonly href: string;
  readonly title: string;
}

/** Marks stand in the order of `markKinds`, so that equal ones are equal as text. */
export interface Marked {
  readonly marks: readonly MarkKind[];
  readonly link: Link | null;
  readonly source?: LeafSource;
}

export interface LeafSource {
  readonly at: number;
  /** It is one thing (an emoji, say), so it comes back whole or not at all; else each part of the text may have it. */
  readonly isAtom: boolean;
}

export type Leaf =
  | (Marked & { readonly kind: 'text'; readonly text: string })
  | (Marked & { readonly kind: 'code'; readonly text: string })
  | (Marked & { readonly kind: 'break' })
  | (Marked & { readonly kind: 'image'; readonly src: string; readonly alt: string; readonly title: string })
  | Reference;

/** Something of the service, written `[label](scheme:id)`: a person, a date, whatever Markdown has no word for. */
export type Reference = Marked & {
  readonly kind: 'reference';
  readonly scheme: Scheme;
  readonly id: string;
  readonly label: string;
};

export const schemes = ['mention', 'status', 'date', 'media', 'node'] as const;
export type Scheme = (typeof schemes)[number];

export const unmarked: Marked = { marks: [], link: null };

export function textLeaf(text: string, marked: Marked = unmarked): Leaf {
  return { kind: 'text', text, ...marked };
}

/** How a heading is shown where there are none. */
export function inStrong(leaf: Leaf): Leaf {
  return leaf.marks.includes('strong') ? leaf : { ...leaf, marks: ['strong', ...leaf.marks] };
}

export function plainText(content: readonly Leaf[]): string {
  return content.map(leafText).join('');
}

function leafText(leaf: Leaf): string {
  switch (leaf.kind) {
    case 'text':
    case 'code':
      return leaf.text;
    case 'break':
      return '\n';
    case 'image':
      return leaf.alt;
    case 'reference':
      return leaf.label;
  }
}
