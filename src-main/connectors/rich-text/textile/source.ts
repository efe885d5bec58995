import type { Block } from './document.ts';
import type { Syntax } from './syntax.ts';

/** Lines, a place among them, and the parser that holds them, so that its parts need not know each other. */
export interface Source {
  readonly lines: readonly string[];
  readonly at: number;
  readonly syntax: Syntax;
  readonly landmarks: Landmarks;
  /** As deep as it goes: what would nest is text from here on. */
  readonly isDeepest: boolean;
  /** The blocks inside a quotation or a list item. */
  readonly inner: (lines: readonly string[]) => readonly Block[];
  /** Whether the line ends a paragraph or a list item although no empty line stands before it. */
  readonly interrupts: (at: number) => boolean;
}

export interface Landmarks {
  /** For each line, the one with `<pre>` that is reached without an empty line or a fence in between. */
  readonly pre: readonly (number | null)[];
  /** -1: there is none. */
  readonly lastCommentEnd: number;
}
