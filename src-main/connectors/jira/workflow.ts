import type { Transition } from './jira-wire.ts';

/**
 * What we have learned of a workflow. Jira shows a workflow to administrators only; to others it tells which transitions one
 * issue has now. So the ways out of each status are learned from issues that are in it.
 */
export class Workflow {
  readonly #ways = new Map<string, ReadonlySet<string>>();
  readonly #categories = new Map<string, string>();

  learn(status: string, transitions: readonly Transition[]): void {
    for (const { to } of transitions) this.#categories.set(to.id, to.statusCategory?.key ?? '');
    this.#ways.set(status, new Set(transitions.filter(isOpen).map(({ to }) => to.id)));
  }

  knows(status: string): boolean {
    return this.#ways.has(status);
  }

  waysOut(status: string): readonly string[] {
    return [...(this.#ways.get(status) ?? [])];
  }

  /** `new`, `indeterminate` or `done`. */
  categoryOf(status: string): string {
    return this.#categories.get(status) ?? '';
  }

  /** Statuses that can be reached, of which we do not know how they can be left; nearest first. */
  frontier(from: string, closed: ReadonlySet<string> = new Set()): readonly string[] {
    return [...this.#reach(from, closed).keys()].filter((status) => !this.knows(status));
  }

  /**
   * The statuses to pass, `to` as the last one: the fewest (breadth first). Null: no way is known.
   * @param closed ways that are not open to this issue, as `waysKey`
   */
  route(from: string, to: string, closed: ReadonlySet<string> = new Set()): readonly string[] | null {
    const before = this.#reach(from, closed);
    if (!before.has(to)) return null;
    const route: string[] = [];
    for (let at = to; at !== from; at = before.get(at) ?? from) route.unshift(at);
    return route;
  }

  /** Of each status that can be reached, the one before it on the shortest way. */
  #reach(from: string, closed: ReadonlySet<string>): ReadonlyMap<string, string> {
    const before = new Map<string, string>();
    const queue = [from];
    for (const at of queue) {
      for (const next of this.waysOut(at)) {
        if (next === from || before.has(next) || closed.has(waysKey(at, next))) continue;
        before.set(next, at);
        queue.push(next);
      }
    }
    return before;
  }
}

export function waysKey(from: string, to: string): string {
  return `${from}>${to}`;
}

export function isOpen({ isAvailable }: Pick<Transition, 'isAvailable'>): boolean {
  return isAvailable !== false;
}

const order = ['new', 'indeterminate', 'done'];

/**
 * Where to look when no way is known: of the statuses that can be reached and are not known, the one whose category is nearest to the
 * wanted one. One that counts as finished comes last, because people are told that work has ended. Null: there is none.
 */
export function nextGuess(
  workflow: Workflow,
  at: string,
  category: string,
  closed: ReadonlySet<string>,
): string | null {
  const rank = (status: string): number => {
    const own = workflow.categoryOf(status);
    return own === 'done' ? order.length : Math.abs(order.indexOf(own) - order.indexOf(category));
  };
  return workflow.frontier(at, closed).toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}
