import type { Block } from './document.ts';

/** A block, and the Markdown of it if it is a paragraph. */
export interface Section {
  readonly block: Block;
  readonly raw: string;
}

interface Frame {
  readonly opener: Section;
  readonly kind: 'details' | 'wrapper';
  readonly name: string;
  readonly blocks: Block[];
}

/** Deeper ones are text (SEC-18). */
const deepest = 12;

/** Puts what stands between `<details>` and `</details>`, or between two comments, into a block of its own. */
export function groupSections(sections: readonly Section[]): readonly Block[] {
  const root: Block[] = [];
  const frames: Frame[] = [];
  for (const section of sections) {
    const opened = frames.length < deepest ? openerOf(section) : null;
    const inner = frames.at(-1);
    if (opened !== null) frames.push(opened);
    else if (inner !== undefined && closes(section.raw, inner)) {
      frames.pop();
      (frames.at(-1)?.blocks ?? root).push(closed(inner));
    } else (inner?.blocks ?? root).push(section.block);
  }
  // What was never closed is what it says.
  return [...root, ...frames.flatMap(({ opener, blocks }) => [opener.block, ...blocks])];
}

/** Whether a paragraph would be read as the beginning or the end of a section. */
export function isSectionMark(text: string): boolean {
  return detailsMark.test(text) || wrapperMark.test(text) || /^<\/details>$|^<!-- end \S+ -->$/.test(text);
}

const detailsMark = /^<details(?: open)?>\s*(?:<summary>([^<]*)<\/summary>)?$/;
const wrapperMark = /^<!-- begin ([\w./-]+) -->$/;

function openerOf(section: Section): Frame | null {
  const details = detailsMark.exec(section.raw);
  if (details !== null) {
    return { opener: section, kind: 'details', name: unescapeSummary(details[1]?.trim() ?? ''), blocks: [] };
  }
  const begin = wrapperMark.exec(section.raw)?.[1];
  return begin === undefined ? null : { opener: section, kind: 'wrapper', name: begin, blocks: [] };
}

function closes(raw: string, { kind, name }: Frame): boolean {
  return raw === (kind === 'details' ? '</details>' : `<!-- end ${name} -->`);
}

function closed({ kind, name, blocks }: Frame): Block {
  return kind === 'details' ? { kind, summary: name, blocks } : { kind, name, blocks };
}

export function escapeSummary(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescapeSummary(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
