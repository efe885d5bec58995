import type { WantedList } from './checklists.ts';
import { inOrder, nameOf } from './checklists.ts';
import type { Checklist } from './trello-wire.ts';

/** Values of an item that change. */
export interface ItemValues {
  readonly name?: string;
  readonly state?: 'complete' | 'incomplete';
  readonly pos?: number;
}

export type ChecklistStep =
  | { readonly kind: 'add-list'; readonly list: WantedList; readonly pos: number }
  | { readonly kind: 'move-list'; readonly id: string; readonly pos: number }
  | { readonly kind: 'remove-list'; readonly id: string }
  | {
      readonly kind: 'add-item';
      readonly list: string;
      readonly name: string;
      readonly isDone: boolean;
      readonly pos: number;
    }
  | { readonly kind: 'change-item'; readonly id: string; readonly values: ItemValues }
  | { readonly kind: 'remove-item'; readonly id: string };

/**
 * What has to be done to checklists so that they are as wanted, and no more. An item of another name in the place of one that
 * is gone is that one renamed, so that it keeps its person and its date.
 */
export function planChecklists(current: readonly Checklist[], wanted: readonly WantedList[]): readonly ChecklistStep[] {
  const lists = inOrder(current);
  const pairs = pair(lists, wanted);
  const kept = new Set(pairs.map(({ old }) => old?.id));
  const places = placesFor(pairs.map(({ old }) => old));
  return [
    ...lists.filter(({ id }) => !kept.has(id)).map(({ id }): ChecklistStep => ({ kind: 'remove-list', id })),
    ...pairs.flatMap(({ old, wish }, index): readonly ChecklistStep[] => {
      const pos = places[index] ?? 0;
      if (old === null) return [{ kind: 'add-list', list: wish, pos }];
      const moved: readonly ChecklistStep[] = pos === old.pos ? [] : [{ kind: 'move-list', id: old.id, pos }];
      return [...moved, ...planItems(old, wish)];
    }),
  ];
}

function planItems(list: Checklist, { items: wanted }: WantedList): readonly ChecklistStep[] {
  const items = inOrder(list.checkItems ?? []);
  const same = pair(items, wanted);
  const left = items.filter((item) => !same.some(({ old }) => old === item));
  const pairs = same.map(({ old, wish }) => ({ old: old ?? left.shift() ?? null, wish }));
  const places = placesFor(pairs.map(({ old }) => old));
  return [
    ...left.map(({ id }): ChecklistStep => ({ kind: 'remove-item', id })),
    ...pairs.flatMap(({ old, wish }, index): readonly ChecklistStep[] => {
      const pos = places[index] ?? 0;
      if (old === null) return [{ kind: 'add-item', list: list.id, ...wish, pos }];
      const values: ItemValues = {
        ...(nameOf(old) === wish.name ? {} : { name: wish.name }),
        ...((old.state === 'complete') === wish.isDone ? {} : { state: wish.isDone ? 'complete' : 'incomplete' }),
        ...(old.pos === pos ? {} : { pos }),
      };
      return Object.keys(values).length === 0 ? [] : [{ kind: 'change-item', id: old.id, values }];
    }),
  ];
}

interface Pair<Old, Wish> {
  readonly old: Old | null;
  readonly wish: Wish;
}

/** Each wish with the first of its name that no other one has. */
function pair<Old extends { readonly name: string }, Wish extends { readonly name: string }>(
  olds: readonly Old[],
  wishes: readonly Wish[],
): readonly Pair<Old, Wish>[] {
  const free = new Set(olds);
  return wishes.map((wish) => {
    const old = [...free].find((one) => nameOf(one) === wish.name) ?? null;
    if (old !== null) free.delete(old);
    return { old, wish };
  });
}

const step = 16_384;

/** Places in rising order: those that there are, as long as they rise and what is new comes last; otherwise all of them anew. */
function placesFor(olds: readonly ({ readonly pos: number | null } | null)[]): readonly number[] {
  const places: number[] = [];
  let isNewBefore = false;
  for (const old of olds) {
    const last = places.at(-1) ?? 0;
    const pos = old === null ? last + step : (old.pos ?? 0);
    if (pos <= last || (old !== null && isNewBefore)) return olds.map((_, index) => (index + 1) * step);
    isNewBefore ||= old === null;
    places.push(pos);
  }
  return places;
}
