import type { Block } from './document.ts';
import type { Syntax } from './syntax.ts';

/** Lines, a place among them, and the parser that holds them, so that its parts need not know each other. */
export interface Source {
  readonly lines: readonly string[];
  readonly at: number;
  readonly syntax: Syntax;
  /** As deep as it goes: what would nest is text from here on. */
  readonly isDeepest: boolean;
  /** The blocks inside a quotation or a list item. */
  readonly inner: (lines: readonly string[]) => readonly Block[];
  /** Whether the line ends a paragraph or a list item although no empty line stands before it. */
  readonly interrupts: (at: number) => boolean;
}
