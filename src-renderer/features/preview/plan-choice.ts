import type { PlannedTaskView } from '../../../src-shared/api/views.ts';

type Needing = Pick<PlannedTaskView, 'task' | 'needs'>;

/** Unticks a task, or ticks it again, with what cannot be without it: a child needs its parent, and goes when that is left. */
export function withTick(tasks: readonly Needing[], left: ReadonlySet<string>, task: string, isTicked: boolean) {
  return withTicks(tasks, left, [task], isTicked);
}

export function withTicks(
  tasks: readonly Needing[],
  left: ReadonlySet<string>,
  which: readonly string[],
  isTicked: boolean,
): ReadonlySet<string> {
  const needs = new Map(tasks.map((one) => [one.task, one.needs]));
  const reached = isTicked ? closure(which, (task) => needs.get(task) ?? []) : closure(which, dependentsIn(tasks));
  return isTicked ? new Set([...left].filter((task) => !reached.has(task))) : new Set([...left, ...reached]);
}

/** The first few tasks in the order of the plan, each after those that it needs. */
export function firstFew(tasks: readonly Needing[], few: number): readonly string[] {
  const needs = new Map(tasks.map((one) => [one.task, one.needs]));
  const chosen = new Set<string>();
  for (const { task } of tasks) {
    if (chosen.size >= few) break;
    const own = closure([task], (one) => needs.get(one) ?? []);
    // A task deep below others would bring more than was asked for.
    if (chosen.size > 0 && new Set([...chosen, ...own]).size > few) continue;
    for (const one of own) chosen.add(one);
  }
  return [...chosen];
}

function dependentsIn(tasks: readonly Needing[]): (task: string) => readonly string[] {
  const children = new Map<string, string[]>();
  for (const { task, needs } of tasks)
    for (const need of needs) children.set(need, [...(children.get(need) ?? []), task]);
  return (task) => children.get(task) ?? [];
}

function closure(start: readonly string[], next: (task: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set(start);
  for (const task of found) for (const one of next(task)) found.add(one);
  return found;
}
