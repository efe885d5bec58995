import { itemIn } from '../ledger.ts';
import type { World } from '../world.ts';
import { pictures } from './picture.ts';
import { Violation } from './violation.ts';

/** S8: nothing is deleted, here or at a service, unless somebody deleted it somewhere. */
export async function checkDeletions(world: World): Promise<void> {
  const wasDeleted = (item: string): boolean => (world.ledger.items.get(item)?.deletedAt.length ?? 0) > 0;
  for (const { tasks, installation } of await pictures(world)) {
    for (const { fields, deletedAt } of tasks) {
      const item = itemIn(fields);
      if (deletedAt === null || wasDeleted(item)) continue;
      throw new Violation('S8', `installation ${installation.index} put ${item} into the bin; nobody deleted it`);
    }
  }
  for (const service of world.services) {
    for (const { by, operation, before } of service.log) {
      if (by !== 'sync' || operation !== 'remove' || wasDeleted(itemIn(before ?? {}))) continue;
      throw new Violation('S8', `${itemIn(before ?? {})} was deleted at ${service.name}; nobody deleted it`);
    }
  }
}
