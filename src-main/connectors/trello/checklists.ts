import type { Checklist } from './trello-wire.ts';

/**
 * The checklists of a card as Markdown, to be read only. As a part of the body they could not be written back without
 * guessing which item a changed line is, and items have people and dates of their own that Markdown cannot hold: so they
 * stay as they are, to the last byte (S6), and can be seen, filtered by, and mapped to a field elsewhere.
 */
export function checklistsText(checklists: readonly Checklist[]): string | null {
  const parts = inOrder(checklists).map(({ name, checkItems }) => {
    const items = inOrder(checkItems ?? []).map((item) => `- [${item.state === 'complete' ? 'x' : ' '}] ${item.name}`);
    return [`### ${name}`, ...items].join('\n');
  });
  return parts.length === 0 ? null : parts.join('\n\n');
}

function inOrder<T extends { readonly pos: number | null; readonly id: string }>(all: readonly T[]): readonly T[] {
  return [...all].sort((a, b) => (a.pos ?? 0) - (b.pos ?? 0) || a.id.localeCompare(b.id));
}
