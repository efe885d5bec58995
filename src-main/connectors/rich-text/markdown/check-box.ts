import type { Block, Item } from './document.ts';

/** `[x] ` in front is how a check box is written where there is none. */
export function readBox(blocks: readonly Block[]): Item {
  const [first, ...others] = blocks;
  const text = first?.kind === 'paragraph' ? first.content[0] : undefined;
  const box = text?.kind === 'text' && text.marks.length === 0 ? /^\[([ xX])\](?: |$)/.exec(text.text) : null;
  if (box === null || first?.kind !== 'paragraph' || text?.kind !== 'text') return { checked: null, blocks };
  const rest = text.text.slice(box[0].length);
  const content = rest === '' ? first.content.slice(1) : [{ ...text, text: rest }, ...first.content.slice(1)];
  return { checked: box[1] !== ' ', blocks: [{ kind: 'paragraph', content }, ...others] };
}
