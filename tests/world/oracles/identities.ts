import { itemIn } from '../ledger.ts';
import type { World } from '../world.ts';
import { type Picture, pictures } from './picture.ts';
import { Violation } from './violation.ts';

/**
 * S4: at most one create. Never two live records with one marker, never two records or two tasks of one item. What the network
 * itself delivered twice to a service that cannot tell is left out: it is counted.
 */
export async function checkIdentities(world: World): Promise<void> {
  // What was deleted at one place and edited at another may be made again beside its closed self.
  const all = await pictures(world);
  const waiting = itemsWaiting(all);
  const isWhole = (item: string): boolean => world.ledger.items.get(item)?.deletedAt.length === 0 && !waiting.has(item);
  for (const [index, service] of world.services.entries()) {
    const twice = world.deliveredTwice[index] ?? 0;
    const records = service.all();
    check('S4', `records of one marker at ${service.name}`, twice, repeated(records.map(({ identity }) => identity)));
    const items = records.map(({ fields }) => itemIn(fields)).filter(isWhole);
    check('S4', `records of one item at ${service.name}`, twice, repeated(items));
  }
  for (const { installation, profile, tasks } of all) {
    const items = tasks
      .filter(({ deletedAt }) => deletedAt === null)
      .map(({ fields }) => itemIn(fields))
      .filter(isWhole);
    check('S4', `tasks of one item in installation ${installation.index}, ${profile.name}`, 0, repeated(items));
  }
}

/**
 * What may be the record of an unanswered create is a task of its own until a person decides (class E, L6), and is copied to the
 * other services like every task: its title was changed, and nothing else could tell.
 */
function itemsWaiting(all: readonly Picture[]): ReadonlySet<string> {
  return new Set(
    all.flatMap(({ ops, tasks }) => {
      const open = new Set(ops.filter(({ state }) => state === 'uncertain').map(({ task }) => task));
      return tasks.filter(({ id }) => open.has(id)).map(({ fields }) => itemIn(fields));
    }),
  );
}

function repeated(names: readonly (string | null)[]): readonly string[] {
  const seen = new Set<string>();
  return names.filter((name): name is string => {
    if (name === null) return false;
    const isRepeated = seen.has(name);
    seen.add(name);
    return isRepeated;
  });
}

function check(invariant: string, what: string, allowed: number, found: readonly string[]): void {
  if (found.length > allowed) throw new Violation(invariant, `several ${what}: ${found.join(', ')}`);
}
