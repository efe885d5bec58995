import type { CommandId } from '../../../../src-shared/commands/commands.ts';
import { fuzzyScore } from './fuzzy.ts';

export type PaletteGroup = 'recent' | 'commands' | 'tasks' | 'profiles' | 'runs' | 'settings';

/** Something that can be chosen. */
export interface PaletteItem {
  readonly id: string;
  readonly group: Exclude<PaletteGroup, 'recent'>;
  readonly text: string;
  /** More to know it by. */
  readonly detail?: string | undefined;
  readonly command?: CommandId;
  /** Why it cannot be done now. */
  readonly whyNot?: string | undefined;
  readonly run: () => void;
}

export interface PaletteSection {
  readonly group: PaletteGroup;
  readonly items: readonly PaletteItem[];
}

/** What is asked for: `>` commands only, `#` tasks only, `@` tasks of a person. */
export interface Asked {
  readonly only: 'commands' | 'tasks' | 'people' | null;
  readonly text: string;
}

export function readAsked(typed: string): Asked {
  const only = ({ '>': 'commands', '#': 'tasks', '@': 'people' } as const)[typed[0] ?? ''] ?? null;
  return { only, text: (only ? typed.slice(1) : typed).trim() };
}

const order: readonly PaletteItem['group'][] = ['commands', 'profiles', 'tasks', 'settings', 'runs'];

const most: Readonly<Record<PaletteItem['group'], number>> = {
  ...{ commands: 40, profiles: 6, tasks: 8, settings: 6, runs: 4 },
};

/**
 * What is shown: with nothing typed what was chosen last and all commands; else the best of each kind, the kind with the
 * best answer first. Tasks were found by the core, and are not sieved again. What cannot be done now comes last.
 */
export function paletteSections(
  items: readonly PaletteItem[],
  { only, text }: Asked,
  recent: readonly string[],
): readonly PaletteSection[] {
  const wanted = items.filter(({ group }) => only === null || group === (only === 'people' ? 'tasks' : only));
  if (text === '') {
    const chosen = only === null ? recent.flatMap((id) => wanted.find((item) => item.id === id) ?? []) : [];
    const rest = wanted.filter((item) => !chosen.includes(item) && (only !== null || item.group === 'commands'));
    return sectionsOf([{ group: 'recent', items: chosen }, ...grouped(rest.toSorted(doableFirst))]);
  }
  const scored = wanted.flatMap((item) => {
    const score = item.group === 'tasks' ? 1 : fuzzyScore(text, item.text);
    return score === null ? [] : [{ item, score: score - (item.whyNot ? 10_000 : 0) }];
  });
  const sorted = scored.toSorted((a, b) => b.score - a.score);
  const groups = [...new Set(sorted.map(({ item }) => item.group))];
  return groups.map((group) => ({
    group,
    items: sorted.flatMap(({ item }) => (item.group === group ? [item] : [])).slice(0, most[group]),
  }));
}

function grouped(items: readonly PaletteItem[]): readonly PaletteSection[] {
  return order.map((group) => ({ group, items: items.filter((item) => item.group === group) }));
}

function sectionsOf(sections: readonly PaletteSection[]): readonly PaletteSection[] {
  return sections.filter(({ items }) => items.length > 0);
}

function doableFirst(a: PaletteItem, b: PaletteItem): number {
  return Number(a.whyNot !== undefined) - Number(b.whyNot !== undefined);
}
