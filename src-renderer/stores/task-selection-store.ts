import { create } from 'zustand';
import type { TaskSelection } from '../../src-shared/api/contract.ts';

/** The tasks that a person has ticked: these, or all that a filter finds but for some. */
export type Ticked =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'all'; readonly query: string; readonly except: ReadonlySet<string> };

export const nothingTicked: Ticked = { kind: 'some', ids: new Set() };

export const useTicked = create<{ readonly ticked: Ticked }>(() => ({ ticked: nothingTicked }));

export function isTicked(ticked: Ticked, id: string): boolean {
  return ticked.kind === 'all' ? !ticked.except.has(id) : ticked.ids.has(id);
}

/** @param total tasks that the filter finds */
export function tickedCount(ticked: Ticked, total: number): number {
  return ticked.kind === 'all' ? Math.max(0, total - ticked.except.size) : ticked.ids.size;
}

export function withTick(ticked: Ticked, ids: readonly string[], on: boolean): Ticked {
  const isAll = ticked.kind === 'all';
  const set = new Set(isAll ? ticked.except : ticked.ids);
  for (const id of ids) {
    if (on === isAll) set.delete(id);
    else set.add(id);
  }
  return isAll ? { ...ticked, except: set } : { kind: 'some', ids: set };
}

/** As the core takes it; null: nothing is ticked. */
export function selectionOf(ticked: Ticked): TaskSelection | null {
  if (ticked.kind === 'all') return { query: ticked.query, except: [...ticked.except] };
  return ticked.ids.size === 0 ? null : { tasks: [...ticked.ids] };
}

export function tick(ids: readonly string[], on: boolean): void {
  useTicked.setState(({ ticked }) => ({ ticked: withTick(ticked, ids, on) }));
}

export function toggleTick(id: string): void {
  tick([id], !isTicked(useTicked.getState().ticked, id));
}

export function tickAll(query: string): void {
  useTicked.setState({ ticked: { kind: 'all', query, except: new Set() } });
}

export function clearTicks(): void {
  useTicked.setState({ ticked: nothingTicked });
}
