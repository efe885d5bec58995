import type { Label } from './trello-wire.ts';

/**
 * Labels go by their name, and those without one by their colour. A label with neither cannot be named: it stays on its
 * card and takes no part. Several labels of one board may have the same name; then they are the same to us.
 */
export function labelValue({ name, color }: Label): string | null {
  return (name ?? '').trim() || color;
}

export function labelValues(labels: readonly Label[]): readonly string[] {
  return [...new Set(labels.map(labelValue).filter((value) => value !== null))];
}

export interface LabelChange {
  /** Ids of labels that there are. */
  readonly ids: readonly string[];
  /** Names for which the board has no label yet. */
  readonly missing: readonly string[];
}

/** The labels that a card then has. Those that it has already are kept as they are, also those that cannot be named. */
export function changeLabels(
  current: readonly Label[],
  wanted: readonly string[],
  board: readonly Label[],
): LabelChange {
  const names = [...new Set(wanted.map((name) => name.trim().normalize()).filter((name) => name !== ''))];
  const nameOf = (label: Label): string | undefined => labelValue(label)?.normalize();
  const kept = current.filter((label) => labelValue(label) === null || names.includes(nameOf(label) ?? ''));
  const there = new Set(kept.map(nameOf));
  const added = names
    .filter((name) => !there.has(name))
    // A label of that name before one of that colour.
    .map((name) => ({
      name,
      label:
        board.find((label) => label.name?.trim().normalize() === name) ?? board.find((label) => nameOf(label) === name),
    }));
  return {
    ids: [...kept.map(({ id }) => id), ...added.flatMap(({ label }) => (label === undefined ? [] : [label.id]))],
    missing: added.flatMap(({ name, label }) => (label === undefined ? [name] : [])),
  };
}

const colors = ['green', 'yellow', 'orange', 'red', 'purple', 'blue', 'sky', 'lime', 'pink', 'black'] as const;

/** For a new label; always the same for the same name. Without a colour it would not show on cards. */
export function colorFor(name: string): string {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return colors[sum % colors.length] ?? 'blue';
}
