import { type Block, type Code, inStrong, type Leaf, plainText, textLeaf, unmarked } from './document.ts';
import { printBlock } from './print.ts';

/** Blocks as lines of text, for places where nothing else may stand. */
export function linesOf(blocks: readonly Block[], gap = 2): readonly Leaf[] {
  return joinLines(blocks.map(lineOf), gap);
}

function lineOf(block: Block): readonly Leaf[] {
  switch (block.kind) {
    case 'paragraph':
      return block.content;
    case 'heading':
      return block.content.map(inStrong);
    case 'code':
      return codeLines(block);
    case 'table':
      return codeLines({ kind: 'code', language: '', text: printBlock(block) });
    case 'quote':
    case 'wrapper':
      return linesOf(block.blocks);
    case 'details':
      return joinLines([[textLeaf(block.summary, { ...unmarked, marks: ['strong'] })], linesOf(block.blocks)], 1);
    case 'list':
      return joinLines(
        block.items.map((item, at) => {
          const box = item.checked === null ? '• ' : item.checked ? '[x] ' : '[ ] ';
          return [textLeaf(block.ordered ? `${block.start + at}) ` : box), ...linesOf(item.blocks, 1)];
        }),
        1,
      );
    case 'rule':
      return [textLeaf('———')];
    case 'blank':
      return [];
  }
}

function codeLines({ text }: Code): readonly Leaf[] {
  return joinLines(
    text.split('\n').map((line) => [{ kind: 'code', text: line, ...unmarked }]),
    1,
  );
}

export function joinLines(lines: readonly (readonly Leaf[])[], gap: number): readonly Leaf[] {
  const breaks = Array.from({ length: gap }, (): Leaf => ({ kind: 'break', ...unmarked }));
  return lines.filter((line) => plainText(line) !== '').flatMap((line, at) => (at === 0 ? line : [...breaks, ...line]));
}
