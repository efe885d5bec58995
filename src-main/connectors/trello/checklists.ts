import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Checklist } from './trello-wire.ts';

/**
 * The checklists of a card as Markdown, in a field of their own. As a part of the body they would be mixed with what people
 * write there: a changed line could be either, and an item has an id, a person and a date that Markdown cannot hold. So
 * only what differs is written, item by item, and everything else about them stays as it is (S6).
 */
export function checklistsText(checklists: readonly Checklist[]): string | null {
  return textOf(
    inOrder(checklists).map(({ name, checkItems }) => ({
      name: oneLine(name),
      items: inOrder(checkItems ?? []).map((item) => ({ name: oneLine(item.name), isDone: item.state === 'complete' })),
    })),
  );
}

export interface WantedList {
  readonly name: string;
  readonly items: readonly { readonly name: string; readonly isDone: boolean }[];
}

/** @throws `rejected` for what would not come back as it was written */
export function parseChecklists(text: string): readonly WantedList[] {
  const lists: { name: string; items: { name: string; isDone: boolean }[] }[] = [];
  for (const line of text.split('\n')) {
    const heading = /^### (.+)$/.exec(line)?.[1];
    const item = /^- \[([ x])\] (.+)$/.exec(line);
    if (heading !== undefined) lists.push({ name: heading, items: [] });
    else if (item) lists.at(-1)?.items.push({ name: item[2] ?? '', isDone: item[1] === 'x' });
  }
  if (text === (textOf(lists) ?? '')) return lists;
  throw new TaskSyncError(
    'rejected',
    'The checklists of a card have to look as Trello’s do here: a line “### Name” for each, then its items as “- [ ] one” or “- [x] done”, and an empty line between two of them. Nothing was sent.',
  );
}

function textOf(lists: readonly WantedList[]): string | null {
  const parts = lists.map(({ name, items }) =>
    [`### ${name}`, ...items.map((item) => `- [${item.isDone ? 'x' : ' '}] ${item.name}`)].join('\n'),
  );
  return parts.length === 0 ? null : parts.join('\n\n');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim() || '–';
}

export function inOrder<T extends { readonly pos: number | null; readonly id: string }>(
  all: readonly T[],
): readonly T[] {
  return [...all].sort((a, b) => (a.pos ?? 0) - (b.pos ?? 0) || a.id.localeCompare(b.id));
}

/** What is the same in both, by its name on one line; of several with one name, in their order. */
export function nameOf({ name }: { readonly name: string }): string {
  return oneLine(name);
}
