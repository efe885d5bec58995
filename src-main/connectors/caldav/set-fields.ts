import type { ContentLine } from '../../../src-shared/icalendar/content-line.ts';
import { escapeText, splitList, unescapeText } from '../../../src-shared/icalendar/text.ts';
import type { Todo, TodoEditor } from '../../../src-shared/icalendar/todo.ts';

/** All CATEGORIES lines together: some clients write one line for each, some one list. */
export function readLabels({ properties }: Todo): readonly string[] {
  const labels = properties
    .filter(({ name }) => name === 'CATEGORIES')
    .flatMap((line) => splitList(line.value).map(toLabel));
  return [...new Set(labels.filter((label) => label !== ''))];
}

function toLabel(element: string): string {
  return unescapeText(element).trim();
}

/** Takes out what is no longer wanted and appends what is new; lines that keep all their elements stay untouched. */
export function writeLabels(editor: TodoEditor, labels: readonly string[]): void {
  const missing = new Map(labels.map((label) => [label.trim().normalize(), label.trim()]));
  missing.delete('');
  const wanted = new Set(missing.keys());
  for (const line of editor.all('CATEGORIES')) {
    const elements = splitList(line.value);
    const kept = elements.filter((element) => wanted.has(toLabel(element).normalize()));
    for (const element of kept) missing.delete(toLabel(element).normalize());
    if (kept.length < elements.length) editor.replace(line, kept.length === 0 ? null : kept.join(','));
  }
  if (missing.size === 0) return;
  const added = [...missing.values()].map(escapeText).join(',');
  const last = editor.all('CATEGORIES').at(-1);
  if (last === undefined) editor.add('CATEGORIES', added);
  else editor.replace(last, `${last.value},${added}`);
}

/** E-mail addresses of the attendees, in lower case. Attendees with another kind of address are not ours to judge. */
export function readAssignees({ properties }: Todo): readonly string[] {
  const addresses = properties.filter(({ name }) => name === 'ATTENDEE').map(addressOf);
  return [...new Set(addresses.filter((address) => address !== null))];
}

function addressOf(line: ContentLine): string | null {
  const value = line.value.trim().toLowerCase();
  const address = value.startsWith('mailto:') ? value.slice('mailto:'.length).trim() : '';
  return address.includes('@') && !/\s/.test(address) ? address : null;
}

/** Attendees that stay keep their line with everything in it: name, role, answer. */
export function writeAssignees(editor: TodoEditor, addresses: readonly string[]): void {
  const missing = new Set(addresses.map((address) => address.trim().toLowerCase()));
  const wanted = new Set(missing);
  for (const line of editor.all('ATTENDEE')) {
    const address = addressOf(line);
    if (address === null) continue;
    missing.delete(address);
    if (!wanted.has(address)) editor.replace(line, null);
  }
  for (const address of missing) editor.add('ATTENDEE', `mailto:${address}`);
}
